"""How a course names an activity: `kind:stable-key`, or `kind:number` for what was made in this house."""

from __future__ import annotations

import re

from sqlalchemy import select

from courses.models import CourseStep
from training.core import activities, shelf
from training.core.activities import ActivityRef, Description
from training.core.db import db

PATTERN = re.compile(r"([a-z_]+):([a-z0-9]+(?:[-/][a-z0-9]+)*)")


def is_reference(text: str) -> bool:
    """Say whether `text` has the shape of an activity's name."""
    return PATTERN.fullmatch(text) is not None


def split(text: str) -> tuple[str, str]:
    """Return the kind and the stable key; raise ValueError for any other shape."""
    found = PATTERN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} does not name an activity")
    return found[1], found[2]


def resolve(text: str) -> Description | None:
    """Return the activity that a course names, or None where this house does not have it."""
    kind, key = split(text)
    if not key.isdecimal():
        return activities.by_key(kind, key)
    ref = ActivityRef(kind, int(key))
    return activities.describe([ref]).get(ref)


def named(about: Description) -> str:
    """Return how a course names an activity: by its stable key where it has one that fits."""
    by_key = f"{about.ref.kind}:{about.key}"
    return by_key if about.key and not about.key.isdecimal() and is_reference(by_key) else str(about.ref)


def names_of(ref: ActivityRef) -> list[str]:
    """Return every name by which a course may mean `ref`."""
    about = activities.describe([ref]).get(ref)
    return [str(ref), *([f"{ref.kind}:{about.key}"] if about and about.key else [])]


def holding(ref: ActivityRef) -> tuple[int, ...]:
    """Return the ids of the courses that hold `ref` as they are published; no query where that is known."""
    return shelf.keep(("holding", str(ref)), lambda: _holding(ref))


def _holding(ref: ActivityRef) -> tuple[int, ...]:
    query = select(CourseStep.course_id).where(CourseStep.activity.in_(names_of(ref))).distinct()
    return tuple(sorted(db.session.scalars(query)))
