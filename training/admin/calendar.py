"""Doors of the working calendar: days off, make-up days, office hours, and who changed what."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from training.accounts.rights import Permission
from training.admin import calendar_queries as queries
from training.admin.calendar_forms import DayForm, HoursForm, NewDayForm, ReasonForm
from training.admin.views import bp
from training.core import clock, words
from training.core.calendar import service, store
from training.core.calendar.written import Entry
from training.core.permissions import requires

CALENDAR = Permission.CALENDAR


@bp.get("/calendar")
@requires(CALENDAR)
def calendar() -> str:
    """See the days off and the make-up days of a year."""
    year = request.args.get("year", clock.today().year, type=int)
    return _page(NewDayForm(announced=False), year)


@bp.post("/calendar")
@requires(CALENDAR)
def add_days() -> ResponseReturnValue:
    """Enter a day, or several in a row."""
    form = NewDayForm()
    if form.validate_on_submit():
        with form.refusals():
            first, last = form.first.data, form.last.data or form.first.data
            service.add_days(
                first, last, form.kind.data, form.name.data, announced=form.announced.data, note=form.note.data or ""
            )
            flash(_("%(day)s is in the calendar.", day=words.capfirst(words.day(first))), "success")
            return _back(first)
    return _page(form, form.first.data.year if form.first.data else clock.today().year), 422


@bp.get("/calendar/days/<day>")
@requires(CALENDAR)
def calendar_day(day: str) -> str:
    """Correct one entry."""
    entry = _entry(day)
    form = DayForm(first=entry.day, kind=entry.kind, name=entry.name, announced=entry.announced)
    return render_template("admin/calendar_day.html", entry=entry, form=form)


@bp.post("/calendar/days/<day>")
@requires(CALENDAR)
def change_day(day: str) -> ResponseReturnValue:
    """Save a corrected entry."""
    old, form = _day(day), DayForm()
    if form.validate_on_submit():
        with form.refusals():
            wanted = Entry(form.first.data, form.kind.data, form.name.data, form.announced.data)
            service.change_day(old, wanted, note=form.note.data or "")
            flash(_("The entry is corrected."), "success")
            return _back(wanted.day)
    return render_template("admin/calendar_day.html", entry=queries.entry_of(old), form=form), 422


@bp.get("/calendar/days/<day>/remove")
@requires(CALENDAR)
def ask_removal(day: str) -> str:
    """See what taking an entry out brings about, before I do it."""
    entry = _entry(day)
    effects = queries.consequences(entry)
    return render_template("admin/calendar_remove.html", entry=entry, effects=effects, form=ReasonForm())


@bp.post("/calendar/days/<day>/remove")
@requires(CALENDAR)
def remove_day(day: str) -> ResponseReturnValue:
    """Take an entry out of the calendar."""
    gone, form = _day(day), ReasonForm()
    service.remove_day(gone, note=form.note.data or "")
    flash(_("%(day)s is out of the calendar.", day=words.capfirst(words.day(gone))), "success")
    return _back(gone)


@bp.post("/calendar/announce")
@requires(CALENDAR)
def announce() -> ResponseReturnValue:
    """Note that the decision about a day, or about all of a year, is published or still only expected."""
    year = request.form.get("year", type=int)
    days = [each.day for each in queries.year_of(store.current(), year)] if year else []
    days = days or [_day(request.form.get("day", ""))]
    service.announce(days, announced=request.form.get("announced") != "no")
    flash(_("The calendar is up to date."), "success")
    return _back(days[0])


@bp.get("/calendar/hours")
@requires(CALENDAR)
def hours() -> str:
    """See the office hours of each weekday."""
    return render_template("admin/calendar_hours.html", form=HoursForm.of(store.current()))


@bp.post("/calendar/hours")
@requires(CALENDAR)
def change_hours() -> ResponseReturnValue:
    """Decide the office hours."""
    form = HoursForm()
    if form.validate_on_submit():
        with form.refusals():
            service.set_hours(form.weekly(), note=form.note.data or "")
            flash(_("The office hours hold from now on."), "success")
            return redirect(url_for("admin.calendar"))
    return render_template("admin/calendar_hours.html", form=form), 422


@bp.get("/calendar/history")
@requires(CALENDAR)
def calendar_history() -> str:
    """See who changed what in the calendar, and when."""
    return render_template("admin/calendar_history.html", versions=list(queries.history()))


def _page(form: NewDayForm, year: int) -> str:
    now = store.current()
    return render_template(
        "admin/calendar.html", form=form, year=year, years=queries.years_of(now), days=queries.year_of(now, year),
        week=queries.say_week(now), number=now.number,
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _entry(text: str) -> Entry:
    return queries.entry_of(_day(text)) or abort(404)


def _back(day: date) -> ResponseReturnValue:
    return redirect(url_for("admin.calendar", year=day.year))
