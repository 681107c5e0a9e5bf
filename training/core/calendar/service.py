"""The verbs by which an office edits its calendar: each change is a new version, the same change twice is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from training.core import audit, clock, fold, transaction
from training.core.calendar import seed, store, written
from training.core.calendar.models import CalendarVersion
from training.core.calendar.rules import CalendarBroken, Hours, WorkingCalendar
from training.core.calendar.written import Entry
from training.core.db import db, locked, on_sqlite, take_turn
from training.core.errors import RuleBroken

YEARS_BACK, YEARS_AHEAD = 5, 10
LONGEST = 31
"""Most days entered in one go."""
LONGEST_NOTE = 300
BROKEN: dict[str, Any] = {
    "no_work": _l("At least one day of the week needs office hours, or nothing could ever be due."),
    "hours": _l("The hours of a day must follow one another: each interval ends after it begins."),
    "both": _l("A day cannot be a day off and a make-up day at once."),
    "week": _l("A week has seven days."),
    "exhausted": _l("So many days off in a row leave no working day. Check the dates."),
}


def add_days(
    first: date, last: date, kind: written.Kind, name: str, *, announced: bool, note: str = ""
) -> WorkingCalendar:
    """Enter every day from `first` to `last`; raise RuleBroken for days that say something else already."""
    base = _latest()
    name = _checked(first, name)
    if not first <= last < first + timedelta(days=LONGEST):
        say = _(
            "The last day must not come before the first, and at most %(num)s days are entered at once.", num=LONGEST
        )
        raise RuleBroken(say, field="last", code="calendar.span")
    known = {each.day: each for each in written.entries(base)}
    new = [Entry(first + timedelta(days=n), kind, name, announced) for n in range((last - first).days + 1)]
    for each in new:
        _fits(base, each)
        if known.get(each.day, each) != each:
            raise _taken(known[each.day])
    return _decide(base, known.values(), new, action="add", note=note)


def change_day(old: date, entry: Entry, *, note: str = "") -> WorkingCalendar:
    """Let the entry of `old` be `entry`, on the same day or another; raise RuleBroken where that day is taken."""
    base = _latest()
    entry = replace(entry, name=_checked(entry.day, entry.name))
    known = {each.day: each for each in written.entries(base)}
    if old not in known and known.get(entry.day) != entry:
        raise RuleBroken(_("This day is not in the calendar any more."), field="first", code="calendar.gone")
    if entry.day != old and known.get(entry.day, entry) != entry:
        raise _taken(known[entry.day])
    _fits(base, entry)
    return _decide(base, known.values(), [entry], gone=(old,), action="change", note=note)


def remove_day(day: date, *, note: str = "") -> WorkingCalendar:
    """Let `day` be what its weekday is; a day without an entry stays as it is."""
    base = _latest()
    return _decide(base, written.entries(base), [], gone=(day,), action="remove", note=note)


def announce(days: Iterable[date], *, announced: bool = True) -> WorkingCalendar:
    """Note that the decision about these days is published, or that they are only expected."""
    base, wanted = _latest(), set(days)
    known = written.entries(base)
    new = [replace(each, announced=announced) for each in known if each.day in wanted]
    return _decide(base, known, new, action="announce" if announced else "expect")


def set_hours(weekly: Sequence[Hours], *, note: str = "") -> WorkingCalendar:
    """Decide the office hours of each weekday; raise RuleBroken for a week that cannot be worked."""
    base = _latest()
    return _decide(base, written.entries(base), [], action="hours", weekly=weekly, note=note)


def _latest() -> WorkingCalendar:
    """Return the newest version; nobody else decides one until this transaction ends."""
    if on_sqlite():
        take_turn()
    row = store.newest()
    if row is None:
        return seed.shipped()
    locked(CalendarVersion, row.number)
    return store.read(store.newest() or row)


def _decide(
    base: WorkingCalendar, known: Iterable[Entry], new: Iterable[Entry], *, gone: Iterable[date] = (), action: str,
    weekly: Sequence[Hours] | None = None, note: str = "",
) -> WorkingCalendar:  # fmt: skip
    left, out = {each.day: each for each in known}, set(gone)
    left = {day: each for day, each in left.items() if day not in out} | {each.day: each for each in new}
    hours = tuple(weekly) if weekly is not None else base.weekly
    try:
        made = written.calendar_of(left.values(), hours, zone=base.zone, number=base.number + 1)
        made.next_working_day(clock.today())
    except CalendarBroken as error:
        raise RuleBroken(BROKEN[error.code], code=f"calendar.{error.code}") from error
    if not any(written.changes(base, made)):
        return base
    _store(base, made, fold.nfc(note).strip()[:LONGEST_NOTE])
    days = sorted({*out, *(each.day for each in new)})
    audit.note(f"calendar.{action}", ("calendar", made.number), days=[day.isoformat() for day in days])
    transaction.after_commit(store.forget)
    return made


def _store(base: WorkingCalendar, made: WorkingCalendar, note: str) -> None:
    """Keep `made`, and, with the first change, the shipped calendar too: what was pinned to it must not move."""
    by = audit.record.current_actor()
    if db.session.get(CalendarVersion, base.number) is None:
        shipped = CalendarVersion(number=base.number, **written.as_data(base), made_at=clock.now(), made_by=None)
        db.session.add(shipped)
    row = CalendarVersion(number=made.number, **written.as_data(made), made_at=clock.now(), made_by=by, note=note)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        say = _("Somebody else changed the calendar at the same moment. Look at it and try again.")
        raise RuleBroken(say, code="calendar.race") from error


def _checked(day: date, name: str) -> str:
    name, year = fold.nfc(name).strip(), clock.today().year
    if not name:
        raise RuleBroken(_("Write what the day is called."), field="name", code="calendar.name_missing")
    if not year - YEARS_BACK <= day.year <= year + YEARS_AHEAD:
        raise RuleBroken(_("Check the year of this day."), field="first", code="calendar.year")
    return name


def _fits(base: WorkingCalendar, entry: Entry) -> None:
    if entry.kind == "make_up" and base.weekly[entry.day.weekday()]:
        say = _("The office works on this weekday anyway. A make-up day is one without usual office hours.")
        raise RuleBroken(say, field="first", code="calendar.worked_anyway")


def _taken(entry: Entry) -> RuleBroken:
    say = _(
        "%(day)s is in the calendar already: %(name)s. Edit that entry.", day=f"{entry.day:%d/%m/%Y}", name=entry.name
    )
    return RuleBroken(say, field="first", code="calendar.taken")
