"""The one-stop desk as the world sees it: its verbs with their fields, its timers, its conditions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from training.sandbox.cases.rules import encounters, joins, paying, receiving, results, scanning, waiting, working
from training.sandbox.cases.rules.deadlines import supplement_ends
from training.sandbox.cases.rules.desk import acting, beside, opening
from training.sandbox.cases.rules.dossier import missing_from, procedure_from
from training.sandbox.cases.rules.fees import fee_for
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import IN_WORK, OPEN, PORTAL, RECEIVED, RETURNED, STATE_NAMES, WAITING
from training.sandbox.world.draft import Draft
from training.sandbox.world.events import CASE_WANTED
from training.sandbox.world.hats import EVERY_HAT, Hat
from training.sandbox.world.rulebook import Face, Field, Rulebook, Timer, Verb
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

REASON = Field("reason", "Lý do", "long_text")
GROUND = Field("ground", "Căn cứ pháp lý", "text")
LIMIT = Field("limit", "Thời hạn áp dụng (dòng số)", "integer", required=False, options="limits")
PROCEDURE = Field("procedure", "Thủ tục hành chính", "choice", options="procedures")
APPLICANT = Field("applicant", "Người nộp hồ sơ", "person")
PAPERS = Field("papers", "Thành phần hồ sơ", "papers", required=False, options="components")
PLACE = Field("place", "Nơi tiếp nhận", "choice", required=False, options="units")
AGENCY = Field("agency", "Cơ quan giải quyết", "choice", required=False, options="units")
REQUEST = Field("request", "Nội dung yêu cầu", "long_text", required=False)
TITLE = Field("title", "Ghi nhớ ngắn", "text", required=False)
SUPPLEMENT = (
    Field("items", "Giấy tờ cần bổ sung, mỗi dòng một loại", "items"),
    REASON,
    Field("contact", "Người liên hệ và số điện thoại", "text", required=False),
)

OTHER, BY_POST = "Người khác nhận thay: văn bản ủy quyền", "Trả qua bưu chính công ích"
MANDATE = (
    Field("mandate_number", "Số văn bản ủy quyền", "text", required=False, group=OTHER),
    Field("mandate_day", "Ngày lập", "date", required=False, group=OTHER),
    Field("mandate_who", "Người được ủy quyền", "text", required=False, group=OTHER),
)
POSTED = (
    Field("way", "Cách trả", "choice", required=False, options="ways", group=BY_POST),
    Field("parcel", "Số bưu gửi", "text", required=False, group=BY_POST),
)
DELIVER = Field("deliver", "Nhận kết quả", "choice", required=False, options="ways")

OPENINGS = (
    opening("submit_online", (PROCEDURE, APPLICANT, PAPERS, DELIVER, PLACE, REQUEST, TITLE), receiving.submit_online),
    opening(
        "receive",
        (
            PROCEDURE,
            APPLICANT,
            Field("identity", "Đã đối chiếu giấy tờ tuỳ thân", "yes"),
            Field("proxy", "Người được ủy quyền nộp thay", "person", required=False),
            PAPERS,
            Field("fee", "Phí, lệ phí (đồng)", "money", required=False),
            Field("paid", "Đã thu tiền tại quầy", "yes", required=False),
            Field("channel", "Hình thức nộp", "choice", required=False, options="channels"),
            DELIVER,
            PLACE,
            AGENCY,
            LIMIT,
            REQUEST,
            TITLE,
        ),
        receiving.receive,
    ),
    opening(
        "refuse_at_counter", (PROCEDURE, APPLICANT, REASON, GROUND, PLACE, TITLE), receiving.refuse_at_counter
    ),
)

ACTS = (
    acting("accept", (LIMIT,), receiving.accept),
    acting("refuse", (REASON, GROUND), receiving.refuse),
    acting("forward", (AGENCY,), working.forward),
    acting("assign", (Field("officer", "Chuyên viên thụ lý", "choice", options="officers"),), working.assign),
    acting(
        "consult",
        (
            Field("partner", "Cơ quan phối hợp", "choice", options="units"),
            Field("question", "Nội dung xin ý kiến", "long_text"),
            Field("due", "Hạn trả lời", "date"),
        ),
        working.consult,
    ),
    acting("give_opinion", (Field("opinion", "Ý kiến trả lời", "long_text"),), working.give_opinion),
    acting("propose", (Field("proposal", "Đề xuất giải quyết", "long_text"),), working.propose),
    acting("initial", (), working.initial),
    acting("send_back", (REASON,), working.send_back),
    acting("sign", (), working.sign),
    acting("number", (Field("file", "Tệp kết quả đã số hóa", "text"),), working.number),
    acting("deny", (REASON,), working.deny),
    acting("extend", (Field("new_due", "Ngày hẹn lại", "date"), REASON), working.extend),
    acting("ask_supplement", SUPPLEMENT, waiting.ask_supplement),
    acting("give_supplement", (PAPERS,), waiting.give_supplement),
    acting("take_supplement", (LIMIT,), waiting.take_supplement),
    acting("notify_dues", (Field("amount", "Số tiền (đồng)", "money"), REASON), waiting.notify_dues),
    acting("confirm_dues", (Field("receipt", "Số biên lai", "text"),), waiting.confirm_dues),
    acting("withdraw", (REASON,), waiting.withdraw),
    acting("grant_withdrawal", (), waiting.grant_withdrawal),
    acting("refuse_withdrawal", (REASON,), waiting.refuse_withdrawal),
    acting(
        "return_result",
        (
            Field("receiver", "Người nhận kết quả", "text"),
            Field("identity", "Đã đối chiếu giấy tờ tuỳ thân của người nhận", "yes"),
            *MANDATE,
            *POSTED,
        ),
        results.return_result,
    ),
)

CASHIERS = frozenset({Hat.RECEPTION, Hat.RESULTS, Hat.ACCOUNTANT})
GATEWAY = (Field("outcome", "Cổng thanh toán giả lập trả lời", "choice", options="gateway"),)
SCANNED = (
    Field("component", "Thành phần", "choice", options="components"),
    Field("file", "Tệp quét", "choice", options="scans"),
    Field("legible", "Đọc được rõ", "yes"),
    Field("signed", "Đã ký số", "yes"),
)


def _encounter(options: str, label: str) -> tuple[Field, ...]:
    return (Field("answer", label, "choice", options=options), Field("note", "Ghi lại sự việc", "long_text"))


_ANYWHERE = tuple(STATE_NAMES)
_BESIDE_STATES = {
    "collect_fee": OPEN,
    "correct_fee": OPEN,
    "pay_online": OPEN,
    "digitise": (RECEIVED,),
    "rate": (RETURNED,),
    "leave_remark": _ANYWHERE,
    "answer_caller": OPEN,
    "take_device": (RECEIVED,),
    "visit_site": (IN_WORK,),
}
BESIDE = (
    beside("collect_fee", "Thu phí", CASHIERS, OPEN, (), results.collect_fee),
    beside(
        "correct_fee", "Sửa số phí, lệ phí", CASHIERS, OPEN,
        (Field("fee", "Phí, lệ phí (đồng)", "money"),), results.correct_fee,
    ),
    beside(
        "pay_online", "Nộp phí trực tuyến (giả lập)", frozenset({Hat.CITIZEN}), OPEN,
        GATEWAY, paying.pay_online,
    ),
    beside(
        "digitise", "Số hóa thành phần", frozenset({Hat.RECEPTION}), (RECEIVED,),
        SCANNED, scanning.digitise,
    ),
    beside(
        "rate", "Đánh giá sự phục vụ", frozenset({Hat.CITIZEN}), (RETURNED,),
        (
            Field("stars", "Mức hài lòng", "integer", options="stars"),
            Field("words", "Góp ý, phản ánh (không bắt buộc)", "long_text", required=False),
        ), results.rate,
    ),
    beside(
        "leave_remark", "Ghi chú vào hồ sơ", frozenset(EVERY_HAT - {Hat.CITIZEN}), _ANYWHERE,
        (Field("words", "Ghi chú", "long_text"),), results.leave_remark,
    ),
    beside(
        "answer_caller", "Trả lời người hỏi qua điện thoại", frozenset({Hat.RECEPTION, Hat.RESULTS}), OPEN,
        _encounter("calls", "Trả lời người gọi thế nào"), encounters.answer_caller,
    ),
    beside(
        "take_device", "Công dân đưa thiết bị nhớ (USB)", frozenset({Hat.RECEPTION}), (RECEIVED,),
        _encounter("devices", "Xử lý thiết bị thế nào"), encounters.take_device,
    ),
    beside(
        "visit_site", "Ghi kết quả kiểm tra thực địa", frozenset({Hat.OFFICER}), (IN_WORK,),
        (
            Field("witness", "Người cùng có mặt", "text"),
            Field("finding", "Hiện trạng đã thấy", "long_text"),
        ), encounters.visit_site,
    ),
)  # fmt: skip
VERBS: dict[str, Verb] = {verb.name: verb for verb in (*OPENINGS, *ACTS, *BESIDE)}


_POINTLESS: dict[str, Callable[[Case], bool]] = {
    "collect_fee": lambda case: case.fee <= case.paid,
    "pay_online": lambda case: case.fee <= case.paid or paying.pending_of(case) is not None,
    "correct_fee": lambda case: case.paid > 0,
    "digitise": lambda case: not scanning.tray(case),
    "rate": lambda case: case.rating > 0,
    "give_opinion": lambda case: not case.open_consultations,
}
"""What a page need not offer just now; whoever tries all the same is told why not."""


def available(world: World, hat: str, code: str | None) -> tuple[str, ...]:
    """Return the verbs `hat` has for one case just now, or (None) for beginning one."""
    if code is None:
        return tuple(move.name for move in CASE.moves_from(CASE.start, hat))
    case = world.get(Case, code)
    if case is None:
        return ()
    flow = [move.name for move in CASE.moves_from(case.state, hat)]
    beside_it = [n for n, states in _BESIDE_STATES.items() if case.state in states and hat in VERBS[n].by]
    return tuple(name for name in (*flow, *beside_it) if name not in _POINTLESS or not _POINTLESS[name](case))


def _expiry(world: World, record: Record) -> datetime | None:
    return supplement_ends(world, record) if isinstance(record, Case) and record.state == WAITING else None


def _expire(draft: Draft, record: Record) -> None:
    if isinstance(record, Case):
        waiting.supplement_expired(draft, record)


def _bank_due(world: World, record: Record) -> datetime | None:
    return paying.answers_at(world, record) if isinstance(record, Case) else None


def _bank(draft: Draft, record: Record) -> None:
    if isinstance(record, Case):
        paying.bank_answers(draft, record)


def paper_missing(world: World, record: Record) -> bool:
    """Say whether a needed component is neither filed nor held in a database."""
    return isinstance(record, Case) and bool(
        missing_from(procedure_from(world, record.procedure), record.papers)
    )


def original_unchecked(_world: World, record: Record) -> bool:
    """Say whether an original was taken without being compared."""
    return isinstance(record, Case) and any(
        paper.copy_kind == "original" and paper.present and not paper.checked for paper in record.papers
    )


def fee_wrong(world: World, record: Record) -> bool:
    """Say whether the fee is not what the rule gives."""
    if not isinstance(record, Case):
        return False
    return record.fee != fee_for(procedure_from(world, record.procedure).fee, record.papers)


def _units(world: World) -> list[tuple[str, str]]:
    levels = ("commune", "department", "vertical")
    return [(place.code, place.name) for place in world.snapshot.places if place.level in levels]


def _officers(world: World) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in world.snapshot.officials if one.hat == Hat.OFFICER]


def _procedures(world: World) -> list[tuple[str, str]]:
    return [(facts.code, facts.name) for facts in world.snapshot.procedures]


CHANNEL_CHOICES = [("counter", "Trực tiếp"), ("post", "Bưu chính công ích")]
WAY_CHOICES = [("counter", "Tại quầy"), ("post", "Qua bưu chính công ích")]
GATEWAY_CHOICES = [(key, words) for key, (_outcome, words) in paying.ANSWERS.items()]
STAR_CHOICES = [
    ("5", "5, rất hài lòng"), ("4", "4, hài lòng"), ("3", "3, bình thường"), ("2", "2, chưa hài lòng"),
    ("1", "1, rất không hài lòng"),
]  # fmt: skip

CASES = Rulebook(
    kinds={Case.kind: Case},
    verbs=VERBS,
    timers=(Timer(Case.kind, _expiry, _expire), Timer(Case.kind, _bank_due, _bank)),
    conditions={
        "paper_missing": paper_missing,
        "original_unchecked": original_unchecked,
        "fee_wrong": fee_wrong,
    },
    options={
        "units": _units,
        "officers": _officers,
        "procedures": _procedures,
        "ways": lambda _world: WAY_CHOICES,
        "channels": lambda _world: CHANNEL_CHOICES,
        "gateway": lambda _world: GATEWAY_CHOICES,
        "stars": lambda _world: STAR_CHOICES,
        "calls": lambda _world: encounters.CALL_CHOICES,
        "devices": lambda _world: encounters.DEVICE_CHOICES,
    },
    available=available,
    hears={CASE_WANTED: (joins.opened_by_document,)},
    faces={Case.kind: lambda one: Face(one.called, STATE_NAMES[one.state], PORTAL[one.state])},
    states={Case.kind: STATE_NAMES},
)
