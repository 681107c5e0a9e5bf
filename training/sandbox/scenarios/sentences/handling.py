"""Sentences about an incoming document after the leader's note: deadlines, flows, completion, the case it opened."""

from __future__ import annotations

from training.sandbox.cases.rules.model import Case
from training.sandbox.documents.rules.desk import incoming_in
from training.sandbox.documents.rules.handling import issued_replies
from training.sandbox.documents.rules.states import COMPLETED, FLOW_NAMES
from training.sandbox.scenarios.sentence import Finding, Sight, sentence
from training.sandbox.scenarios.words import mentions

ENTRY = {"incoming": "@new"}


@sentence(
    "in.number_is", "Số đến là {count}", ("doc_registered", {**ENTRY, "count": 819}),
    ("doc_registered", {**ENTRY, "count": 1}), incoming="incoming", count="count",
)  # fmt: skip
def number_is(sight: Sight, incoming: str, count: int) -> Finding:
    """Say whether the document stands in its book under this number."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.number == count, f"Vào sổ số {entry.called}.")


@sentence(
    "in.due_is", "Hạn xử lý là {date}", ("doc_assigned", {**ENTRY, "date": "2026-11-16"}),
    ("doc_assigned", {**ENTRY, "date": "2026-11-18"}), incoming="incoming", date="date",
)  # fmt: skip
def due_is(sight: Sight, incoming: str, date: str) -> Finding:
    """Say whether the document is due on this day."""
    due = incoming_in(sight.world, incoming).due
    return Finding(
        due is not None and due.isoformat() == date, f"Hạn ghi: {due.strftime('%d/%m/%Y') if due else 'chưa có'}."
    )


@sentence(
    "in.due_by", "Hạn xử lý không quá {date}", ("doc_assigned", {**ENTRY, "date": "2026-11-18"}),
    ("doc_assigned", {**ENTRY, "date": "2026-11-13"}), incoming="incoming", date="date",
)  # fmt: skip
def due_by(sight: Sight, incoming: str, date: str) -> Finding:
    """Say whether the document is due on this day or before."""
    due = incoming_in(sight.world, incoming).due
    return Finding(
        due is not None and due.isoformat() <= date, f"Hạn ghi: {due.strftime('%d/%m/%Y') if due else 'chưa có'}."
    )


@sentence(
    "in.remark_mentions", "Bút phê nêu “{text}”", ("doc_assigned", {**ENTRY, "text": "dự thảo báo cáo"}),
    ("doc_assigned", {**ENTRY, "text": "kiểm tra thực địa"}), incoming="incoming", text="text",
)  # fmt: skip
def remark_mentions(sight: Sight, incoming: str, text: str) -> Finding:
    """Say whether the leader's note speaks of this."""
    remark = incoming_in(sight.world, incoming).remark
    return Finding(mentions(remark, text), f"Bút phê: {remark or 'chưa có'}")


@sentence(
    "in.flow_is", "Nơi nhận ở trạng thái đúng", ("doc_taken", {**ENTRY, "place": "Z99.10.01.VX", "state": "taken"}),
    ("doc_assigned", {**ENTRY, "place": "Z99.10.01.VX", "state": "taken"}),
    incoming="incoming", place="place", state="flow",
)  # fmt: skip
def flow_is(sight: Sight, incoming: str, place: str, state: str) -> Finding:
    """Say whether one recipient's own way stands here."""
    flow = incoming_in(sight.world, incoming).flow_of(place)
    return Finding(flow is not None and flow.state == state, FLOW_NAMES[flow.state] if flow else "Chưa chuyển tới.")


@sentence(
    "in.completed_with_reply", "Hoàn thành kèm văn bản trả lời", ("doc_completed", ENTRY), ("doc_issued", ENTRY),
    incoming="incoming",
)  # fmt: skip
def completed_with_reply(sight: Sight, incoming: str) -> Finding:
    """Say whether the document is completed and a reply to it has gone out."""
    entry = incoming_in(sight.world, incoming)
    replies = issued_replies(sight.world, entry)
    told = replies[-1].called if replies else "chưa phát hành"
    return Finding(entry.state == COMPLETED and bool(replies), f"Văn bản trả lời: {told}.")


@sentence(
    "in.replied_by", "Trả lời trước hết ngày {date}", ("doc_issued", {**ENTRY, "date": "2026-11-09"}),
    ("doc_issued_late", {**ENTRY, "date": "2026-11-09"}), incoming="incoming", date="date",
)  # fmt: skip
def replied_by(sight: Sight, incoming: str, date: str) -> Finding:
    """Say whether a reply went out on this day or before."""
    replies = issued_replies(sight.world, incoming_in(sight.world, incoming))
    at = min((one.issued_at for one in replies if one.issued_at), default=None)
    good = at is not None and sight.world.calendar.local(at).date().isoformat() <= date
    return Finding(good, f"Trả lời lúc {sight.clock(at)}.")


@sentence(
    "in.case_opened", "Đã lập hồ sơ một cửa từ văn bản", ("doc_opened_case", {**ENTRY, "procedure": "1.014027"}),
    ("doc_registered", {**ENTRY, "procedure": "1.014027"}), incoming="incoming", procedure="procedure",
)  # fmt: skip
def case_opened(sight: Sight, incoming: str, procedure: str) -> Finding:
    """Say whether the document has opened a one-stop case of this procedure."""
    case = sight.world.get(Case, incoming_in(sight.world, incoming).case)
    told = f"Hồ sơ {case.called}, thủ tục {case.procedure}." if case else "Chưa lập hồ sơ một cửa."
    return Finding(case is not None and case.procedure == procedure, told)


@sentence(
    "in.in_folder", "Văn bản đến đã vào hồ sơ công việc", ("doc_filed", ENTRY), ("doc_registered", ENTRY),
    incoming="incoming",
)  # fmt: skip
def in_folder(sight: Sight, incoming: str) -> Finding:
    """Say whether the document lies in a work file."""
    folder = incoming_in(sight.world, incoming).folder
    return Finding(bool(folder), f"Hồ sơ {folder}." if folder else "Chưa vào hồ sơ nào.")
