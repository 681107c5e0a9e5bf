"""Sentences about forms, supplements, extensions, withdrawals and refusals."""

from __future__ import annotations

from training.sandbox.cases.rules.deadlines import due_of
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.states import DECIDED, REFUSED, STOPPED, WITHDRAWING
from training.sandbox.scenarios.sentence import Finding, Sight, new, sentence
from training.sandbox.scenarios.words import mentions


@sentence(
    "case.form_filled",
    "Có mẫu {form}",
    ("received", new(form="01")),
    ("received", new(form="02")),
    case="case",
    form="form",
)
def form_filled(sight: Sight, case: str, form: str) -> Finding:
    """Say whether this form was filled for the case."""
    filled = sight.case(case).forms_of(form)
    last = f"số {filled[-1].number} lúc {sight.clock(filled[-1].at)}" if filled else "chưa lập"
    return Finding(bool(filled), f"{FORM_TITLES[form]}: {last}.")


@sentence(
    "case.form_filled_times",
    "Có đúng {count} lần mẫu {form}",
    ("waiting", new(form="02", count=1)),
    ("received", new(form="02", count=1)),
    case="case",
    form="form",
    count="count",
)
def form_filled_times(sight: Sight, case: str, form: str, count: int) -> Finding:
    """Say whether this form was filled exactly so many times."""
    filled = sight.case(case).forms_of(form)
    numbers = ", ".join(one.number for one in filled) or "chưa có"
    return Finding(len(filled) == count, f"{FORM_TITLES[form]}: {numbers}.")


@sentence(
    "case.form_not_filled",
    "Không lập mẫu {form}",
    ("received", new(form="02")),
    ("received", new(form="01")),
    case="case",
    form="form",
)
def form_not_filled(sight: Sight, case: str, form: str) -> Finding:
    """Say whether this form was never filled for the case."""
    filled = sight.case(case).forms_of(form)
    return Finding(not filled, f"{FORM_TITLES[form]}: {filled[-1].number if filled else 'không lập'}.")


@sentence(
    "case.supplement_names",
    "Phiếu bổ sung nêu đủ: {words}",
    ("waiting", new(words=["bản vẽ móng"])),
    ("waiting", new(words=["giấy khai sinh"])),
    case="case",
    words="words",
)
def supplement_names(sight: Sight, case: str, words: list[str]) -> Finding:
    """Say whether the last request for papers names all of these (`a|b`: either)."""
    asked = sight.case(case).supplements
    items = "; ".join(asked[-1].items) if asked else ""
    left = [word.split("|")[0] for word in words if not mentions(items, word)]
    return Finding(not left, f"Phiếu ghi: {items or 'chưa có phiếu'}.")


@sentence(
    "case.supplement_has_reason",
    "Phiếu bổ sung có lý do",
    ("waiting", new()),
    ("received", new()),
    case="case",
)
def supplement_has_reason(sight: Sight, case: str) -> Finding:
    """Say whether the request for papers says why."""
    asked = sight.case(case).supplements
    reason = asked[-1].reason if asked else ""
    return Finding(len(reason) >= 10, f"Lý do: {reason or 'để trống'}.")


@sentence(
    "case.supplement_has_contact",
    "Phiếu bổ sung có người liên hệ",
    ("waiting", new()),
    ("waiting_no_contact", new()),
    case="case",
)
def supplement_has_contact(sight: Sight, case: str) -> Finding:
    """Say whether the citizen can see whom to ask."""
    asked = sight.case(case).supplements
    contact = asked[-1].contact if asked else ""
    return Finding(len(contact) >= 3, f"Người liên hệ: {contact or 'để trống'}.")


@sentence(
    "case.supplement_asked_once",
    "Chỉ một lần yêu cầu bổ sung",
    ("waiting", new()),
    ("received", new()),
    case="case",
)
def supplement_asked_once(sight: Sight, case: str) -> Finding:
    """Say whether papers were asked for exactly once."""
    asked = sight.case(case).supplements
    return Finding(len(asked) == 1, f"Số lần yêu cầu: {len(asked)}.")


