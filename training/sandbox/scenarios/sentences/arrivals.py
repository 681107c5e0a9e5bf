"""Sentences about what arrives: packages on the axis, the register, the leader's note, each recipient's way."""

from __future__ import annotations

from training.office.document import types
from training.sandbox.documents.rules.desk import incoming_in, parcel_in, place_name
from training.sandbox.documents.rules.model import Incoming
from training.sandbox.documents.rules.states import CO, INCOMING_NAMES, INFO, LEAD
from training.sandbox.scenarios.sentence import Finding, Sight, sentence
from training.sandbox.scenarios.words import mentions, same
from training.sandbox.world.axis import CODE_OF, PARCEL_STATES
from training.sandbox.world.books import IN_BOOKS

PARCEL, ENTRY = {"parcel": "@new"}, {"incoming": "@new"}


@sentence(
    "parcel.status_is", "Trục liên thông hiện trạng thái {code}", ("doc_refused", {**PARCEL, "code": "02"}),
    ("doc_sent", {**PARCEL, "code": "03"}), parcel="parcel", code="code",
)  # fmt: skip
def status_is(sight: Sight, parcel: str, code: str) -> Finding:
    """Say whether the receiver's last status on the axis is this one."""
    found = parcel_in(sight.world, parcel)
    return Finding(CODE_OF[found.state] == code, f"Trạng thái {CODE_OF[found.state]} “{PARCEL_STATES[found.state]}”.")


@sentence(
    "parcel.status_sent", "Đã gửi trạng thái {code}", ("doc_registered", {**PARCEL, "code": "03"}),
    ("doc_registered", {**PARCEL, "code": "04"}), parcel="parcel", code="code",
)  # fmt: skip
def status_sent(sight: Sight, parcel: str, code: str) -> Finding:
    """Say whether the receiver has sent this status at any time, whatever came after."""
    found = parcel_in(sight.world, parcel)
    return Finding(code in found.sent_codes, f"Đã gửi: {', '.join(found.sent_codes) or 'chưa gửi gì'}.")


@sentence(
    "parcel.registered", "Văn bản đã vào sổ", ("doc_registered", PARCEL), ("doc_refused", PARCEL), parcel="parcel"
)
def registered(sight: Sight, parcel: str) -> Finding:
    """Say whether the package was entered in the register."""
    found = parcel_in(sight.world, parcel)
    entry = sight.world.get(Incoming, found.entered)
    return Finding(entry is not None, f"Vào sổ số {entry.called}." if entry else "Chưa vào sổ.")


@sentence(
    "parcel.entered_once", "Văn bản chỉ vào sổ một lần", ("doc_registered", PARCEL), ("doc_sent", PARCEL),
    parcel="parcel",
)  # fmt: skip
def entered_once(sight: Sight, parcel: str) -> Finding:
    """Say whether exactly one line of the register is about this document."""
    sheet = parcel_in(sight.world, parcel).sheet
    many = sum(
        one.identifier == sheet.identifier or (same(one.notation, sheet.number) and one.issuer == sheet.issuer)
        for one in sight.world.all(Incoming)
    )
    return Finding(many == 1, f"Sổ có {many} dòng về văn bản này.")


@sentence(
    "parcel.checked", "Đã kiểm tra văn bản trước khi xử lý", ("doc_checked", PARCEL), ("doc_registered", PARCEL),
    parcel="parcel",
)  # fmt: skip
def checked(sight: Sight, parcel: str) -> Finding:
    """Say whether the clerk wrote down the result of the check."""
    found = parcel_in(sight.world, parcel)
    return Finding(bool(found.checked), "Đã ghi kết quả kiểm tra." if found.checked else "Chưa ghi kết quả kiểm tra.")


