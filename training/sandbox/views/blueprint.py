"""What all doors of the practice ground share: the blueprint, and what every page of the copy shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from training.sandbox.cases.rules import boards
from training.sandbox.cases.rules.machine import MOVE_NAMES
from training.sandbox.inputs import PERSON
from training.sandbox.scenarios import run
from training.sandbox.store import Play
from training.sandbox.world.hats import HAT_NAMES, hat_name

bp = Blueprint("sandbox", __name__, template_folder="../templates")


def page(template: str, play: Play, **more: Any) -> str:
    """Render a page of the copy with its frame: clock, hat, coach."""
    hats = play.hats or tuple(HAT_NAMES)
    return render_template(
        f"sandbox/{template}", play=play, world=play.world, copy=play.row, scenario=play.scenario, mark=play.mark,
        hat=play.row.hat, hat_name=hat_name(play.row.hat), hats=[(each, hat_name(each)) for each in hats],
        coach=_coach(play), menus=_menus(play), person_parts=PERSON, move_names=MOVE_NAMES, **more,
    )  # fmt: skip


def finished_or(play: Play, there: str) -> str:
    """Return where to go after an act: the result once all is met, else `there`."""
    if play.scenario is not None and play.row.finished_at is not None:
        return url_for("sandbox.result", copy_id=play.row.id)
    return there


def _coach(play: Play) -> dict[str, Any]:
    if play.scenario is None:
        return {}
    seen = run.evaluate(play.scenario, play.before, play.world)
    ticks = run.ticks(play.scenario, play.before, play.world, seen)
    opened = play.row.hints
    hints = play.scenario.hints
    ladders = [
        (goal, hints.get(goal.id, ())[: opened.get(goal.id, 0)], len(hints.get(goal.id, ())))
        for goal in seen.goals
        if not goal.met
    ]
    ladders = [each for number, each in enumerate(ladders) if each[1] or number == 0]
    now = next((number for number, (_step, done) in enumerate(ticks) if not done), len(ticks))
    return {"seen": seen, "ticks": ticks, "now": now, "ladders": ladders, "done": sum(done for _s, done in ticks)}


def _menus(play: Play) -> list[tuple[str, list[tuple[str, str, int]]]]:
    counts = boards.counts(play.world)
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for menu in boards.MENUS:
        groups.setdefault(menu.group, []).append((menu.key, menu.label, counts.get(menu.key, 0)))
    return list(groups.items())


Answer = str | Response | tuple[str, int]
Lines = Iterable[tuple[str, str]]
