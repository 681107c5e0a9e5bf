"""The first desk: online submission, receiving at the counter or by post, accepting, refusing."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.cases.rules.deadlines import due_of
from training.sandbox.cases.rules.desk import spoken_time, told, with_form
from training.sandbox.cases.rules.dossier import (
    applicant_from,
    check_complete,
    check_unit,
    competent_unit,
    papers_from,
    procedure_from,
)
from training.sandbox.cases.rules.fees import fee_for
from training.sandbox.cases.rules.linking import with_children
from training.sandbox.cases.rules.model import Case, Payment
from training.sandbox.cases.rules.states import RECEIVED, REFUSED, REGISTERED
from training.sandbox.world.draft import Draft
from training.sandbox.world.facts import LimitFacts, ProcedureFacts
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

LOOK_UP = "tracuu.vidu.invalid"
CHANNELS = ("counter", "post")


def new_key(draft: Draft) -> str:
    """Return the key of a new case: it names the case within the copy and never changes."""
    return f"h{draft.take('case-key')}"


def submit_online(draft: Draft, args: Args) -> Case:
    """Let the citizen hand in a file at the portal; no case code yet."""
    facts = procedure_from(draft.world, args["procedure"])
    applicant = applicant_from(args["applicant"])
    place = args["place"] or applicant.commune or home(draft)
    check_unit(draft.world, place)
    papers = tuple(replace(paper, file=paper.file or "") for paper in papers_from(args["papers"], facts))
    case = Case(
        new_key(draft), facts.code, REGISTERED, draft.now, applicant, channel="online", place=place,
        agency=competent_unit(draft.world, facts, place, applicant), submitted_at=draft.now, papers=papers,
        fee=fee_for(facts.fee, papers), deliver=delivery(args),
        request=args["request"], title=args["title"],
    )  # fmt: skip
    return told(draft, case, f"Hồ sơ đã được gửi lúc {spoken_time(draft, draft.now)}. Tra cứu: {LOOK_UP}.")


def receive(draft: Draft, args: Args) -> Case:
    """Let the counter take a file: identity, components, fee; the case gets its code and Form 01."""
    facts = procedure_from(draft.world, args["procedure"])
    applicant = applicant_from(args["applicant"])
    if not args["identity"]:
        raise Refused("identity_unchecked", "Chưa đối chiếu giấy tờ tuỳ thân của người nộp.", "identity")
    papers = papers_from(args["papers"], facts)
    check_complete(facts, papers)
    place = args["place"] or home(draft)
    agency = args["agency"] or competent_unit(draft.world, facts, place, applicant)
    channel = args["channel"] or "counter"
    if channel not in CHANNELS:
        raise Refused("bad_channel", "Chọn trực tiếp hoặc bưu chính.", "channel")
    proxy = applicant_from(args["proxy"], "proxy") if args["proxy"] else None
    case = Case(
        new_key(draft), facts.code, RECEIVED, draft.now, applicant, channel=channel,
        place=check_unit(draft.world, place), agency=check_unit(draft.world, agency),
        submitted_at=draft.now, papers=papers, identity_checked=True,
        fee=fee_asked(facts, args["fee"]), proxy=proxy, deliver=delivery(args), request=args["request"],
        title=args["title"],
    )  # fmt: skip
    if args["paid"]:
        case = paid_in_cash(draft, case)
    return taken_in(draft, case, facts, limit_from(facts, args["limit"]))


def delivery(args: Args) -> str:
    """Return how the citizen wants the result, "" where nobody asked; raise Refused for a way there is not."""
    wanted = str(args["deliver"])
    if wanted not in ("", "counter", "post"):
        raise Refused("bad_delivery", "Chọn nhận tại quầy hoặc qua bưu chính.", "deliver")
    return wanted


def accept(draft: Draft, case: Case, args: Args) -> Case:
    """Let the counter accept an online file: case code, Form 01, the clock begins."""
    facts = procedure_from(draft.world, case.procedure)
    check_complete(facts, case.papers)
    return taken_in(draft, replace(case, state=RECEIVED), facts, limit_from(facts, args["limit"]))


def taken_in(draft: Draft, case: Case, facts: ProcedureFacts, limit: LimitFacts) -> Case:
    """Give a case what every received case has; raise Refused while a fee paid beforehand is not paid."""
    if facts.fee.when == "before" and case.paid < case.fee:
        raise Refused("fee_first", "Thủ tục thu phí trước: hồ sơ chỉ được tiếp nhận khi đã nộp phí.", "paid")
    number = case_code(draft, case.place)
    case = replace(case, number=number, received_at=draft.now, received_by=draft.actor, limit=limit)
    due = due_of(draft.world, case)
    promised = due.date.strftime("%d/%m/%Y") if due else ""
    case = with_form(draft, case, "01", applicant=case.applicant.name, number=number, due=promised)
    text = f"Hồ sơ {number} đã được tiếp nhận lúc {spoken_time(draft, draft.now)}. Hẹn trả {promised}."
    return with_children(draft, told(draft, case, f"{text} Tra cứu: {LOOK_UP}."), facts)


def refuse_at_counter(draft: Draft, args: Args) -> Case:
    """Let the counter refuse a file: Form 03, no case code."""
    facts = procedure_from(draft.world, args["procedure"])
    applicant = applicant_from(args["applicant"])
    place = args["place"] or home(draft)
    case = Case(
        new_key(draft), facts.code, REFUSED, draft.now, applicant, place=check_unit(draft.world, place),
        agency=place, submitted_at=draft.now, finished_at=draft.now, title=args["title"],
    )  # fmt: skip
    return with_form(
        draft, case, "03", applicant=applicant.name, reason=args["reason"], ground=args["ground"]
    )


def refuse(draft: Draft, case: Case, args: Args) -> Case:
    """Let the counter refuse an online file on a legal ground: Form 03."""
    case = replace(case, state=REFUSED, finished_at=draft.now)
    case = with_form(
        draft, case, "03", applicant=case.applicant.name, reason=args["reason"], ground=args["ground"]
    )
    return told(draft, case, f"Hồ sơ không được tiếp nhận. Lý do: {args['reason']}")


def case_code(draft: Draft, place: str) -> str:
    """Return the next case code: agency, day of receipt, a running number that begins anew each day."""
    day = draft.calendar.local(draft.now).strftime("%y%m%d")
    return f"{place}-{day}-{draft.take(f'case/{place}/{day}'):04}"


def home(draft: Draft) -> str:
    """Return the unit whose counter this copy plays at."""
    return home_of(draft.world)


def home_of(world: World) -> str:
    """Return the unit whose counter a copy plays at: the first commune of the province."""
    return next(place.code for place in world.snapshot.places if place.level == "commune")


def fee_asked(facts: ProcedureFacts, fee: int) -> int:
    """Return the fee the counter wrote down; raise Refused where the procedure is free."""
    if facts.fee.when == "none" and fee:
        raise Refused("fee_free", "Thủ tục này được miễn phí, lệ phí.", "fee")
    return fee


def limit_from(facts: ProcedureFacts, number: int) -> LimitFacts:
    """Return the row of time limits the counter chose (1 is the first; 0: not chosen, so the first)."""
    if not 0 <= number <= len(facts.limits):
        raise Refused("no_such_limit", "Chọn một trong các thời hạn của thủ tục.", "limit")
    return facts.limits[max(0, number - 1)]


def paid_in_cash(draft: Draft, case: Case) -> Case:
    """Return the case with its fee paid at the counter, with a receipt."""
    if case.fee <= case.paid:
        return case
    year = draft.calendar.local(draft.now).year
    receipt = f"{draft.take(f'receipt/{case.place}/{year}'):06}"
    payment = Payment(case.fee - case.paid, draft.now, "cash", "success", receipt)
    return replace(case, payments=(*case.payments, payment))