@sentence(
    "parcel.refusal_mentions", "Lý do trả lại nêu “{text}”", ("doc_refused", {**PARCEL, "text": "nhầm nơi nhận"}),
    ("doc_refused", {**PARCEL, "text": "trùng"}), parcel="parcel", text="text",
)  # fmt: skip
def refusal_mentions(sight: Sight, parcel: str, text: str) -> Finding:
    """Say whether the reason of the refusal speaks of this (a|b: of either)."""
    reason = parcel_in(sight.world, parcel).refusal
    return Finding(mentions(reason, text), f"Lý do ghi: {reason or 'chưa có'}.")


@sentence(
    "parcel.reason_neutral", "Lý do trả lại không lộ nội dung", ("doc_secret_back", PARCEL), ("doc_quoted", PARCEL),
    parcel="parcel",
)  # fmt: skip
def reason_neutral(sight: Sight, parcel: str) -> Finding:
    """Say whether a refusal is there and quotes nothing of the document: no four words of its subject in a row."""
    found = parcel_in(sight.world, parcel)
    words = found.sheet.subject.split()
    quotes = any(mentions(found.refusal, " ".join(words[at : at + 4])) for at in range(max(1, len(words) - 3)))
    return Finding(bool(found.refusal) and not quotes, f"Lý do ghi: {found.refusal or 'chưa có'}.")


@sentence(
    "parcel.reported_safely", "Đã báo người phụ trách bảo mật qua kênh an toàn", ("doc_secret_back", PARCEL),
    ("doc_secret", PARCEL), parcel="parcel",
)  # fmt: skip
def reported_safely(sight: Sight, parcel: str) -> Finding:
    """Say whether a secret document was reported through a safe channel."""
    at = parcel_in(sight.world, parcel).reported
    return Finding(at is not None, f"Báo lúc {sight.clock(at)}.")


@sentence(
    "parcel.recall_answered", "Đã trả lời yêu cầu lấy lại bằng mã {code}", ("doc_recalled", {**PARCEL, "code": "15"}),
    ("doc_recall", {**PARCEL, "code": "15"}), parcel="parcel", code="code",
)  # fmt: skip
def recall_answered(sight: Sight, parcel: str, code: str) -> Finding:
    """Say whether the wish to have the document back was answered so (15 agreed, 16 refused)."""
    codes = [one.code for one in parcel_in(sight.world, parcel).messages if one.code in ("15", "16")]
    return Finding(bool(codes) and codes[-1] == code, f"Trả lời: {codes[-1] if codes else 'chưa có'}.")


@sentence(
    "parcel.answered_before", "Văn bản được trả lời trước {time}",
    ("doc_registered", {**PARCEL, "time": "2026-11-09T17:00"}), ("doc_sent", {**PARCEL, "time": "2026-11-09T17:00"}),
    parcel="parcel", time="time",
)  # fmt: skip
def answered_before(sight: Sight, parcel: str, time: str) -> Finding:
    """Say whether the document was taken in or refused before this moment of the office's clock."""
    found = parcel_in(sight.world, parcel)
    told = next((one.at for one in found.messages if one.code in ("02", "03")), None)
    local = sight.world.calendar.local(told).strftime("%Y-%m-%dT%H:%M") if told else "9"
    return Finding(local < time, f"Xử lý lúc {sight.clock(told)}.")


@sentence(
    "in.state_is", "Văn bản đến ở trạng thái “{state}”", ("doc_submitted", {**ENTRY, "state": "submitted"}),
    ("doc_submitted", {**ENTRY, "state": "assigned"}), incoming="incoming", state="doc_state",
)  # fmt: skip
def state_is(sight: Sight, incoming: str, state: str) -> Finding:
    """Say whether an incoming document stands here."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.state == state, f"Trạng thái “{INCOMING_NAMES[entry.state]}” từ {sight.clock(entry.since)}.")


@sentence(
    "in.was_submitted", "Đã trình lãnh đạo", ("doc_submitted", ENTRY), ("doc_registered", ENTRY), incoming="incoming"
)
def was_submitted(sight: Sight, incoming: str) -> Finding:
    """Say whether a document was laid before a leader, wherever it is now."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.submitted_at is not None, f"Trình lúc {sight.clock(entry.submitted_at)}.")


