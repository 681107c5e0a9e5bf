"""Sentences about due dates, lights, and the hand-over of the result."""

from __future__ import annotations

from training.sandbox.cases.rules.deadlines import due_of, light_of, outcome_of
from training.sandbox.cases.rules.states import RETURNED
from training.sandbox.scenarios.sentence import Finding, Sight, new, sentence
from training.sandbox.scenarios.words import same

LIGHT_NAMES = {
    "green": "xanh",
    "amber": "vàng",
    "red": "đỏ",
    "grey": "xám",
    "stopped": "đã dừng",
    "": "không đèn",
}
OUTCOMES = {"early": "trước hạn", "on_time": "đúng hạn", "late": "quá hạn", "": "chưa có kết quả"}
EIGHT_HOURS = 8 * 3600
NOT_RETURNED = "Chưa trả kết quả."


@sentence(
    "case.due_on",
    "Hẹn trả ngày {date}",
    ("received", new(date="2026-11-09")),
    ("received", new(date="2026-11-10")),
    case="case",
    date="date",
)
def due_on(sight: Sight, case: str, date: str) -> Finding:
    """Say whether the case is due on this day."""
    due = due_of(sight.world, sight.case(case))
    return Finding(
        bool(due) and due is not None and due.date.isoformat() == date,
        f"Hẹn trả {due.date:%d/%m/%Y}." if due else "Đồng hồ đang dừng.",
    )


@sentence(
    "case.light_is",
    "Đèn {light}",
    ("waiting", new(light="grey")),
    ("received", new(light="grey")),
    case="case",
    light="light",
)
def light_is(sight: Sight, case: str, light: str) -> Finding:
    """Say whether the case shows this light."""
    shown = light_of(sight.world, sight.case(case))
    return Finding(shown == light, f"Đèn {LIGHT_NAMES[shown]}.")


@sentence(
    "case.accepted_within_eight_hours",
    "Tiếp nhận trong 8 giờ làm việc",
    ("online_accepted", new()),
    ("online", new()),
    case="case",
)
def accepted_in_time(sight: Sight, case: str) -> Finding:
    """Say whether an online file was received within eight working hours."""
    file = sight.case(case)
    if file.submitted_at is None or file.received_at is None:
        return Finding(False, "Chưa tiếp nhận.")
    span = sight.world.calendar.working_time_between(file.submitted_at, file.received_at)
    return Finding(span.total_seconds() <= EIGHT_HOURS, f"Tiếp nhận lúc {sight.clock(file.received_at)}.")


@sentence("case.returned", "Đã trả kết quả", ("returned", new()), ("done", new()), case="case")
def returned(sight: Sight, case: str) -> Finding:
    """Say whether the citizen has the result."""
    file = sight.case(case)
    if file.state != RETURNED:
        return Finding(False, NOT_RETURNED)
    return Finding(True, f"Trả lúc {sight.clock(file.returned_at)}.")


@sentence(
    "case.returned_in_time",
    "Trả kết quả đúng hạn",
    ("returned", new()),
    ("returned_late", new()),
    case="case",
)
def returned_in_time(sight: Sight, case: str) -> Finding:
    """Say whether the citizen got the result by the promised day."""
    file = sight.case(case)
    if file.state != RETURNED:
        return Finding(False, NOT_RETURNED)
    result = outcome_of(sight.world, file)
    return Finding(result in ("early", "on_time"), f"Trả lúc {sight.clock(file.returned_at)}, {OUTCOMES[result]}.")


@sentence(
    "case.returned_late", "Trả kết quả quá hạn", ("returned_late", new()), ("returned", new()), case="case"
)
def returned_late(sight: Sight, case: str) -> Finding:
    """Say whether the result was handed over after the promised day."""
    file = sight.case(case)
    if file.state != RETURNED:
        return Finding(False, NOT_RETURNED)
    return Finding(outcome_of(sight.world, file) == "late", f"Trả lúc {sight.clock(file.returned_at)}.")


@sentence(
    "case.identity_checked_at_receipt",
    "Đã đối chiếu giấy tờ tuỳ thân khi nhận",
    ("received", new()),
    ("online", new()),
    case="case",
)
def identity_at_receipt(sight: Sight, case: str) -> Finding:
    """Say whether identity was checked when the file was taken."""
    checked = sight.case(case).identity_checked
    return Finding(checked, "Đã đánh dấu đối chiếu." if checked else "Chưa đánh dấu đối chiếu.")


@sentence(
    "case.returned_without_identity",
    "Trả kết quả mà không đối chiếu giấy tờ",
    ("forged_return", new()),
    ("returned", new()),
    case="case",
)
def returned_without_identity(sight: Sight, case: str) -> Finding:
    """Say whether the result was handed over without seeing an identity paper."""
    handed = sight.case(case).handed
    return Finding(
        handed is not None and handed.way == "counter" and not handed.identity,
        f"Trả cho {handed.receiver}." if handed else "Chưa trả."
    )


@sentence(
    "case.returned_to",
    "Trả cho đúng người: {name}",
    ("returned", new(name="Nguyễn Thị Mẫu Một")),
    ("returned", new(name="Lê Giả Định")),
    case="case",
    name="text",
)
def returned_to(sight: Sight, case: str, name: str) -> Finding:
    """Say whether this person got the result."""
    handed = sight.case(case).handed
    return Finding(
        handed is not None and same(handed.receiver, name),
        f"Người nhận: {handed.receiver if handed else 'chưa có'}.",
    )
