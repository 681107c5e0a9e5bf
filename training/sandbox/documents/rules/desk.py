"""The frame of every act on documents: how each kind is found, what is written into its history, who is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from training.sandbox.documents.rules.machine import COPY, FOLDER, INCOMING, MOVE_NAMES, OUTGOING, TASK
from training.sandbox.documents.rules.model import Duplicate, Folder, Incoming, Outgoing, Task, Trace
from training.sandbox.world.axis import Parcel
from training.sandbox.world.draft import Draft
from training.sandbox.world.mailbox import Letter
from training.sandbox.world.snapshot import Record
from training.sandbox.world.steps import Refused
from training.sandbox.world.workflow import Workflow
from training.sandbox.world.world import World

R = TypeVar("R", bound=Record)
Paper = TypeVar("Paper", Incoming, Outgoing, Duplicate)


def home(world: World) -> str:
    """Return the code of the agency whose system this is: the first commune of the province."""
    return next((place.code for place in world.snapshot.places if place.level == "commune"), "")


def place_name(world: World, code: str) -> str:
    """Return the name of a unit or an official, or the code where it is unknown."""
    found = world.place(code)
    if found:
        return found.name
    return next((one.name for one in world.snapshot.officials if one.code == code), code)


def short_name(world: World, code: str) -> str:
    """Return the name of a unit of the agency without the agency's own name: Phòng Văn hóa – Xã hội."""
    ours = place_name(world, home(world)).removeprefix("UBND ")
    return place_name(world, code).removesuffix(ours).strip() or place_name(world, code)


def units(world: World) -> list[tuple[str, str]]:
    """Return the units within the agency: code and name."""
    here = home(world)
    return [(place.code, place.name) for place in world.snapshot.places if place.parent == here]


SEAT = "VX"
"""The unit at whose desks officer and head sit unless an exercise says another: most stories are told from there."""


def seat(world: World, short: str = "") -> str:
    """Return the unit whose officer or head one plays; `short` is the last part of its code."""
    inside = [code for code, _name in units(world)]
    wanted = f"{home(world)}.{short or SEAT}"
    return wanted if wanted in inside else next(iter(inside), home(world))


def unit_of(world: World, code: str) -> str:
    """Return the unit a recipient belongs to: a unit is its own, an official that of the desk."""
    return next((one.place for one in world.snapshot.officials if one.code == code), code)


def agencies(world: World, *, others: bool = True) -> list[tuple[str, str]]:
    """Return the agencies on the axis: code and name; without our own where `others`."""
    levels, here = ("ministry", "province", "department", "commune", "vertical"), home(world)
    places = world.snapshot.places
    return [(one.code, one.name) for one in places if one.level in levels and not (others and one.code == here)]


def _finder(cls: type[R], noun: str, number: Callable[[R], str] = lambda one: one.code) -> Callable[[World, str], R]:
    def find(world: World, code: str) -> R:
        found = world.get(cls, code) or next((one for one in world.all(cls) if code and number(one) == code), None)
        if found is None:
            raise Refused(f"no_such_{cls.kind}", f"Không tìm thấy {noun} này trong hệ thống.")
        return found

    return find


def traced(draft: Draft, before: Paper | None, after: Paper, move: str) -> Paper:
    """Return `after` with the moment it came to its state and a line in its history."""
    moved = before is None or before.state != after.state
    line = Trace(draft.now, draft.actor, draft.hat, move)
    return replace(after, since=draft.now if moved else after.since, traces=(*after.traces, line))


def noted(draft: Draft, paper: Paper, move: str, note: str) -> Paper:
    """Return the document with a line in its history that moves nothing."""
    return replace(paper, traces=(*paper.traces, Trace(draft.now, draft.actor, draft.hat, move, note)))


def _since(draft: Draft, before: R | None, after: R, _move: str) -> R:
    moved = before is None or before.state != after.state
    return replace(after, since=draft.now) if moved else after  # type: ignore[type-var]


incoming_in = _finder(Incoming, "văn bản đến", lambda one: one.called)
outgoing_in = _finder(Outgoing, "văn bản đi", lambda one: one.printed)
duplicate_in = _finder(Duplicate, "bản sao")
folder_in = _finder(Folder, "hồ sơ công việc")
task_in = _finder(Task, "nhiệm vụ")
parcel_in = _finder(Parcel, "văn bản trên trục")
letter_in = _finder(Letter, "thư")

IN = Workflow(Incoming, INCOMING, "Văn bản đến", incoming_in, MOVE_NAMES, traced)
OUT = Workflow(Outgoing, OUTGOING, "Văn bản đi", outgoing_in, MOVE_NAMES, traced)
DUPLICATE = Workflow(Duplicate, COPY, "Bản sao", duplicate_in, MOVE_NAMES, traced)
FILE = Workflow(Folder, FOLDER, "Hồ sơ công việc", folder_in, MOVE_NAMES, _since)
DUTY = Workflow(Task, TASK, "Nhiệm vụ", task_in, MOVE_NAMES, _since)


def today(draft: Draft) -> date:
    """Return the simulated day at the office."""
    return draft.calendar.local(draft.now).date()


def day_from(text: str, field: str) -> date:
    """Return a day as the intake has read it; raise Refused for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("bad_date", "Ngày chưa đúng dạng. Viết như 09/11/2026.", field) from None


def optional_day(text: str, field: str) -> date | None:
    """Return a day, or None for nothing typed; raise Refused for what is no day."""
    return day_from(text, field) if text.strip() else None


def picked(value: str, allowed: list[tuple[str, str]], field: str, words: str) -> str:
    """Return a choice; raise Refused for one that is not offered."""
    if value not in dict(allowed):
        raise Refused("bad_choice", words, field)
    return value


def spoken(day: date) -> str:
    """Return a day as people write it in the system: 09/11/2026."""
    return day.strftime("%d/%m/%Y")