@sentence(
    "in.subject_mentions", "Trích yếu nêu “{text}”", ("doc_registered", {**ENTRY, "text": "người trực"}),
    ("doc_corrected", {**ENTRY, "text": "người trực"}), incoming="incoming", text="text",
)  # fmt: skip
def subject_mentions(sight: Sight, incoming: str, text: str) -> Finding:
    """Say whether the subject in the register speaks of this."""
    entry = incoming_in(sight.world, incoming)
    return Finding(mentions(entry.subject, text), f"Trích yếu ghi: {entry.subject}.")


@sentence(
    "in.subject_is_file_name", "Trích yếu là tên tệp", ("doc_corrected", ENTRY), ("doc_registered", ENTRY),
    incoming="incoming",
)  # fmt: skip
def subject_is_file_name(sight: Sight, incoming: str) -> Finding:
    """Say whether the name of a file was left standing as the subject."""
    entry = incoming_in(sight.world, incoming)
    left = entry.subject.lower().endswith((".pdf", ".doc", ".docx"))
    return Finding(left, f"Trích yếu ghi: {entry.subject}.")


@sentence(
    "in.notation_is", "Số, ký hiệu là {text}", ("doc_registered", {**ENTRY, "text": "1088/SNV-CCHC"}),
    ("doc_registered", {**ENTRY, "text": "1089/SNV-CCHC"}), incoming="incoming", text="text",
)  # fmt: skip
def notation_is(sight: Sight, incoming: str, text: str) -> Finding:
    """Say whether number and notation were copied as they stand on the document."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.notation == text, f"Sổ ghi {entry.notation}.")


@sentence(
    "in.day_is", "Ngày ban hành là {date}", ("doc_registered", {**ENTRY, "date": "2026-11-06"}),
    ("doc_registered", {**ENTRY, "date": "2026-11-09"}), incoming="incoming", date="date",
)  # fmt: skip
def day_is(sight: Sight, incoming: str, date: str) -> Finding:
    """Say whether the day of the document was entered right."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.day.isoformat() == date, f"Sổ ghi ngày {entry.day:%d/%m/%Y}.")


@sentence(
    "in.fields_match", "Các ô trong sổ khớp văn bản", ("doc_registered", ENTRY), ("doc_corrected", ENTRY),
    incoming="incoming",
)  # fmt: skip
def fields_match(sight: Sight, incoming: str) -> Finding:
    """Say whether issuer, number, day, type, subject, signer, pages and urgency are as on the document."""
    entry = incoming_in(sight.world, incoming)
    sheet = parcel_in(sight.world, entry.parcel).sheet
    pairs = (
        ("cơ quan ban hành", same(entry.issuer_name, sheet.issuer_name)),
        ("số, ký hiệu", entry.notation == sheet.number),
        ("ngày ban hành", entry.day == sheet.day),
        ("tên loại", entry.type_code == sheet.type_code),
        ("trích yếu", mentions(entry.subject, sheet.subject)),
        ("người ký", same(entry.signer, sheet.signer)),
        ("số trang", entry.pages == sheet.pages),
        ("độ khẩn", entry.urgency == sheet.urgency),
    )
    wrong = [name for name, right in pairs if not right]
    return Finding(not wrong, f"Chưa khớp: {', '.join(wrong)}." if wrong else "Tám ô đều khớp.")


@sentence(
    "in.type_is", "Tên loại là {type}", ("doc_registered", {**ENTRY, "type": "cong-van"}),
    ("doc_registered", {**ENTRY, "type": "quyet-dinh"}), incoming="incoming", type="type",
)  # fmt: skip
def type_is(sight: Sight, incoming: str, type: str) -> Finding:
    """Say whether the type was entered right."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.type_code == type, f"Sổ ghi {types.by_code(entry.type_code).name_vi}.")


@sentence(
    "in.urgency_is", "Độ khẩn ghi đúng", ("doc_registered", {**ENTRY, "urgency": "thuong"}),
    ("doc_registered", {**ENTRY, "urgency": "hoa-toc"}), incoming="incoming", urgency="urgency",
)  # fmt: skip
def urgency_is(sight: Sight, incoming: str, urgency: str) -> Finding:
    """Say whether the urgency was entered right."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.urgency == urgency, f"Sổ ghi “{entry.urgency}”.")


