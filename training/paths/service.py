"""The verbs of paths: write, publish, follow and finish."""

from __future__ import annotations

import secrets
from typing import Any

from flask_babel import gettext as _

from training.core import activities, audit, clock, events, words
from training.core.activities import ActivityRef
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.events import AskedAnew, Finished, Progressed, Started
from training.ledger import service as ledger
from training.paths import queries
from training.paths.models import Path, PathStep
from training.paths.queries import Way

KIND = "path"
MOST_STEPS, MOST_REFS = 20, 20


def create(title: str, why: str, unit_id: int, by: int) -> Path:
    """Begin a path as a draft."""
    row = Path(
        key=f"own-{secrets.token_hex(6)}", title=title, why=why, unit_id=unit_id, created_by=by, edited=True,
        created_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.note("path.create", ("path", row.id), unit=unit_id)
    return row


def rename(path: Path, title: str, why: str) -> None:
    """Give a path another name and another reason."""
    if (path.title, path.why) != (title, why):
        path.title, path.why = title, why
        _touched(path)


def add_step(path: Path, title: str, need: int) -> None:
    """Add a step at the end; raise RuleBroken where there are too many."""
    if len(path.steps) >= MOST_STEPS:
        raise RuleBroken(_("A path has at most twenty steps."), field="title", code="path.long")
    locked(Path, path.id)
    path.steps.append(PathStep(place=max((step.place for step in path.steps), default=0) + 1, title=title, need=need))
    _touched(path)


def change_step(path: Path, step_id: int, title: str, need: int) -> None:
    """Name a step anew, and say how many of its activities are needed (0: all)."""
    step = _step(path, step_id)
    step.title, step.need = title or step.title, max(0, min(need, MOST_REFS))
    _touched(path)


def remove_step(path: Path, step_id: int) -> None:
    """Take a step out; a step that is gone already changes nothing."""
    found = next((step for step in path.steps if step.id == step_id), None)
    if found is not None:
        path.steps.remove(found)
        _touched(path)


def move_step(path: Path, step_id: int, up: bool) -> None:
    """Move a step one place up or down; at the end it stays."""
    order = list(path.steps)
    at = order.index(_step(path, step_id))
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    first, second = order[at], order[to]
    mine, theirs = first.place, second.place
    first.place = -1  # the place is unique: step aside first
    db.session.flush()
    second.place = mine
    db.session.flush()
    first.place = theirs
    db.session.flush()
    db.session.refresh(path)
    _touched(path)


def add_part(path: Path, step_id: int, text: str) -> None:
    """Add an activity to a step; raise RuleBroken for one that cannot be begun, or a path within a path."""
    step = _step(path, step_id)
    try:
        ref = ActivityRef.parse(text)
    except ValueError:
        raise RuleBroken(_("Choose an activity."), code="path.part") from None
    if ref.kind == KIND or not activities.exists(ref):
        raise RuleBroken(_("This cannot be begun any more. Choose something else."), code="path.part")
    if str(ref) not in step.refs and len(step.refs) < MOST_REFS:
        step.refs = [*step.refs, str(ref)]
        _touched(path)


def remove_part(path: Path, step_id: int, text: str) -> None:
    """Take an activity out of a step."""
    step = _step(path, step_id)
    if text in step.refs:
        step.refs = [each for each in step.refs if each != text]
        _touched(path)


def publish(path: Path, on: bool) -> None:
    """Show a path to learners, or take it away; raise RuleBroken while a step is empty."""
    if on and (not path.steps or any(not step.refs for step in path.steps)):
        raise RuleBroken(_("Every step needs at least one activity first."), code="path.empty")
    if on:
        path.published_at, path.archived_at = path.published_at or clock.now(), None
    else:
        path.archived_at = path.archived_at or clock.now()
    audit.note("path.publish" if on else "path.archive", ("path", path.id))


def follow(person_id: int, path: Path) -> Way:
    """Return the way of somebody who looks at a path; for whoever walks it, what was finished elsewhere counts."""
    way = queries.way(person_id, path)
    return settle(person_id, path, way) if way.standing.asked or way.standing.state != "new" else way


def begin(person_id: int, path: Path) -> Way:
    """Begin a path of one's own will; safe to repeat. What was finished already counts at once."""
    way = queries.way(person_id, path)
    if way.standing.state == "new" and path.published_at and not path.archived_at:
        events.publish(Started(person_id, path.ref))
    return settle(person_id, path, queries.way(person_id, path))


def settle(person_id: int, path: Path, way: Way) -> Way:
    """Finish a path once every step is done, with what did it as evidence; a finished one stays finished."""
    if way.standing.state == "finished" or not path.published_at:
        return way
    if not way.complete:
        if way.fraction > way.standing.fraction:
            events.publish(Progressed(person_id, path.ref, way.fraction))
        return way
    evidence: dict[str, Any] = {
        f"{stage.step.title}: {line.about.title}": words.moment(line.standing.finished_at)
        for stage in way.stages
        for line in stage.lines
        if line.done
    }
    events.publish(Finished(person_id, path.ref, "completed", 1.0, evidence))
    return queries.way(person_id, path)


def hear_finished(event: Finished) -> None:
    """Move on in every path that holds what was just finished, for whoever was asked for it or began it."""
    if event.ref.kind == KIND or event.outcome == "failed":
        return
    for path in queries.holding(event.ref):
        way = queries.way(event.person_id, path)
        if way.standing.asked or way.standing.state != "new":
            settle(event.person_id, path, way)


def hear_anew(event: AskedAnew) -> None:
    """Where a path is asked anew, its parts are, too."""
    if event.ref.kind != KIND:
        return
    path = db.session.get(Path, event.ref.id)
    for ref in activities.parts_of(event.ref) if path is not None else []:
        ledger.ask_anew([event.person_id], ref, None, told=False)


def _step(path: Path, step_id: int) -> PathStep:
    found = next((step for step in path.steps if step.id == step_id), None)
    if found is None:
        raise RuleBroken(_("This step was taken out."), code="path.step")
    return found


def _touched(path: Path) -> None:
    path.version, path.edited = path.version + 1, True
    db.session.flush()
