"""Sentences about outgoing documents: their form, signatures, numbers, where they went, how they were mended."""

from __future__ import annotations

from training.office.document import types
from training.sandbox.documents.rules.checking import slips
from training.sandbox.documents.rules.desk import outgoing_in, place_name
from training.sandbox.documents.rules.states import OUTGOING_NAMES
from training.sandbox.scenarios.sentence import Finding, Sight, sentence
from training.sandbox.scenarios.words import mentions, same
from training.sandbox.world.axis import Parcel

OUT = {"outgoing": "@new"}


@sentence(
    "out.state_is", "Văn bản đi ở trạng thái “{state}”", ("doc_issued", {**OUT, "state": "issued"}),
    ("doc_drafted", {**OUT, "state": "issued"}), outgoing="outgoing", state="doc_state",
)  # fmt: skip
def state_is(sight: Sight, outgoing: str, state: str) -> Finding:
    """Say whether an outgoing document stands here."""
    paper = outgoing_in(sight.world, outgoing)
    return Finding(paper.state == state, f"Trạng thái “{OUTGOING_NAMES[paper.state]}” từ {sight.clock(paper.since)}.")


@sentence("out.was_issued", "Văn bản đã phát hành", ("doc_archived", OUT), ("doc_sealed", OUT), outgoing="outgoing")
def was_issued(sight: Sight, outgoing: str) -> Finding:
    """Say whether the document went out, wherever it is now."""
    at = outgoing_in(sight.world, outgoing).issued_at
    return Finding(at is not None, f"Phát hành lúc {sight.clock(at)}.")


@sentence(
    "out.type_is", "Đúng loại văn bản", ("doc_drafted", {**OUT, "type": "cong-van"}),
    ("doc_drafted", {**OUT, "type": "bao-cao"}), outgoing="outgoing", type="type",
)  # fmt: skip
def type_is(sight: Sight, outgoing: str, type: str) -> Finding:
    """Say whether the document is of this type."""
    paper = outgoing_in(sight.world, outgoing)
    return Finding(paper.text.type_code == type, f"Đã soạn: {types.by_code(paper.text.type_code).name_vi}.")


@sentence(
    "out.notation_is", "Ký hiệu là {text}", ("doc_numbered", {**OUT, "text": "UBND-VHXH"}),
    ("doc_numbered", {**OUT, "text": "UBND-VP"}), outgoing="outgoing", text="text",
)  # fmt: skip
def notation_is(sight: Sight, outgoing: str, text: str) -> Finding:
    """Say whether a number was given with this notation."""
    paper = outgoing_in(sight.world, outgoing)
    return Finding(
        bool(paper.number) and paper.text.notation == text, f"Số, ký hiệu: {paper.printed or 'chưa cấp số'}."
    )


@sentence(
    "out.number_is", "Số được cấp là {count}", ("doc_numbered", {**OUT, "count": 313}),
    ("doc_numbered", {**OUT, "count": 1}), outgoing="outgoing", count="count",
)  # fmt: skip
def number_is(sight: Sight, outgoing: str, count: int) -> Finding:
    """Say whether this running number was given."""
    paper = outgoing_in(sight.world, outgoing)
    return Finding(paper.number == count, f"Số, ký hiệu: {paper.printed or 'chưa cấp số'}.")


@sentence(
    "out.signed_and_sealed", "Có đủ chữ ký cá nhân và chữ ký cơ quan", ("doc_sealed", OUT), ("doc_signed", OUT),
    outgoing="outgoing",
)  # fmt: skip
def signed_and_sealed(sight: Sight, outgoing: str) -> Finding:
    """Say whether first the person, then the agency has signed."""
    paper = outgoing_in(sight.world, outgoing)
    both = paper.signed_at is not None and paper.sealed_at is not None and paper.signed_at <= paper.sealed_at
    return Finding(both, f"Cá nhân: {sight.clock(paper.signed_at)}; cơ quan: {sight.clock(paper.sealed_at)}.")


@sentence("out.token_removed", "Đã rút thiết bị ký số", ("doc_sealed", OUT), ("doc_numbered", OUT), outgoing="outgoing")
def token_removed(sight: Sight, outgoing: str) -> Finding:
    """Say whether the clerk took the signing token out after sealing."""
    out = outgoing_in(sight.world, outgoing).token_removed
    return Finding(out, "Đã rút thiết bị." if out else "Chưa xác nhận rút thiết bị.")