@sentence(
    "case.extended_once_before_due",
    "Xin lỗi và hẹn lại một lần, trước khi hết hạn",
    ("extended", new()),
    ("house_in_work", new()),
    case="case",
)
def extended_once_before_due(sight: Sight, case: str) -> Finding:
    """Say whether there is one apology, made in time, with a new date."""
    file = sight.case(case)
    slips = file.forms_of("04")
    good = len(slips) == 1 and file.extended_to is not None
    return Finding(
        good, f"Hẹn lại ngày {file.extended_to:%d/%m/%Y}." if file.extended_to else "Chưa hẹn lại."
    )


@sentence(
    "case.withdrawal_refused",
    "Không chấp thuận rút, có lý do",
    ("withdrawal_refused", new()),
    ("withdrawing", new()),
    case="case",
)
def withdrawal_refused(sight: Sight, case: str) -> Finding:
    """Say whether the last request to withdraw was answered with no and a reason."""
    file = sight.case(case)
    rows = [row.move for row in file.handovers]
    good = "refuse_withdrawal" in rows and file.state != WITHDRAWING and bool(file.remarks)
    return Finding(good, f"Lý do: {file.remarks[-1]}." if good else "Chưa trả lời đề nghị rút.")


@sentence(
    "case.stopped_by_request",
    "Hồ sơ dừng theo yêu cầu, có thông báo dừng",
    ("stopped", new()),
    ("withdrawing", new()),
    case="case",
)
def stopped_by_request(sight: Sight, case: str) -> Finding:
    """Say whether the case was stopped at the citizen's wish, with Form 05."""
    file = sight.case(case)
    return Finding(
        file.state == STOPPED and bool(file.forms_of("05")), f"Thông báo dừng: {len(file.forms_of('05'))}."
    )


@sentence(
    "case.stopped_after_decision",
    "Dừng hồ sơ khi đã có quyết định",
    ("forged_stop", new()),
    ("stopped", new()),
    case="case",
)
def stopped_after_decision(sight: Sight, case: str) -> Finding:
    """Say whether a case with a decision was stopped all the same."""
    file = sight.case(case)
    return Finding(
        file.state == STOPPED and bool(file.decision), f"Quyết định: {file.decision or 'chưa có'}."
    )


@sentence("case.refused", "Hồ sơ bị từ chối tiếp nhận", ("refused", new()), ("received", new()), case="case")
def refused(sight: Sight, case: str) -> Finding:
    """Say whether the counter refused the case."""
    forms = sight.case(case).forms_of("03")
    reason = forms[-1].lines.get("reason", "") if forms else "không từ chối"
    return Finding(sight.case(case).state == REFUSED, f"Phiếu từ chối: {reason}.")


@sentence(
    "case.refused_with_ground",
    "Từ chối có căn cứ pháp lý",
    ("refused", new()),
    ("received", new()),
    case="case",
)
def refused_with_ground(sight: Sight, case: str) -> Finding:
    """Say whether the refusal names its legal ground."""
    forms = sight.case(case).forms_of("03")
    ground = forms[-1].lines.get("ground", "") if forms else ""
    return Finding(len(ground) >= 5, f"Căn cứ: {ground or 'chưa ghi'}.")


@sentence(
    "case.apology_after_expiry",
    "Lập phiếu xin lỗi khi đã quá hạn",
    ("forged_apology", new()),
    ("extended", new()),
    case="case",
)
def apology_after_expiry(sight: Sight, case: str) -> Finding:
    """Say whether an apology was written later than its old due date."""
    file = sight.case(case)
    due = due_of(sight.world, file)
    late = [slip for slip in file.forms_of("04") if due and slip.at > due.at]
    return Finding(
        bool(late) and file.state not in DECIDED,
        f"Phiếu lập lúc {sight.clock(late[0].at if late else None)}.",
    )