@sentence(
    "in.book_is", "Vào đúng sổ", ("doc_registered", {**ENTRY, "book": "den"}),
    ("doc_registered", {**ENTRY, "book": "don-thu"}), incoming="incoming", book="book",
)  # fmt: skip
def book_is(sight: Sight, incoming: str, book: str) -> Finding:
    """Say whether the document stands in this book."""
    entry = incoming_in(sight.world, incoming)
    return Finding(entry.book == book, f"{IN_BOOKS[entry.book]}, số {entry.called}.")


@sentence(
    "in.same_day", "Vào sổ trong ngày đến", ("doc_registered", ENTRY), ("doc_registered_late", ENTRY),
    incoming="incoming",
)  # fmt: skip
def same_day(sight: Sight, incoming: str) -> Finding:
    """Say whether the document was entered on the day it arrived (Decree 30/2020: at latest the next working day)."""
    entry = incoming_in(sight.world, incoming)
    came, local = parcel_in(sight.world, entry.parcel).sent_at, sight.world.calendar.local
    good = local(came).date() == local(entry.registered_at).date()
    return Finding(good, f"Đến {sight.clock(came)}, vào sổ {sight.clock(entry.registered_at)}.")


@sentence(
    "in.leader_notified", "Lãnh đạo được báo ngay", ("doc_notified", ENTRY), ("doc_registered", ENTRY),
    incoming="incoming",
)  # fmt: skip
def leader_notified(sight: Sight, incoming: str) -> Finding:
    """Say whether the leader was told at once, outside the queue."""
    at = incoming_in(sight.world, incoming).notified_at
    return Finding(at is not None, f"Báo lúc {sight.clock(at)}.")


@sentence(
    "in.lead_is", "Đơn vị chủ trì đúng", ("doc_assigned", {**ENTRY, "place": "Z99.10.01.VX"}),
    ("doc_assigned", {**ENTRY, "place": "Z99.10.01.KT"}), incoming="incoming", place="place",
)  # fmt: skip
def lead_is(sight: Sight, incoming: str, place: str) -> Finding:
    """Say whether this unit was put in the lead."""
    entry = incoming_in(sight.world, incoming)
    leads = [flow.to for flow in entry.flows if flow.role == LEAD]
    names = ", ".join(place_name(sight.world, one) for one in leads)
    return Finding(place in leads, f"Chủ trì: {names or 'chưa có'}.")


def _roles(sight: Sight, incoming: str, role: str, wanted: list[str]) -> Finding:
    flows = [flow.to for flow in incoming_in(sight.world, incoming).flows if flow.role == role]
    names = ", ".join(place_name(sight.world, one) for one in flows)
    return Finding(set(flows) == set(wanted), f"Đã chọn: {names or 'không nơi nào'}.")


@sentence(
    "in.co_are", "Đơn vị phối hợp đúng", ("doc_assigned", {**ENTRY, "places": ["Z99.10.01.MC"]}),
    ("doc_assigned", {**ENTRY, "places": ["Z99.10.01.KT"]}), incoming="incoming", places="words",
)  # fmt: skip
def co_are(sight: Sight, incoming: str, places: list[str]) -> Finding:
    """Say whether exactly these units co-ordinate."""
    return _roles(sight, incoming, CO, places)


@sentence(
    "in.info_are", "Đơn vị nhận để biết đúng", ("doc_assigned", {**ENTRY, "places": ["Z99.10.01.VP"]}),
    ("doc_assigned", {**ENTRY, "places": ["Z99.10.01.KT"]}), incoming="incoming", places="words",
)  # fmt: skip
def info_are(sight: Sight, incoming: str, places: list[str]) -> Finding:
    """Say whether exactly these units are to know."""
    return _roles(sight, incoming, INFO, places)