@sentence(
    "out.form_right", "Thể thức đúng theo bộ kiểm tra", ("doc_drafted", OUT), ("doc_bad_form", OUT),
    outgoing="outgoing",
)  # fmt: skip
def form_right(sight: Sight, outgoing: str) -> Finding:
    """Say whether the checker finds nothing to put right."""
    found = slips(sight.world, outgoing_in(sight.world, outgoing))
    return Finding(not found, f"Còn {len(found)} chỗ: {found[0].why}" if found else "Không còn chỗ nào phải sửa.")


@sentence(
    "out.replies_to", "Văn bản trả lời đúng văn bản đến", ("doc_drafted", {**OUT, "incoming": "@new"}),
    ("doc_unlinked", {**OUT, "incoming": "@new"}), outgoing="outgoing", incoming="incoming",
)  # fmt: skip
def replies_to(sight: Sight, outgoing: str, incoming: str) -> Finding:
    """Say whether the document answers this incoming one."""
    paper = outgoing_in(sight.world, outgoing)
    return Finding(paper.replies_to == incoming != "", "Đã gắn." if paper.replies_to else "Chưa gắn với văn bản đến.")


@sentence(
    "out.subject_mentions", "Trích yếu nêu “{text}”", ("doc_drafted", {**OUT, "text": "người trực"}),
    ("doc_drafted", {**OUT, "text": "nghỉ lễ"}), outgoing="outgoing", text="text",
)  # fmt: skip
def subject_mentions(sight: Sight, outgoing: str, text: str) -> Finding:
    """Say whether the subject speaks of this."""
    subject = outgoing_in(sight.world, outgoing).text.subject
    return Finding(mentions(subject, text), f"Trích yếu: {subject}.")


@sentence(
    "out.body_mentions", "Nội dung nêu “{text}”", ("doc_drafted", {**OUT, "text": "ba quầy"}),
    ("doc_drafted", {**OUT, "text": "năm quầy"}), outgoing="outgoing", text="text",
)  # fmt: skip
def body_mentions(sight: Sight, outgoing: str, text: str) -> Finding:
    """Say whether the body speaks of this."""
    body = " ".join(outgoing_in(sight.world, outgoing).text.body)
    return Finding(mentions(body, text), f"Nội dung hiện có {len(body.split())} chữ.")


@sentence(
    "out.addressed_to", "Kính gửi đúng nơi", ("doc_drafted", {**OUT, "text": "Sở Nội vụ"}),
    ("doc_drafted", {**OUT, "text": "Sở Y tế"}), outgoing="outgoing", text="text",
)  # fmt: skip
def addressed_to(sight: Sight, outgoing: str, text: str) -> Finding:
    """Say whether the document is addressed to this agency."""
    to = outgoing_in(sight.world, outgoing).text.addressees
    return Finding(any(mentions(one, text) for one in to), f"Kính gửi: {'; '.join(to) or 'chưa ghi'}.")


@sentence(
    "out.signer_is", "Người ký là {text}", ("doc_drafted", {**OUT, "text": "Cao Thị Phó Chủ"}),
    ("doc_drafted", {**OUT, "text": "Lâm Văn Chủ Tịch"}), outgoing="outgoing", text="text",
)  # fmt: skip
def signer_is(sight: Sight, outgoing: str, text: str) -> Finding:
    """Say whether this person stands under the document."""
    text_ = outgoing_in(sight.world, outgoing).text
    return Finding(same(text_.signer, text), f"Người ký: {text_.form} {text_.title}, {text_.signer}.")


@sentence(
    "out.sent_to", "Đã gửi tới nơi nhận qua trục", ("doc_issued", {**OUT, "place": "Z99.01"}),
    ("doc_issued", {**OUT, "place": "Z99.02"}), outgoing="outgoing", place="place",
)  # fmt: skip
def sent_to(sight: Sight, outgoing: str, place: str) -> Finding:
    """Say whether the document was sent to this agency over the axis."""
    to = outgoing_in(sight.world, outgoing).sent_to
    return Finding(place in to, f"Đã gửi: {', '.join(place_name(sight.world, one) for one in to) or 'chưa gửi'}.")


@sentence(
    "out.only_sent_to", "Chỉ gửi tới đúng các nơi nhận", ("doc_issued", {**OUT, "places": ["Z99.01"]}),
    ("doc_issued", {**OUT, "places": ["Z99.01", "Z99.02"]}), outgoing="outgoing", places="words",
)  # fmt: skip
def only_sent_to(sight: Sight, outgoing: str, places: list[str]) -> Finding:
    """Say whether the document went to exactly these agencies."""
    to = outgoing_in(sight.world, outgoing).sent_to
    return Finding(
        set(to) == set(places), f"Đã gửi: {', '.join(place_name(sight.world, one) for one in to) or 'chưa'}."
    )


