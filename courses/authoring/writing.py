"""The verbs of an author: begin a course, change its outline and lessons, duplicate, archive."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from flask import abort
from flask_babel import gettext as _

from courses import drafts, editions, plain
from courses.authoring import outline
from courses.block_reading import read_block
from courses.blocks import BlockError
from courses.drafts import HEAD, LESSON, Raw
from courses.models import CourseEdit, CoursePiece, CourseRow
from courses.reading import reading_minutes
from training.core import audit, clock, fold, sortkey
from training.core.db import db
from training.core.errors import RuleBroken

MOST_BLOCKS = 200
_ANSWER = re.compile(r"options\[(\d+)\](?:\.(text|feedback))?")


def begin(title: str, unit_id: int | None, *, by: int, body: Mapping[str, Any] | None = None) -> CourseRow:
    """Begin a course, blank or with a `body` that came in."""
    key = f"{slug(title)[:40]}-{secrets.token_hex(3)}"
    row = CourseRow(
        key=key, version=0, title=title, minutes=0, unit_id=unit_id, edited=True, sort_key=sortkey.sort_key(title),
        changed_at=clock.now(), changed_by=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    whole: Raw = (
        outline.rekeyed(body, key) if body else {"course": outline.blank(key, title, _("Part 1")), "lessons": []}
    )
    whole["course"]["title"] = title
    drafts.replace(row, editions.as_json(whole), by=by)
    audit.note("course.begin", ("course", row.id), unit=unit_id)
    return row


def duplicate(row: CourseRow, title: str, *, by: int, unit_id: int | None) -> CourseRow:
    """Begin a course that says what another one's draft says."""
    return begin(title, unit_id, by=by, body=drafts.body(row))


def head_of(row: CourseRow) -> CoursePiece:
    """Return the piece with a course's head, outline and rules."""
    return drafts.pieces(row)[HEAD]


def lesson_of(row: CourseRow, key: str) -> CoursePiece:
    """Return the piece of a lesson, or 404."""
    found = drafts.pieces(row).get(LESSON + key)
    if found is None:
        abort(404)
    return found


def reshape(row: CourseRow, change: Callable[[Raw], Raw], what: str, *, by: int, spot: str = "") -> None:
    """Change the head of a course by one of `outline`'s functions."""
    piece = head_of(row)
    drafts.change(row, HEAD, change(deepcopy(piece.body)), what, by=by, spot=spot)
    if not row.digest:
        row.title = piece.body["title"]
        row.sort_key = sortkey.sort_key(row.title)


def add_lesson(row: CourseRow, section: int, title: str, *, by: int) -> str:
    """Add a lesson at the end of a section and return its key."""
    known, base = drafts.pieces(row), slug(title)[:40] or "bai"
    key = base if LESSON + base not in known else f"{base}-{secrets.token_hex(2)}"
    batch, what = secrets.token_hex(8), _("lesson “%(title)s” added", title=title)
    drafts.change(row, LESSON + key, outline.lesson(key, title), what, by=by, batch=batch)
    head = outline.with_step(known[HEAD].body, section, {"activity": f"lesson:{row.key}/{key}"})
    drafts.change(row, HEAD, head, what, by=by, batch=batch)
    return key


def remove_step(row: CourseRow, activity: str, title: str, *, by: int) -> None:
    """Take a step away; a lesson goes with everything in it, and comes back whole when undone."""
    batch, what = secrets.token_hex(8), _("“%(title)s” taken out", title=title)
    drafts.change(row, HEAD, outline.without_step(head_of(row).body, activity), what, by=by, batch=batch)
    kind, _colon, name = activity.partition(":")
    if kind == "lesson" and name.startswith(f"{row.key}/"):
        drafts.change(row, LESSON + name.rpartition("/")[2], None, what, by=by, batch=batch)


def save_block(row: CourseRow, key: str, block_id: str, raw: Raw, *, by: int, was: str = "") -> Raw:
    """Write a block anew; raise RuleBroken for one that is not whole, or that somebody changed since `was`."""
    piece = lesson_of(row, key)
    place = _place(piece.body, block_id)
    held = piece.body["blocks"][place]
    new = {"id": block_id, **raw}
    if was and was != mark(held) and held != new:
        raise RuleBroken(_("Somebody else has changed this block meanwhile. Copy your words, then open it anew."),
                         code="course.conflict")  # fmt: skip
    _whole(new)
    body = deepcopy(piece.body)
    body["blocks"][place] = new
    _write(row, key, body, _("block changed"), by=by, spot=block_id)
    return new


