"""The simulated clock: it moves by its own step only, and what falls due on the way happens in its order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from training.core.calendar.rules import WorkingCalendar
from training.sandbox.world.colleagues import Colleague
from training.sandbox.world.draft import Draft
from training.sandbox.world.hats import EVERY_HAT
from training.sandbox.world.rulebook import Field, Timer, Verb
from training.sandbox.world.snapshot import Record
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

FARTHEST = timedelta(days=120)
MOST_ACTS = 500
"""No more happens by itself in one move of the clock: colleagues who chase each other end here."""
NEXT_HOUR, NEXT_WORKING_DAY = "next_hour", "next_working_day"


class Due(NamedTuple):
    """Something that will happen by itself to `record` at `at`."""

    at: datetime
    order: int
    record: Record
    cause: Colleague | Timer


def target_of(to: str, now: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment the clock is to move to; raise Refused for one that is past, far or unreadable."""
    if to == NEXT_HOUR:
        return calendar.add_working_minutes(now, 60)
    if to == NEXT_WORKING_DAY:
        return calendar.opening(calendar.next_working_day(calendar.local(now).date()))
    try:
        at = datetime.fromisoformat(to)
    except ValueError:
        raise Refused("bad_time", "Thời điểm chưa đúng dạng ngày, giờ.", "to") from None
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=calendar.tz).astimezone(UTC)
    if at <= now:
        raise Refused("clock_back", "Đồng hồ giả lập chỉ đi tới. Muốn quay lại, dùng nút Hoàn tác.", "to")
    if at - now > FARTHEST:
        raise Refused("clock_far", "Mỗi lần chỉ chuyển đồng hồ tới tối đa 120 ngày.", "to")
    return at


def advance(draft: Draft, args: Args) -> str:
    """Move the clock, letting timers and colleagues act at their own times on the way."""
    target = target_of(str(args["to"]), draft.now, draft.calendar)
    balked: set[tuple[str, str, str]] = set()
    for _ in range(MOST_ACTS):
        due = _earliest(draft.world, target, balked)
        if due is None:
            break
        draft.move_clock(due.at)
        _happen(draft, due, balked)
    draft.move_clock(target)
    return ""


def _happen(draft: Draft, due: Due, balked: set[tuple[str, str, str]]) -> None:
    """Let one thing happen; whoever is refused is not asked again before the clock moves anew."""
    cause = due.cause
    if isinstance(cause, Timer):
        cause.run(draft, due.record)
        return
    args = {**cause.args, cause.kind: due.record.code}
    if draft.perform(cause.actor, cause.hat, cause.move, args):
        balked.add((cause.actor, cause.move, due.record.code))


def _earliest(world: World, target: datetime, balked: set[tuple[str, str, str]]) -> Due | None:
    dues = [due for due in _dues(world, balked) if due.at <= target]
    return min(dues, key=lambda due: (due.at, due.order, due.record.code), default=None)


def awaited(world: World) -> dict[str, Due]:
    """Return, by code, what a simulated colleague will do to each record once the clock moves."""
    return {due.record.code: due for due in _colleagues(world, set())}


def _dues(world: World, balked: set[tuple[str, str, str]]) -> Iterator[Due]:
    for order, timer in enumerate(world.rules.timers):
        for record in world.all(world.rules.kinds[timer.kind]):
            at = timer.due(world, record)
            if at is not None:
                yield Due(max(at, world.now), order, record, timer)
    yield from _colleagues(world, balked)


def _colleagues(world: World, balked: set[tuple[str, str, str]]) -> Iterator[Due]:
    served: set[str] = set()
    for order, rule in enumerate(world.colleagues, start=len(world.rules.timers)):
        for record in _reach(world, rule):
            waits = record.state in rule.when and record.code not in served
            if waits and (rule.actor, rule.move, record.code) not in balked and _holds(world, rule, record):
                served.add(record.code)
                at = world.calendar.add_working_minutes(record.since, rule.after_minutes)
                yield Due(max(at, world.now), order, record, rule)


def _reach(world: World, rule: Colleague) -> list[Record]:
    if rule.everything:
        return list(world.all(world.rules.kinds[rule.kind]))
    return list(world.changed.get(rule.kind, {}).values())


def _holds(world: World, rule: Colleague, record: Record) -> bool:
    return not rule.if_ or world.rules.conditions[rule.if_](world, record)


ADVANCE = Verb(
    "clock.advance",
    "Chuyển đồng hồ giả lập",
    frozenset(EVERY_HAT),
    advance,
    (Field("to", "Chuyển tới", "moment"),),
)
"""`to`: next_hour, next_working_day, or an ISO time (without a zone: the office's wall clock)."""
