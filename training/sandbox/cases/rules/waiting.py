"""When the clock stands: papers asked for, money outside the fee, and a citizen who withdraws."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.cases.rules.desk import put_by_system, told, with_form
from training.sandbox.cases.rules.dossier import check_complete, papers_from, procedure_from
from training.sandbox.cases.rules.linking import close_parent
from training.sandbox.cases.rules.model import Case, Dues, Paper, Supplement
from training.sandbox.cases.rules.receiving import limit_from, taken_in
from training.sandbox.cases.rules.states import (
    DECIDED,
    FINANCIAL,
    IN_WORK,
    RECEIVED,
    REGISTERED,
    STOPPED,
    SUPPLEMENTED,
    WAITING,
    WITHDRAWING,
)
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused


def ask_supplement(draft: Draft, case: Case, args: Args) -> Case:
    """Ask for what is missing, completely and once: Form 02; the clock stands."""
    if any(asked.came_from == case.state for asked in case.supplements):
        raise Refused("supplement_once", "Đã yêu cầu bổ sung một lần. Mỗi hồ sơ chỉ được yêu cầu một lần.")
    items = tuple(args["items"])
    asked = Supplement(draft.now, case.state, items, args["reason"], args["contact"])
    case = replace(case, state=WAITING, supplements=(*case.supplements, asked))
    lines = {str(place): item for place, item in enumerate(items, start=1)}
    case = with_form(draft, case, "02", reason=args["reason"], contact=args["contact"], **lines)
    return told(draft, case, f"Hồ sơ {case.called} cần bổ sung: {'; '.join(items)}.")


def give_supplement(draft: Draft, case: Case, args: Args) -> Case:
    """Let the citizen bring what was asked for; the counter still has to take it in.

    Nothing is no supplement, and a file that was never received has to come whole: it has no way back from here.
    """
    facts = procedure_from(draft.world, case.procedure)
    asked = replace(case.supplements[-1], given_at=draft.now)
    if not (brought := papers_from(args["papers"], facts)):
        raise Refused("nothing_brought", "Chưa đính kèm giấy tờ bổ sung nào.", "papers")
    papers = merged(case.papers, brought)
    if asked.came_from == REGISTERED:
        check_complete(facts, papers)
    return replace(case, state=SUPPLEMENTED, supplements=(*case.supplements[:-1], asked), papers=papers)


def take_supplement(draft: Draft, case: Case, args: Args) -> Case:
    """Let the counter take the papers in: a new file is received now, one in work goes on."""
    asked = replace(case.supplements[-1], taken_at=draft.now)
    case = replace(case, supplements=(*case.supplements[:-1], asked))
    if asked.came_from != REGISTERED:
        return told(draft, replace(case, state=IN_WORK), f"Đã nhận giấy tờ bổ sung của hồ sơ {case.number}.")
    facts = procedure_from(draft.world, case.procedure)
    check_complete(facts, case.papers)
    return taken_in(draft, replace(case, state=RECEIVED), facts, limit_from(facts, args["limit"]))


def merged(old: tuple[Paper, ...], new: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """Return the dossier with new papers in the place of old ones of the same component."""
    papers = {paper.code: paper for paper in (*old, *new)}
    return tuple(papers.values())


def supplement_expired(draft: Draft, case: Case) -> None:
    """Nothing came within the wait: the case stops and the citizen is told."""
    text = f"Hồ sơ {case.called} dừng giải quyết vì hết thời hạn bổ sung mà chưa nhận được giấy tờ."
    after = told(draft, replace(case, state=STOPPED, finished_at=draft.now), text)
    put_by_system(draft, case, after, "supplement_expired")
    close_parent(draft, after)


def notify_dues(draft: Draft, case: Case, args: Args) -> Case:
    """Let the officer tell of money due outside the fee; the clock stands until it is confirmed."""
    if not args["amount"]:
        raise Refused("amount_missing", "Ghi số tiền phải nộp.", "amount")
    dues = Dues(args["amount"], args["reason"], draft.now)
    case = replace(case, state=FINANCIAL, dues=(*case.dues, dues))
    return told(draft, case, f"Hồ sơ {case.number} có thông báo nghĩa vụ tài chính. Tra cứu để xem số tiền.")


def confirm_dues(draft: Draft, case: Case, args: Args) -> Case:
    """Let the accountant confirm the payment with the number of its receipt."""
    dues = replace(case.dues[-1], confirmed_at=draft.now, receipt=args["receipt"])
    return replace(case, state=IN_WORK, dues=(*case.dues[:-1], dues))


def withdraw(_draft: Draft, case: Case, args: Args) -> Case:
    """Let the citizen ask to withdraw; the case remembers where it stood, and its clock goes on as there."""
    words = (*case.remarks, args["reason"])
    return replace(case, state=WITHDRAWING, came_from=case.state, remarks=words)


def grant_withdrawal(draft: Draft, case: Case, _args: Args) -> Case:
    """Let the leader stop the case (Form 05); never once a decision exists."""
    if case.decision or case.came_from in DECIDED:
        reason = "Hồ sơ đã có quyết định giải quyết nên không dừng được; kết quả giữ nguyên."
        raise Refused("decision_exists", reason)
    stage = case.came_from
    case = replace(case, state=STOPPED, came_from="", finished_at=draft.now)
    case = with_form(draft, case, "05", requester=case.applicant.name, stage=stage, paid=str(case.paid))
    draft.put(case)
    close_parent(draft, case)
    return told(draft, case, f"Hồ sơ {case.called} đã dừng giải quyết theo yêu cầu của ông bà.")


def refuse_withdrawal(draft: Draft, case: Case, args: Args) -> Case:
    """Let the leader keep the case going: it returns to the state it came from, and the citizen reads why."""
    back = replace(case, state=case.came_from, came_from="", remarks=(*case.remarks, args["reason"]))
    return told(draft, back, f"Chưa dừng được hồ sơ {case.called}. Lý do: {args['reason']}")
