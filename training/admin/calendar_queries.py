"""What the pages of the working calendar show: years, consequences, history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from training.accounts.models import Identity
from training.core import clock, i18n, words
from training.core.calendar import store, written
from training.core.calendar.models import CalendarVersion
from training.core.calendar.rules import Hours, WorkingCalendar
from training.core.calendar.written import Change, Entry
from training.core.db import db
from training.ledger.models import Completion, Duty


@dataclass(frozen=True)
class Version:
    """One line of the history: who decided it, and what it changed."""

    row: CalendarVersion
    by: str
    changes: Sequence[Change]
    hours: Sequence[str]


def entry_of(day: date) -> Entry | None:
    """Return what the calendar in force says about `day`, if anything."""
    return next((each for each in written.entries(store.current()) if each.day == day), None)


def year_of(calendar: WorkingCalendar, year: int) -> list[Entry]:
    """Return the named days of one year."""
    return [each for each in written.entries(calendar) if each.day.year == year]


def years_of(calendar: WorkingCalendar) -> list[int]:
    """Return the years worth showing: those with days, this one and the next."""
    this = clock.today().year
    return sorted({each.day.year for each in written.entries(calendar)} | {this, this + 1})


def say_hours(hours: Hours) -> str:
    """Say the hours of one day: "07:00-11:00, 13:00-17:00"."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours) or str(_("not worked"))


def say_week(calendar: WorkingCalendar) -> list[tuple[str, str]]:
    """Return (weekday, hours), days in a row with the same hours taken together."""
    names = words.WEEKDAYS[i18n.locale()]
    found: list[tuple[int, int, Hours]] = []
    for number, hours in enumerate(calendar.weekly):
        if found and found[-1][2] == hours:
            found[-1] = (found[-1][0], number, hours)
        else:
            found.append((number, number, hours))
    return [
        (words.capfirst(names[first] if first == last else f"{names[first]} – {names[last]}"), say_hours(hours))
        for first, last, hours in found
    ]


def consequences(entry: Entry) -> list[str]:
    """Say exactly what taking `entry` out of the calendar brings about."""
    calendar, say = store.current(), words.capfirst(words.day(entry.day))
    usual = calendar.weekly[entry.day.weekday()]
    if entry.kind == "make_up":
        found = [_("%(day)s becomes a day off again.", day=say)]
        found.append(_("Deadlines counted across it from now on fall one working day later."))
    elif usual:
        found = [_("%(day)s becomes a working day again, %(hours)s.", day=say, hours=say_hours(usual))]
        found.append(_("Deadlines counted across it from now on fall one working day earlier."))
    else:
        found = [_("%(day)s stays a day off: the office does not work on this weekday.", day=say)]
    found.append(_("Days that people were promised already, and exercises made before, stay as they are."))
    if due := _open_duties(entry.day):
        found.append(ngettext("%(num)s open task is due on this day.", "%(num)s open tasks are due on this day.", due))
    return found


def history() -> Iterator[Version]:
    """Yield every version, the newest first, with what it changed."""
    rows = store.versions()
    names = _names({row.made_by for row in rows if row.made_by is not None})
    for row, before in pairwise(rows):
        calendar, older = store.read(row), store.read(before)
        changed = list(written.changes(older, calendar))
        hours = [f"{days}: {said}" for days, said in say_week(calendar)] if changed[:1] == [Change("hours")] else []
        yield Version(row, names.get(row.made_by or 0, ""), changed, hours)


def _names(ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(select(Identity.person_id, Identity.full_name).where(Identity.person_id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def _open_duties(day: date) -> int:
    done = select(Completion.id).where(
        Completion.person_id == Duty.person_id, Completion.ref_kind == Duty.ref_kind,
        Completion.ref_id == Duty.ref_id, Completion.outcome.in_(("completed", "passed")),
    )  # fmt: skip
    return db.session.scalar(select(func.count(Duty.id)).where(Duty.due_on == day, ~done.exists())) or 0