def add_block(row: CourseRow, key: str, after: str, raw: Raw, *, by: int) -> str:
    """Add a block after another (or at the head, for an empty `after`) and return its name."""
    body = deepcopy(lesson_of(row, key).body)
    if len(body["blocks"]) >= MOST_BLOCKS:
        raise RuleBroken(_("A lesson this long is not read. Begin another one."), code="course.too_long")
    block_id = f"k{secrets.token_hex(4)}"
    _whole(raw)
    place = _place(body, after) + 1 if after and any(each.get("id") == after for each in body["blocks"]) else 0
    body["blocks"].insert(place, {"id": block_id, **raw})
    _write(row, key, body, _("block added"), by=by)
    return block_id


def move_block(row: CourseRow, key: str, block_id: str, by_places: int, *, by: int) -> None:
    """Move a block up or down by one."""
    body = deepcopy(lesson_of(row, key).body)
    place = _place(body, block_id)
    other = place + by_places
    if 0 <= other < len(body["blocks"]):
        body["blocks"][place], body["blocks"][other] = body["blocks"][other], body["blocks"][place]
        _write(row, key, body, _("block moved"), by=by)


def remove_block(row: CourseRow, key: str, block_id: str, *, by: int) -> None:
    """Take a block away; undoing brings it back."""
    body = deepcopy(lesson_of(row, key).body)
    del body["blocks"][_place(body, block_id)]
    _write(row, key, body, _("block taken out"), by=by)


def save_lesson(row: CourseRow, key: str, values: Raw, *, by: int) -> None:
    """Write a lesson's title, goal, summary and minutes (0: counted from its words)."""
    body = deepcopy(lesson_of(row, key).body)
    body.update({name: values[name] for name in ("title", "goal", "summary")})
    body["own_minutes"] = bool(values.get("minutes"))
    body["minutes"] = values.get("minutes") or 1
    _write(row, key, body, _("lesson's head changed"), by=by, spot="head")


def undo(row: CourseRow, edit_id: int | None, *, by: int) -> CourseEdit | None:
    """Undo the last change of a course's draft."""
    found = drafts.undo(row, by=by, edit_id=edit_id)
    if found is not None and not row.digest:
        row.title = head_of(row).body["title"]
    return found


def archive(row: CourseRow, on: bool, *, by: int) -> None:
    """Put a course away: nobody begins it any more, what was finished stays. Or bring it back."""
    row.archived_at = clock.now() if on else None
    row.publish_at = None
    audit.note("course.archive" if on else "course.unarchive", ("course", row.id))
    row.changed_at, row.changed_by = clock.now(), by


def mark(raw: Mapping[str, Any]) -> str:
    """Return a short name of what a block says, to notice that somebody else changed it."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _write(row: CourseRow, key: str, body: Raw, what: str, *, by: int, spot: str = "") -> None:
    if not body.get("own_minutes"):
        body["minutes"] = reading_minutes(plain.read_lesson(body)) if body["blocks"] else 1
    drafts.change(row, LESSON + key, body, what, by=by, spot=spot)


def _whole(raw: Raw) -> None:
    try:
        read_block(raw, "block")
    except BlockError as fault:
        raise RuleBroken(_(fault.message), field=_field(fault.where), code="course.block") from fault


def _field(where: str) -> str:
    """Return the field of an author's form that shows a part of a block."""
    if answer := _ANSWER.search(where):
        return f"{'why' if answer[2] == 'feedback' else 'text'}{int(answer[1]) - 1}"
    part = where.rpartition(".")[2].partition("[")[0]
    return {"head": "rows", "options": "text0"}.get(part, part)


def _place(body: Raw, block_id: str) -> int:
    found = next((place for place, each in enumerate(body["blocks"]) if each.get("id") == block_id), None)
    if found is None:
        abort(404)
    return found


def slug(title: str) -> str:
    """Return a title as part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", fold.fold(title)).strip("-")
