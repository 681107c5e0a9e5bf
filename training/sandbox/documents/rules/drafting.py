"""Writing an outgoing document: its parts, its versions, opinions, and the way to the desk where it is signed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from training.office.document import types
from training.office.document.notes import place_of
from training.office.document.parts import SigningForm, Urgency
from training.sandbox.documents.rules.checking import slips, typed_draft
from training.sandbox.documents.rules.desk import (
    home,
    incoming_in,
    outgoing_in,
    picked,
    place_name,
    units,
)
from training.sandbox.documents.rules.model import Opinion, Outgoing, Text, Version
from training.sandbox.documents.rules.states import DRAFT, OUT_THERE, TO_CHECK, TO_INITIAL, TO_SIGN
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

TYPES = [(one.code, one.name_vi) for one in types.TYPES]
FORMS = [(one.value, f"{one.value} ({one.meaning_vi})" if one.value else "Người đứng đầu ký") for one in SigningForm]
URGENCIES = [(one.value, one.name_vi) for one in Urgency]
FAULTS = [("content", "Sai nội dung"), ("form", "Sai thể thức, kỹ thuật trình bày")]


def drafter_of(world: World, unit: str) -> str:
    """Return the abbreviation of a drafting unit: VHXH for Phòng Văn hóa – Xã hội."""
    found = world.place(unit)
    return found.short if found and found.short else "VP"


def default_notation(world: World, type_code: str, unit: str) -> str:
    """Return the notation the decree gives: QĐ-UBND for a named type, UBND-VHXH for an official letter."""
    found, kind = world.place(home(world)), types.by_code(type_code)
    issuer = found.short if found and found.short else "UBND"
    if kind.abbreviation:
        return f"{kind.abbreviation}-{issuer}"
    return f"{issuer}-{drafter_of(world, unit)}"


def text_from(draft: Draft, args: Args, unit: str) -> Text:
    """Return what the form says as the parts of a document; raise Refused naming the part that cannot be."""
    kind = picked(args["type"], TYPES, "type", "Chọn một trong 29 loại văn bản.")
    if args["secrecy"] not in ("", "thuong"):
        words = "Không soạn văn bản mật trên máy nối mạng. Dùng máy độc lập theo quy định bảo vệ bí mật nhà nước."
        raise Refused("secret_trap", words, "secrecy")
    form = picked(args["form"], FORMS, "form", "Chọn thể thức đề ký.")
    urgency = picked(args["urgency"] or Urgency.NORMAL.value, URGENCIES, "urgency", "Chọn độ khẩn.")
    notation = args["notation"] or default_notation(draft.world, kind, unit)
    lines: dict[str, Any] = {name: tuple(args[name]) for name in ("addressees", "basis", "body", "recipients")}
    return Text(
        kind, args["subject"], notation, drafter_of(draft.world, unit), archive=args["archive"], form=form,
        title=args["title"], in_place_of=args["in_place_of"], signer=args["signer"], urgency=urgency, **lines,
    )  # fmt: skip


def begin(draft: Draft, args: Args) -> Outgoing:
    """Begin an outgoing document, alone or as the reply to an incoming one."""
    unit = _unit(draft, args)
    entry = incoming_in(draft.world, args["reply_to"]) if args["reply_to"] else None
    made = Outgoing(
        f"di-{draft.take(f'key-out/{home(draft.world)}')}", DRAFT, draft.now, unit,
        (Version(draft.now, draft.actor, text_from(draft, args, unit), "Bản đầu"),),
        replies_to=entry.code if entry else "", due=entry.due if entry else None,
        replaces=_mended(draft, args["replaces"], "content", args["type"]),
        corrects=_mended(draft, args["corrects"], "form", args["type"]),
    )  # fmt: skip
    if entry:
        draft.put(replace(entry, replies=(*entry.replies, made.code)))
    return made


def _unit(draft: Draft, args: Args) -> str:
    offered = units(draft.world)
    unit = args["unit"] or (offered[0][0] if offered else home(draft.world))
    return picked(unit, [*offered, (home(draft.world), "")], "unit", "Chọn đơn vị soạn thảo.")


def _mended(draft: Draft, code: str, fault: str, type_code: str) -> str:
    """Return the issued document this one mends; wrong content takes the same type, wrong form a công văn.

    Decree 30/2020, article 18: content is amended or replaced by the same type, form is corrected by công văn.
    """
    if not code:
        return ""
    found = outgoing_in(draft.world, code)
    if found.state not in OUT_THERE:
        raise Refused("not_issued", "Chỉ thay thế, đính chính văn bản đã ban hành.")
    if fault == "content" and type_code != found.text.type_code:
        name = types.by_code(found.text.type_code).name_vi.lower()
        raise Refused("same_type", f"Sai nội dung thì thay thế bằng văn bản cùng loại: {name}.", "type")
    if fault == "form" and type_code != types.LETTER_CODE:
        raise Refused("by_letter", "Sai thể thức thì đính chính bằng công văn.", "type")
    return found.code


def revise(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Write a new version; the old ones stay to compare."""
    text = text_from(draft, args, paper.unit)
    if text == paper.text:
        raise Refused("nothing_changed", "Bản này giống hệt bản trước, chưa có gì để lưu.")
    version = Version(draft.now, draft.actor, text, args["why"])
    return replace(paper, versions=(*paper.versions, version), findings=())


