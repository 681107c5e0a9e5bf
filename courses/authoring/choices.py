"""What an author may choose from: owners, activities of every room, questions of the bank."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select

from courses import references
from courses.access import written
from courses.models import CourseRow
from training.accounts import grants
from training.accounts.access import scope
from training.accounts.models import Position, Unit, UnitPath
from training.accounts.queries import own_unit
from training.accounts.rights import Permission
from training.core import activities, items
from training.core.activities import Description
from training.core.db import db
from training.core.items import ItemRef
from training.ledger import choosing
from training.ledger.needs import COMPETENCIES

WRITE = Permission.CONTENT_WRITE
MOST = 300
COMPOSITE = frozenset({"course", "path"})
"""What is itself made of courses does not stand in one."""
EACH = 15
LONGEST = 120


def owners(person_id: int) -> list[tuple[str, str]]:
    """Return the units for which somebody writes, their own first."""
    query = select(Unit).where(Unit.id.in_(scope(person_id, WRITE)), Unit.archived_at.is_(None))
    own = own_unit(person_id)
    rows = sorted(db.session.scalars(query.order_by(Unit.code)), key=lambda row: row.id != own)
    return [(str(row.id), row.name) for row in rows]


def free_title(person_id: int, title: str, *, copy: bool = False) -> str:
    """Return a title that no course of somebody's desk bears: `title` itself, unless a `copy`, or marked as a copy."""
    taken = set(db.session.scalars(written(person_id).with_only_columns(CourseRow.title)))
    if title not in taken and not copy:
        return title
    found, number = str(_("%(title)s (copy)", title=title)), 1
    while found in taken:
        number += 1
        found = str(_("%(title)s (copy %(num)s)", title=title, num=number))
    return found


def units(person_id: int) -> list[tuple[str, str]]:
    """Return the units for which somebody writes, by code."""
    query = select(Unit).where(Unit.id.in_(scope(person_id, WRITE)), Unit.archived_at.is_(None))
    return [(row.code, row.name) for row in db.session.scalars(query.order_by(Unit.code))]


def positions() -> list[tuple[str, str]]:
    """Return the posts of the house, by name."""
    return [(row.name, row.name) for row in db.session.scalars(select(Position).order_by(Position.sort_key))]


def offered(person_id: int, kinds: Iterable[str] = ()) -> dict[str | None, list[tuple[str, str]]]:
    """Return the activities an author may put into a course, as groups of a list below a line that chooses nothing.

    These are the house's own, and those of units near theirs.
    """
    near = _near(person_id)
    found: dict[str | None, list[tuple[str, str]]] = {None: [("", str(_("Choose one")))]}
    for name, kind in activities.kinds().items():
        if name in COMPOSITE or (kinds and name not in kinds):
            continue
        open_ones = [each for each in kind.find() if each.open and _is_near(each, near)]
        if open_ones:
            found.update(choosing.grouped(kind.label, open_ones[:MOST], references.named))
    return found


def minutes_of(activity: str) -> tuple[str, int]:
    """Return the title and the minutes of an activity."""
    about = references.resolve(activity)
    return (about.title, max(1, about.minutes)) if about else (activity, 5)


def questions(held: str = "") -> dict[str | None, list[tuple[str, str]]]:
    """Return the questions of the house's banks that an author may put into a lesson, by competency.

    The one that a block already shows (`held`, as source/item/version) may stay, though it is not offered any more.
    """
    found: dict[str | None, list[tuple[str, str]]] = {None: [("", str(_("Choose a question")))]}
    known: set[str] = set()
    for key, label in COMPETENCIES.items():
        rows = {_named(name, ref): source.words(ref) for name, source in items.sources().items()
                for ref in source.choose(key, EACH) if _named(name, ref) not in known}  # fmt: skip
        known |= rows.keys()
        if rows:
            found[str(label)] = [(value, _short(rows[value])) for value in sorted(rows, key=rows.__getitem__)]
    name, _slash, rest = held.partition("/")
    number, _slash, version = rest.partition("/")
    if held not in known and name in items.sources() and number.isdecimal() and version.isdecimal():
        source, ref = items.sources()[name], ItemRef(name, int(number), int(version))
        if ref in source.exist([ref]):
            found[str(_("Chosen already"))] = [(held, _short(source.words(ref)))]
    return found


def _named(source: str, ref: ItemRef) -> str:
    return f"{source}/{ref.id}/{ref.version}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _near(person_id: int) -> set[int]:
    """Return the units for which somebody writes, and all above them."""
    roots = grants.roots(person_id, WRITE)
    above = select(UnitPath.ancestor_id).where(UnitPath.descendant_id.in_(roots))
    return {*db.session.scalars(scope(person_id, WRITE)), *db.session.scalars(above)}


def _is_near(about: Description, near: set[int]) -> bool:
    return about.owner_unit_id is None or about.owner_unit_id in near
