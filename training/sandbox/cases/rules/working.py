"""The desks between reception and result: forward, assign, consult, propose, sign, number, deny, extend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from training.sandbox.cases.rules import joins
from training.sandbox.cases.rules.deadlines import due_of
from training.sandbox.cases.rules.desk import told, with_form
from training.sandbox.cases.rules.dossier import check_unit, procedure_from, unscanned
from training.sandbox.cases.rules.linking import check_children, close_parent
from training.sandbox.cases.rules.model import Case, Consultation
from training.sandbox.cases.rules.states import (
    ASSIGNING,
    DONE,
    IN_WORK,
    RECEIVED,
    SIGNED,
    TO_INITIAL,
    TO_SIGN,
)
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused


def forward(draft: Draft, case: Case, args: Args) -> Case:
    """Let the counter pass the file on, once its papers are scanned; certification goes to be signed."""
    facts = procedure_from(draft.world, case.procedure)
    if left := unscanned(facts, case.papers, case.channel):
        raise Refused("not_scanned", f"Chưa số hóa, ký số đủ thành phần: {'; '.join(left)}.")
    agency = check_unit(draft.world, args["agency"]) if args["agency"] else case.agency
    return replace(case, state=TO_SIGN if facts.short_route else ASSIGNING, agency=agency)


def assign(draft: Draft, case: Case, args: Args) -> Case:
    """Let the division head give the file to an officer."""
    officer = args["officer"]
    if officer not in {person.code for person in draft.world.snapshot.officials if person.hat == "officer"}:
        raise Refused("no_such_officer", "Chọn một chuyên viên trong danh sách.", "officer")
    return replace(case, state=IN_WORK, officer=officer)


def consult(draft: Draft, case: Case, args: Args) -> Case:
    """Let the officer ask a unit for an opinion with a due date of its own; the main clock runs on."""
    due = _day(args["due"], "due")
    if due < draft.calendar.local(draft.now).date():
        raise Refused("due_past", "Hạn cho ý kiến không được ở trong quá khứ.", "due")
    partner = check_unit(draft.world, args["partner"])
    if any(asked.partner == partner for asked in case.open_consultations):
        raise Refused("asked_already", "Đã xin ý kiến cơ quan này, đang chờ trả lời.", "partner")
    asked = Consultation(partner, args["question"], draft.now, due)
    return replace(case, consultations=(*case.consultations, asked))


def give_opinion(draft: Draft, case: Case, args: Args) -> Case:
    """Let the partner unit answer the oldest open question."""
    if not case.open_consultations:
        raise Refused("nothing_asked", "Hồ sơ không có yêu cầu cho ý kiến nào đang chờ.")
    first = case.open_consultations[0]
    answered = replace(first, opinion=args["opinion"], answered_at=draft.now)
    asked = tuple(answered if one is first else one for one in case.consultations)
    return replace(case, consultations=asked)


def propose(_draft: Draft, case: Case, args: Args) -> Case:
    """Let the officer lay the file before the division head."""
    if case.open_consultations:
        raise Refused("opinion_awaited", "Còn ý kiến phối hợp chưa trả lời nên chưa trình được.")
    return replace(case, state=TO_INITIAL, proposal=args["proposal"])


def initial(_draft: Draft, case: Case, _args: Args) -> Case:
    """Let the division head initial the draft and lay it before the leader."""
    return replace(case, state=TO_SIGN)


def send_back(draft: Draft, case: Case, args: Args) -> Case:
    """Whoever is to approve returns the file with a reason."""
    short = procedure_from(draft.world, case.procedure).short_route
    back = RECEIVED if short else IN_WORK
    return replace(case, state=back, remarks=(*case.remarks, args["reason"]))


def sign(draft: Draft, case: Case, _args: Args) -> Case:
    """Let the leader sign: from now on a decision exists."""
    check_children(draft, case)
    return replace(case, state=SIGNED, decision="granted", signed_by=draft.actor, signed_at=draft.now)


def number(draft: Draft, case: Case, args: Args) -> Case:
    """Let the clerk number and seal the result and attach its file: the case is done."""
    case = replace(case, state=DONE, result_number=joins.numbered(draft, case), result_file=args["file"])
    return _finished(draft, case, f"Hồ sơ {case.number} đã có kết quả.")


def deny(draft: Draft, case: Case, args: Args) -> Case:
    """Let the leader refuse what is asked for, with the reason; the refusal is the result."""
    check_children(draft, case)
    case = replace(
        case, state=DONE, decision="refused", denied_for=args["reason"], signed_by=draft.actor, signed_at=draft.now,
        result_file="van-ban-tu-choi.pdf", remarks=(*case.remarks, args["reason"]),
    )  # fmt: skip
    return _finished(draft, case, f"Hồ sơ {case.number} đã có văn bản trả lời.")


def _finished(draft: Draft, case: Case, text: str) -> Case:
    case = told(draft, replace(case, finished_at=draft.now), text)
    draft.put(case)
    close_parent(draft, case)
    return case


def extend(draft: Draft, case: Case, args: Args) -> Case:
    """Let the leader apologise and name one new date, once and before the old one has passed: Form 04."""
    due = due_of(draft.world, case)
    if case.extended_to or case.forms_of("04"):
        raise Refused("extended_once", "Hồ sơ chỉ được hẹn lại một lần.")
    if due is None or draft.now > due.at:
        raise Refused("extend_late", "Đã quá hạn: phiếu xin lỗi và hẹn lại phải lập trước khi hết hạn.")
    new = _day(args["new_due"], "new_due")
    if new <= due.date or not draft.calendar.is_working_day(new):
        raise Refused("bad_new_due", "Ngày hẹn lại phải là ngày làm việc, sau ngày hẹn cũ.", "new_due")
    case = replace(case, extended_to=new)
    old = due.date.strftime("%d/%m/%Y")
    case = with_form(draft, case, "04", old_due=old, new_due=new.strftime("%d/%m/%Y"), reason=args["reason"])
    return told(draft, case, f"Xin lỗi vì chậm trễ. Hồ sơ {case.number} được hẹn lại ngày {new:%d/%m/%Y}.")


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("bad_date", "Ngày chưa đúng dạng.", field) from None