def ask_opinion(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Ask a unit what it thinks of the draft."""
    unit = picked(args["to"], units(draft.world), "to", "Chọn đơn vị trong cơ quan.")
    if any(one.unit == unit for one in paper.open_opinions):
        raise Refused("asked_already", "Đã xin ý kiến đơn vị này, đang chờ trả lời.", "to")
    return replace(paper, opinions=(*paper.opinions, Opinion(unit, draft.now, args["question"])))


def give_opinion(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Answer the oldest open question about the draft."""
    if not paper.open_opinions:
        raise Refused("nothing_asked", "Dự thảo không có yêu cầu cho ý kiến nào đang chờ.")
    first = paper.open_opinions[0]
    if args["quote"] and place_of(typed_draft(draft.world, paper), args["quote"]) is None:
        raise Refused("not_in_draft", "Không thấy đoạn này trong dự thảo. Chép nguyên văn từ dự thảo.", "quote")
    said = replace(first, answer=args["answer"], answered_at=draft.now, quote=args["quote"])
    return replace(paper, opinions=tuple(said if one is first else one for one in paper.opinions))


def submit(draft: Draft, paper: Outgoing, _args: Args) -> Outgoing:
    """Lay the draft before the head of the division; nothing may be left open."""
    if paper.open_opinions:
        names = ", ".join(place_name(draft.world, one.unit) for one in paper.open_opinions)
        raise Refused("opinion_awaited", f"Còn chờ ý kiến của {names}.")
    if not paper.text.recipients:
        raise Refused("no_recipients", "Chưa ghi nơi nhận.")
    return replace(paper, state=TO_INITIAL)


def initial(draft: Draft, paper: Outgoing, _args: Args) -> Outgoing:
    """Let the head initial the draft: answerable for its content; the clerk checks the form."""
    return replace(paper, state=TO_CHECK, initialled_by=draft.actor)


def check_form(draft: Draft, paper: Outgoing, _args: Args) -> Outgoing:
    """Let the clerk confirm the form; what the checker still finds is kept with the document."""
    found = tuple(one.why for one in slips(draft.world, paper))
    return replace(paper, state=TO_SIGN, checked_by=draft.actor, findings=found)


def send_back(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Return a draft with the reason; signatures on the way are void."""
    reason = Version(draft.now, draft.actor, paper.text, f"Trả lại: {args['reason']}")
    return replace(paper, state=DRAFT, initialled_by="", checked_by="", versions=(*paper.versions, reason))


BACK = {TO_INITIAL: DRAFT, TO_CHECK: TO_INITIAL, TO_SIGN: TO_CHECK}
"""To whose desk a draft returns when whoever passed it on takes it back."""


def withdraw(draft: Draft, paper: Outgoing, _args: Args) -> Outgoing:
    """Let whoever passed a draft on take it back before the next desk has acted; their own act is void."""
    note = Version(draft.now, draft.actor, paper.text, "Người trình rút lại")
    before = BACK[paper.state]
    initialled = paper.initialled_by if before == TO_CHECK else ""
    return replace(paper, state=before, initialled_by=initialled, checked_by="", versions=(*paper.versions, note))


def changes(old: Text, new: Text) -> list[tuple[str, str, str]]:
    """Return the parts that differ between two versions: name of the part, before, after."""
    found = []
    for one in fields(Text):
        left, right = getattr(old, one.name), getattr(new, one.name)
        if left != right:
            found.append((PART_NAMES[one.name], _plain(left), _plain(right)))
    return found


def _plain(value: object) -> str:
    return "\n".join(value) if isinstance(value, tuple) else str(value)


PART_NAMES = {
    "type_code": "Loại văn bản", "subject": "Trích yếu", "notation": "Ký hiệu", "drafter": "Đơn vị soạn thảo",
    "addressees": "Kính gửi", "basis": "Căn cứ", "body": "Nội dung", "recipients": "Nơi nhận", "archive": "Lưu",
    "form": "Thể thức đề ký", "title": "Chức vụ người ký", "in_place_of": "Ký thay", "signer": "Người ký",
    "urgency": "Độ khẩn", "place": "Địa danh",
}  # fmt: skip
