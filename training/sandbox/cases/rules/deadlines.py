"""When a case is due, what light it shows, and how it ended."""

from __future__ import annotations

from datetime import date, datetime

from training.core.calendar.light import light, outcome
from training.core.calendar.limits import Due, Policy, Stop, TimeLimit, Unit, due, due_with_stops
from training.core.calendar.rules import WorkingCalendar
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import DONE, IN_WORK, REFUSED, REGISTERED, RETURNED, STOPPED
from training.sandbox.world.world import World

ONLINE_ANSWER = TimeLimit(8, Unit.WORKING_HOUR)
"""An online file is answered within eight working hours."""
SUPPLEMENT_WAIT = TimeLimit(15, Unit.WORKING_DAY)
"""A case is closed when nothing came within fifteen working days."""
STOPPED_LIGHT = "stopped"
NO_LIGHT = ""


def due_of(world: World, case: Case) -> Due | None:
    """Return when the case is due; None while its clock stands, or before it has begun or where none runs."""
    if case.state == REGISTERED and case.submitted_at:
        return due(case.submitted_at, ONLINE_ANSWER, world.calendar)
    if case.received_at is None or case.limit is None:
        return None
    computed = due_with_stops(
        case.received_at, case.limit.as_limit(), world.calendar, stops_of(world, case)
    )
    if computed is not None and case.extended_to:
        return end_of(world.calendar, case.extended_to)
    return computed


def end_of(calendar: WorkingCalendar, day: date) -> Due:
    """Return `day` as a due date: the end of office hours on it."""
    return Due(day, calendar.closing(day))


def light_of(world: World, case: Case) -> str:
    """Return green, amber, red, grey, `stopped` (đã dừng), or "" where no light is shown."""
    if case.state == STOPPED:
        return STOPPED_LIGHT
    if case.state in (REFUSED, RETURNED):
        return NO_LIGHT
    return light(due_of(world, case), case.finished_at or world.now, world.calendar).value


def outcome_of(world: World, case: Case) -> str:
    """Return early, on_time or late for a case with a result, "" for any other."""
    found = due_of(world, case)
    finished = case.returned_at or case.finished_at
    if case.state not in (DONE, RETURNED) or found is None or finished is None:
        return ""
    return outcome(found, finished, world.calendar).value


def timing_of(world: World, case: Case, at: datetime) -> str:
    """Return how an act at `at` stands to the due date: early, on_time, late, or ""."""
    found = due_of(world, case)
    return outcome(found, at, world.calendar).value if found else ""


def supplement_ends(world: World, case: Case) -> datetime | None:
    """Return when the wait for papers ends, while papers are awaited."""
    if not case.supplements or case.supplements[-1].given_at is not None:
        return None
    return due(case.supplements[-1].asked_at, SUPPLEMENT_WAIT, world.calendar).at


def stops_of(world: World, case: Case) -> tuple[Stop, ...]:
    """Return the intervals in which the clock stood, in order of time."""
    facts = world.procedure(case.procedure)
    policy = facts.policy if facts else Policy.PAUSE
    stops = [Stop(s.asked_at, s.taken_at, policy) for s in case.supplements if s.came_from == IN_WORK]
    stops += [Stop(d.notified_at, d.confirmed_at) for d in case.dues]
    return tuple(sorted(stops, key=lambda stop: stop.asked_at))
