"""The document system's part of a snapshot: its stories really played, once, by the rules the learner plays by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from training.core.calendar.rules import WorkingCalendar
from training.sandbox.documents.rules.model import Folder
from training.sandbox.documents.rules.states import CLOSED, HANDED_IN, OPEN, PLANNED
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.letters import letters
from training.sandbox.template.library import read
from training.sandbox.template.paper_routes import Act, arrival_acts, departure_acts, task_acts
from training.sandbox.world.plain import to_plain
from training.sandbox.world.play import apply
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

KINDS = ("parcel", "incoming", "outgoing", "folder", "task", "letter")


class Papers(NamedTuple):
    """Records by kind and code, and the last numbers of the books."""

    records: Mapping[str, Mapping[str, Any]]
    books: Mapping[str, int]


_told: dict[tuple[int, str], Papers] = {}


def papers(empty: Snapshot) -> Papers:
    """Return what the document system holds at the start; the same for every variant, so it is played once."""
    key = (empty.office.number, empty.template)
    if key not in _told:
        _told[key] = _play(empty)
    return _told[key]


def _play(empty: Snapshot) -> Papers:
    calendar, office = empty.office, read(empty.template, "office")
    here = next(place.code for place in empty.places if place.level == "commune")
    books = {_book(here, name): last for name, last in office["books"].items()}
    start = replace(
        empty, records={**empty.records, "folder": _folders(office["folders"], here, calendar)}, books=books
    )
    world, names = World.open(start, SYSTEMS), dict[str, str]()
    for act in sorted(_acts(empty.template, office, calendar), key=lambda one: one.at):
        world = _done(replace(world, now=act.at), act, names)
    records = {kind: {one.code: to_plain(one) for one in world.all(SYSTEMS.kinds[kind])} for kind in KINDS[:-1]}
    renamed = _renamed(records, {code: name for name, code in names.items()})
    return Papers(renamed | {"letter": letters(empty.template, calendar)}, {**books, **world.books})


def _book(here: str, name: str) -> str:
    way, book, *kind = name.split("/")
    return "/".join((way, here, book, *kind, "2026"))


def _acts(template: str, office: Mapping[str, Any], calendar: WorkingCalendar) -> Iterator[Act]:
    sent = {}
    for story in read(template, "departures"):
        acts = departure_acts(story, calendar)
        if story.get("replies"):
            sent[story["replies"]] = acts[-1].at
        yield from acts
    for story in read(template, "arrivals"):
        yield from arrival_acts(story, calendar, sent.get(story["id"]))
    for story in office["tasks"]:
        yield from task_acts(story, calendar)


def _done(world: World, act: Act, names: dict[str, str]) -> World:
    args = {key: names.get(value, value) if isinstance(value, str) else value for key, value in act.args.items()}
    after = apply(world, Step(world.seq + 1, act.actor, act.hat, act.move, args))
    if act.makes:
        names[act.makes] = after.log[-1].on
    if act.move == "out.issue":
        paper = after.log[-1].on
        for parcel in after.changed["parcel"].values():
            if getattr(parcel, "source", "") == paper:
                names[f"goi-{act.args['outgoing'].removeprefix('di-')}-{getattr(parcel, 'receiver', '')}"] = parcel.code
    return after


def _renamed(records: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the records under the names of their stories, so that scenarios may speak of them."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, dict):
            return {names.get(key, key): walk(inner) for key, inner in value.items()}
        return [walk(one) for one in value] if isinstance(value, list) else value

    return {kind: walk(of_kind) for kind, of_kind in records.items()}


def _folders(rows: list[Mapping[str, Any]], here: str, calendar: WorkingCalendar) -> dict[str, Any]:
    return {row["code"]: to_plain(_folder(row, here, calendar)) for row in rows}


def _folder(row: Mapping[str, Any], here: str, calendar: WorkingCalendar) -> Folder:
    state = PLANNED
    if row.get("open"):
        state = HANDED_IN if row.get("handed") else CLOSED if row.get("closed") else OPEN
    started = date.fromisoformat(row["open"]) if row.get("open") else None
    ended = date.fromisoformat(row["closed"]) if row.get("closed") else None
    since = calendar.opening(ended or started or date(2026, 1, 5))
    many, pages = row.get("holds", 0), row.get("pages", 0)
    holds = tuple(f"cu-{row['code']}-{number}" for number in range(1, many + 1))
    shared = {code: pages // many + (place < pages % many) for place, code in enumerate(holds)} if many else None
    return Folder(
        row["code"], state, since, row["title"], f"{here}.{row['unit']}", row["retention"],
        creator="Trương Thị An Sinh" if started else "", started=started, ended=ended, holds=holds, pages=shared,
    )  # fmt: skip
