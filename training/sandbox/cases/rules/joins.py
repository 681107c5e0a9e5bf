"""Where the one-stop meets the document system, by events of the world only."""

from __future__ import annotations

from training.sandbox.cases.rules.dossier import applicant_from, papers_from, procedure_from
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.receiving import home, new_key
from training.sandbox.cases.rules.states import REGISTERED
from training.sandbox.world import books
from training.sandbox.world.draft import Draft
from training.sandbox.world.events import RESULT_NUMBERED
from training.sandbox.world.steps import Args

DECISION = "Quyết định"


def opened_by_document(draft: Draft, facts: Args) -> str:
    """Register a case for what a document asks, with the papers enclosed; the counter still has to take it in."""
    procedure = procedure_from(draft.world, str(facts["procedure"]))
    person, here = applicant_from(facts["applicant"]), home(draft)
    rows = [
        {"code": one.code, "file": f"{one.code}.pdf", "legible": True, "signed": True}
        for one in procedure.components
        if one.required and not one.retired
    ]
    called = f"Theo văn bản số {facts['called']}"
    case = Case(
        new_key(draft), procedure.code, REGISTERED, draft.now, person, channel="online",
        request=facts["request"] or called, place=here, agency=here, submitted_at=draft.now, title=called,
        papers=papers_from(rows, procedure),
    )  # fmt: skip
    draft.put(case)
    return case.code


def numbered(draft: Draft, case: Case) -> str:
    """Give the result its number: a decision from the agency's book of decisions, another paper from its own book.

    The document system hears of it and keeps the result among the outgoing documents.
    """
    facts, day = procedure_from(draft.world, case.procedure), draft.calendar.local(draft.now).date()
    if not facts.result.startswith(DECISION):
        return f"{draft.take(f'result/{case.agency}/{case.procedure}/{day.year}'):02}/{day.year}"
    given = books.number_decision(draft, case.agency)
    number, _slash, notation = given.partition("/")
    draft.tell(
        RESULT_NUMBERED,
        {
            "case": case.code, "place": case.agency, "number": int(number), "notation": notation,
            "day": day.isoformat(), "subject": f"{facts.result} (hồ sơ {case.number})", "signer": case.signed_by,
            "type": "quyet-dinh",
        },
    )  # fmt: skip
    return given
