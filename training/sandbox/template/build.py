"""Making a snapshot: the stories are really played, by the same rules the learner plays by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from training.core.calendar.rules import WorkingCalendar
from training.core.calendar.seed import shipped
from training.sandbox.cases.rules.fees import fee_for
from training.sandbox.cases.rules.model import Case
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.library import read
from training.sandbox.template.papers import papers
from training.sandbox.template.routes import Act, Story, route
from training.sandbox.template.variant import Cast
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.plain import from_plain, to_plain
from training.sandbox.world.play import apply
from training.sandbox.world.province import Citizen, Official, Place
from training.sandbox.world.snapshot import Snapshot, calendar_to_plain
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

HAI_TRAM = "hai-tram"
VERSION = 1
STARTS_ON, STARTS_AT = date(2026, 11, 9), time(9, 10)
BEGINNING = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)
HOME = "Z99.10.01"


class Scene(NamedTuple):
    """One act of one story at its moment; `story` is the place of the story in the library."""

    at: datetime
    story: int
    order: int
    act: Act


class _Told(NamedTuple):
    citizens: list[Citizen]
    scenes: list[Scene]


@lru_cache(maxsize=64)
def snapshot(variant: int = 0) -> Snapshot:
    """Return the shipped province "hai-tram" in one of its 64 variants; raise ValueError for any other."""
    return build(variant, shipped(), procedures())


def procedures() -> tuple[ProcedureFacts, ...]:
    """Return the procedures the template is shipped with."""
    return tuple(from_plain(ProcedureFacts, row) for row in read(HAI_TRAM, "procedures"))


def build(variant: int, calendar: WorkingCalendar, facts: Iterable[ProcedureFacts]) -> Snapshot:
    """Return the snapshot of a variant under this calendar and these procedures, which it pins."""
    province = read(HAI_TRAM, "province")
    cast = Cast.of(HAI_TRAM, VERSION, variant, province)
    known = {procedure.code: procedure for procedure in facts}
    told = _tell(read(HAI_TRAM, "stories"), known, cast, calendar)
    empty = Snapshot(
        HAI_TRAM,
        VERSION,
        variant,
        BEGINNING,
        tuple(from_plain(Place, row) for row in province["places"]),
        tuple(from_plain(Official, row) for row in province["officials"]),
        tuple(told.citizens),
        tuple(known.values()),
        calendar_to_plain(calendar),
        {Case.kind: {}},
        {f"case-key/{HOME}": 0, "gateway": 4100 + cast.minutes(900)},
    )
    return _frozen(empty, _play(empty, told.scenes), calendar.moment(STARTS_ON, STARTS_AT))


def _tell(
    stories: list[Story], known: dict[str, ProcedureFacts], cast: Cast, calendar: WorkingCalendar
) -> _Told:
    """Give every story its citizen and every act its moment."""
    told = _Told([], [])
    for number, story in enumerate(stories):
        citizen = cast.citizen(number, story.get("commune", HOME))
        told.citizens.append(citizen)
        day = calendar.add_working_days(STARTS_ON, -story["back"]) if story["back"] else STARTS_ON
        at = calendar.moment(day, time.fromisoformat(story["at"])) + timedelta(minutes=cast.minutes(4))
        for order, act in enumerate(route(story, known[story["p"]], citizen, cast)):
            at = calendar.add_working_minutes(at, round(act.pause * 60)) if order else at
            told.scenes.append(Scene(at, number, order, act))
    told.scenes.sort()
    return told


def _play(empty: Snapshot, scenes: list[Scene]) -> World:
    """Let all acts happen in the order of their moments."""
    world, keys = World.open(empty, SYSTEMS), dict[int, str]()
    actors = _actors(empty)
    for scene in scenes:
        if scene.at > world.now:
            until = {"to": scene.at.isoformat()}
            world = apply(world, Step(world.seq + 1, "", "reception", "clock.advance", until))
        args = dict(scene.act.args)
        if scene.order:
            args["case"] = keys[scene.story] + (f"-{scene.act.child}" if scene.act.child else "")
        _fill(empty, world, args, scene.act, keys.get(scene.story))
        actor = actors.get(scene.act.hat, "Công dân")
        world = apply(world, Step(world.seq + 1, actor, scene.act.hat, scene.act.move, args))
        keys.setdefault(scene.story, world.log[-1].on)
    return world


def _fill(empty: Snapshot, world: World, args: dict[str, Any], act: Act, key: str | None) -> None:
    """Write the right fee down, and bring the papers that were asked for."""
    if act.move == "receive":
        facts = empty.procedure_by_code[str(args["procedure"])]
        probe = {name: args[name] for name in ("procedure", "applicant", "papers")}
        dry = apply(world, Step(world.seq + 1, "", "citizen", "submit_online", probe))
        filed = dry.get(Case, dry.log[-1].on)
        args["fee"] = fee_for(facts.fee, filed.papers) if filed else 0
    if act.move == "give_supplement" and key:
        case = world.get(Case, key)
        args["papers"] = [to_plain(paper) for paper in case.papers[-1:]] if case else []
        for paper in args["papers"]:
            paper.pop("name")


def _actors(empty: Snapshot) -> dict[str, str]:
    """Return who of the home commune wears which hat."""
    found: dict[str, str] = {}
    for official in empty.officials:
        found.setdefault(official.hat, official.name)
    return found


def _frozen(empty: Snapshot, world: World, starts_at: datetime) -> Snapshot:
    """Return the snapshot of what has come about; raise ValueError for a story that runs past the start."""
    if world.now > starts_at:
        raise ValueError(f"a story runs on to {world.now}")
    cases = {case.code: to_plain(case) for case in world.all(Case)}
    told = papers(empty)
    books = {**empty.books, **world.books, **told.books}
    return replace(empty, starts_at=starts_at, records={Case.kind: cases, **told.records}, books=books)