@sentence(
    "out.issued_in_time", "Phát hành trong ngày ký, chậm nhất ngày làm việc sau", ("doc_issued", OUT),
    ("doc_issued_late", OUT), outgoing="outgoing",
)  # fmt: skip
def issued_in_time(sight: Sight, outgoing: str) -> Finding:
    """Say whether the document went out the day it was signed or the next working day (Decree 30/2020)."""
    paper, calendar = outgoing_in(sight.world, outgoing), sight.world.calendar
    told = f"Ký {sight.clock(paper.signed_at)}, phát hành {sight.clock(paper.issued_at)}."
    if paper.signed_at is None or paper.issued_at is None:
        return Finding(False, told)
    last = calendar.next_working_day(calendar.local(paper.signed_at).date())
    return Finding(calendar.local(paper.issued_at).date() <= last, told)


@sentence("out.in_folder", "Bản lưu đã vào hồ sơ", ("doc_archived", OUT), ("doc_issued", OUT), outgoing="outgoing")
def in_folder(sight: Sight, outgoing: str) -> Finding:
    """Say whether the kept original lies in a work file."""
    folder = outgoing_in(sight.world, outgoing).folder
    return Finding(bool(folder), f"Hồ sơ {folder}." if folder else "Chưa vào hồ sơ nào.")


@sentence(
    "out.asked_back", "Đã gửi yêu cầu lấy lại (13)", ("doc_asked_back", {**OUT, "place": "Z99.01"}),
    ("doc_issued", {**OUT, "place": "Z99.01"}), outgoing="outgoing", place="place",
)  # fmt: skip
def asked_back(sight: Sight, outgoing: str, place: str) -> Finding:
    """Say whether this receiver was asked through the axis to give the document back."""
    parcels = [sight.world.get(Parcel, code) for code in outgoing_in(sight.world, outgoing).parcels]
    asked = [one for one in parcels if one and one.receiver == place and any(m.code == "13" for m in one.messages)]
    return Finding(bool(asked), "Đã gửi mã 13." if asked else "Chưa gửi mã 13 qua trục.")


def _called(sight: Sight, code: str) -> str:
    return outgoing_in(sight.world, code).called if code else "không có văn bản nào"


@sentence(
    "out.replaces", "Văn bản mới thay thế văn bản cũ", ("doc_replacing", {**OUT, "old": "di-qd-to-mot-cua"}),
    ("doc_drafted", {**OUT, "old": "di-qd-to-mot-cua"}), outgoing="outgoing", old="outgoing",
)  # fmt: skip
def replaces(sight: Sight, outgoing: str, old: str) -> Finding:
    """Say whether a document was drawn up to replace this one."""
    paper = outgoing_in(sight.world, outgoing)
    right = paper.replaces == outgoing_in(sight.world, old).code
    return Finding(right, f"Thay thế: {_called(sight, paper.replaces)}.")


@sentence(
    "out.corrects", "Công văn đính chính văn bản cũ", ("doc_correcting", {**OUT, "old": "di-qd-to-mot-cua"}),
    ("doc_drafted", {**OUT, "old": "di-qd-to-mot-cua"}), outgoing="outgoing", old="outgoing",
)  # fmt: skip
def corrects(sight: Sight, outgoing: str, old: str) -> Finding:
    """Say whether a document was drawn up to correct this one."""
    paper = outgoing_in(sight.world, outgoing)
    right = paper.corrects == outgoing_in(sight.world, old).code
    return Finding(right, f"Đính chính: {_called(sight, paper.corrects)}.")


@sentence(
    "out.opinion_of", "Đã có ý kiến của đơn vị", ("doc_opinion", {**OUT, "place": "Z99.10.01.VP"}),
    ("doc_drafted", {**OUT, "place": "Z99.10.01.VP"}), outgoing="outgoing", place="place",
)  # fmt: skip
def opinion_of(sight: Sight, outgoing: str, place: str) -> Finding:
    """Say whether this unit has given its opinion on the draft."""
    paper = outgoing_in(sight.world, outgoing)
    said = [one for one in paper.opinions if one.unit == place and one.answered_at]
    return Finding(bool(said), said[-1].answer if said else "Chưa có ý kiến.")
