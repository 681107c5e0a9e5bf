"""Where the two systems meet, by events of the world: an arrival opens a case, a case's result is a document here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from training.sandbox.documents.rules.desk import noted
from training.sandbox.documents.rules.model import Incoming, Outgoing, Text, Version
from training.sandbox.documents.rules.states import ISSUED
from training.sandbox.world import books
from training.sandbox.world.draft import Draft
from training.sandbox.world.events import CASE_WANTED
from training.sandbox.world.steps import Args, Refused


def open_case(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Let the one-stop open a case for what a document asks; the two stay linked."""
    if entry.case:
        raise Refused("case_there", "Văn bản này đã được lập hồ sơ một cửa.")
    facts = {name: args[name] for name in ("procedure", "applicant", "request")}
    made = draft.tell(CASE_WANTED, {**facts, "source": entry.code, "called": entry.notation})
    if not made:
        raise Refused("no_one_stop", "Hệ thống một cửa chưa nhận được yêu cầu này.")
    return noted(draft, replace(entry, case=made[0]), "in.open_case", "Đã lập hồ sơ một cửa.")


def result_numbered(draft: Draft, facts: Args) -> str:
    """Enter the numbered result of a one-stop case among the outgoing documents, linked to what asked for it."""
    place = str(facts["place"])
    code = f"di-{draft.take(f'key-out/{place}')}"
    text = Text(
        facts["type"], facts["subject"], facts["notation"], recipients=("Người nộp hồ sơ",), archive="VT, hồ sơ",
        title="Chủ tịch", signer=facts["signer"],
    )  # fmt: skip
    entry = next((one for one in draft.world.all(Incoming) if one.case == facts["case"]), None)
    paper = Outgoing(
        code, ISSUED, draft.now, facts["place"], (Version(draft.now, draft.actor, text, "Kết quả một cửa"),),
        signed_by=facts["signer"], signed_at=draft.now, book=books.book_for(facts["type"]), number=facts["number"],
        day=date.fromisoformat(facts["day"]), numbered_at=draft.now, sealed_by=draft.actor, sealed_at=draft.now,
        token_removed=True, issued_at=draft.now, copies=2, paper_to="Trả qua bộ phận một cửa", source=facts["case"],
        replies_to=entry.code if entry else "",
    )  # fmt: skip
    draft.put(paper)
    if entry:
        draft.put(replace(entry, replies=(*entry.replies, code)))
    return code
