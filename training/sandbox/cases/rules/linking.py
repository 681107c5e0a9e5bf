"""Linked files: one submission split into child files, each with its own agency, clock and result."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.cases.rules.desk import put_by_system, told
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import ASSIGNING, CLOSED_CHILD, DONE, IN_WORK, RECEIVED
from training.sandbox.world.draft import Draft
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.steps import Refused

CLOSABLE = (RECEIVED, ASSIGNING, IN_WORK)


def with_children(draft: Draft, case: Case, facts: ProcedureFacts) -> Case:
    """Return the received parent, having stored one child for each step of a linked procedure."""
    keys = []
    for number, child in enumerate(facts.children, start=1):
        key = f"{case.code}-{number}"
        filed = Case(
            key, case.procedure, RECEIVED, draft.now, case.applicant, number=f"{case.number}.{number}",
            channel=case.channel, request=child.name, place=case.place, limit=child.limit, title=child.name,
            agency=unit_for(draft, child.agency, case), submitted_at=case.submitted_at, parent=case.code,
            received_at=draft.now, received_by=draft.actor, identity_checked=True,
        )  # fmt: skip
        draft.put(filed)
        keys.append(key)
    return replace(case, children=tuple(keys))


def unit_for(draft: Draft, agency: str, case: Case) -> str:
    """Return the unit for a step of a linked procedure: commune, or the vertical agency of that kind."""
    if agency == "commune":
        return case.agency
    codes = (place.code for place in draft.world.snapshot.places if place.code.endswith(f".{agency}"))
    return next(codes, case.agency)


def check_children(draft: Draft, case: Case) -> None:
    """Raise Refused while a child of this case is still open."""
    if open_children(draft, case):
        raise Refused("children_open", "Còn hồ sơ con chưa giải quyết xong.")


def open_children(draft: Draft, case: Case) -> tuple[str, ...]:
    """Return the children that are not closed."""
    found = (draft.get(Case, code) for code in case.children)
    return tuple(child.code for child in found if child and child.state not in CLOSED_CHILD)


def close_parent(draft: Draft, child: Case) -> None:
    """Close the parent once its last child has closed; `child` is as it now is, already stored."""
    parent = draft.get(Case, child.parent) if child.parent else None
    if parent is None or parent.state not in CLOSABLE or open_children(draft, parent):
        return
    closed = replace(parent, state=DONE, decision="granted", finished_at=draft.now)
    put_by_system(
        draft, parent, told(draft, closed, f"Hồ sơ {parent.number} đã có đủ kết quả."), "children_closed"
    )
