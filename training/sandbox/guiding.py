"""What comes next on the screen: which part, which control, what to write, and what it will reach.

Watching and guidance share it. Where a thing is on screen is the business of each practised system (`spots`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import url_for

from training.sandbox import typed, watching, worlds
from training.sandbox.case_files import FileLink, to_read
from training.sandbox.cases.rules.model import Case
from training.sandbox.documents.rules.offers import record_of
from training.sandbox.entrance import first_page
from training.sandbox.fields import button_of, owed
from training.sandbox.models import Copy
from training.sandbox.scenarios.guide import way_on
from training.sandbox.scenarios.run import WATCH, evaluate, step_of
from training.sandbox.scenarios.schema import Play, Scenario
from training.sandbox.spots import SPOTS, Spot
from training.sandbox.typed import Entry, Values
from training.sandbox.world.clock import ADVANCE, NEXT_HOUR, NEXT_WORKING_DAY
from training.sandbox.world.hats import hat_name
from training.sandbox.world.play import try_apply
from training.sandbox.world.world import World


@dataclass(frozen=True)
class Coming:
    """The next act. `hooks` are places on screen, the first that a page has is pointed at; `url` is its page."""

    play: Play
    hat: str
    wears: bool
    label: str
    button: str
    on: str
    record: str
    url: str
    hooks: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    values: Any = None
    reaches: tuple[tuple[str, str], ...] = ()
    reads: tuple[FileLink, ...] = ()


def coming(copy: Copy, mode: str, world: World) -> Coming | None:
    """Return the next act of what is watched, or on the way from where the learner stands; None at the end."""
    scenario, before = worlds.exercise_of(copy), worlds.beginning(copy)
    way = watching.plays(copy)[copy.seq :] if mode == WATCH else way_on(scenario, before, world)
    return _shown(copy, scenario, way, world, mode == WATCH) if way else None


def page_of(copy: Copy, mode: str) -> str:
    """Return the page on which the next act is done: its own, or that of what was worked on last."""
    world = worlds.current(copy)
    found = coming(copy, mode, world)
    if found and found.url:
        return found.url
    last = next((one.on for one in reversed(world.log) if not one.by_colleague and one.on), "")
    if last and world.get(Case, last):
        return url_for("sandbox.case", copy_id=copy.id, code=last)
    if last and (paper := record_of(world, last)):
        return url_for("sandbox.record", copy_id=copy.id, kind=paper.kind, code=last)
    return first_page(copy)


def _shown(copy: Copy, scenario: Scenario, way: tuple[Play, ...], world: World, watched: bool) -> Coming:
    play = way[0]
    args = dict(step_of(scenario, play, worlds.beginning(copy), world, "").args)
    wears = play.move == ADVANCE.name or _may(copy, scenario, play, world)
    verb = world.rules.verbs.get(play.move)
    label, url, hooks, entries, values = _place(copy, play, args, world, watched)
    if not wears:
        hooks = (f"hats.{play.hat}", "hats")
    hat, button = hat_name(copy.hat if wears and verb else play.hat), button_of(verb) if verb else label
    on, code = _record(world, play, args)
    reads = to_read(copy, scenario, worlds.beginning(copy), world, play, code)
    return Coming(
        play, hat, wears, label, button, on, code, url, hooks, tuple(entries), values,
        _reaches(copy, scenario, play, world), tuple(reads),
    )  # fmt: skip


def _may(copy: Copy, scenario: Scenario, play: Play, world: World) -> bool:
    """Say whether the part one plays just now may do an act with the same effect as the part of the way."""
    if copy.hat == play.hat:
        return True
    before = worlds.beginning(copy)
    mine = step_of(scenario, replace(play, hat=copy.hat), before, world, "")
    after, refusal = try_apply(world, mine)
    theirs, _refused = try_apply(world, step_of(scenario, play, before, world, ""))
    return not refusal and evaluate(scenario, before, after) == evaluate(scenario, before, theirs)


def _record(world: World, play: Play, args: Mapping[str, Any]) -> tuple[str, str]:
    """Return how the record is called to which the act is done, a case with its owner, and its code; or nothing."""
    kind = world.rules.verbs[play.move].on if play.move in world.rules.verbs else ""
    code = str(args.get(kind, "")) if kind else ""
    record = world.get(world.rules.kinds[kind], code) if code else None
    if isinstance(record, Case):
        return f"{record.called}, {record.applicant.name}", code
    face = world.rules.faces.get(kind)
    return (face(record).called if record and face else "", code)


def _place(
    copy: Copy, play: Play, args: dict[str, Any], world: World, watched: bool
) -> tuple[str, str, tuple[str, ...], list[Entry], Values]:
    """Return label, page, hooks, what to write and the same as form values."""
    if play.move == ADVANCE.name:
        to = clock_button(world, str(args.get("to", "")))
        words = {NEXT_HOUR: "sang giờ làm việc tiếp theo", NEXT_WORKING_DAY: "sang ngày làm việc tiếp theo"}
        return f"Chuyển đồng hồ {words[to]}", "", (f"waits.{to}", f"clock.{to}", "clock"), [], {"to": to}
    verb = world.rules.verbs[play.move]
    record = str(args.get(verb.on, "")) if verb.on else ""
    spot = next((found for look in SPOTS if (found := look(copy, world, verb, record, args))), Spot())
    case = world.get(Case, record) if verb.on == Case.kind else None
    facts = world.procedure(case.procedure if case else str(args.get("procedure", "")))
    entries = _with_card(copy, play, typed.entries(verb, args, world, facts, case))
    url = spot.filled if watched and spot.filled else spot.url
    label = " ".join(filter(None, (verb.label, owed(verb.name, case))))
    return label, url, (verb.name, *spot.hooks), entries, typed.values(verb, args)


def _with_card(copy: Copy, play: Play, entries: list[Entry]) -> list[Entry]:
    """Return what to write, with the identity card to read before the applicant it fills in."""
    key = str(play.args.get("applicant", "")).removeprefix("@")
    person = worlds.exercise_of(copy).people.get(key)
    if person is None:
        return entries
    words = f"{person['name']}, rồi bấm nút bên cạnh"
    card = Entry(f"{play.move}.card", "Đọc thẻ căn cước", words, {"card": key, "applicant.name": person["name"]})
    filled = f"{person['name']} (thẻ điền sẵn các ô)"
    told = [replace(one, words=filled) if one.hook == f"{play.move}.applicant" else one for one in entries]
    return [*told[:1], card, *told[1:]]


def clock_button(world: World, to: str) -> str:
    """Return which button of the clock comes nearer to a moment without passing it by a day."""
    if to in (NEXT_HOUR, NEXT_WORKING_DAY):
        return to
    calendar, wanted = world.calendar, datetime.fromisoformat(to)
    day: date = (calendar.local(wanted) if wanted.tzinfo else wanted).date()
    return NEXT_WORKING_DAY if day > calendar.local(world.now).date() else NEXT_HOUR


def _reaches(copy: Copy, scenario: Scenario, play: Play, world: World) -> tuple[tuple[str, str], ...]:
    """Return the goals that this act will reach, each with the words that say how."""
    before = worlds.beginning(copy)
    missed = set(evaluate(scenario, before, world).missed)
    after, _refused = try_apply(world, step_of(scenario, play, before, world, ""))
    fresh = missed - set(evaluate(scenario, before, after).missed)
    return tuple(
        (goal.title, scenario.hints[goal.id][-1].words if scenario.hints.get(goal.id) else "")
        for goal in scenario.goals
        if goal.id in fresh
    )
