"""Doors of the grid: who did which step of a course, on the screen and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from courses import editions
from courses.models import CourseRow
from courses.teaching import grid, holding, news, people
from courses.teaching.forms import SignForm
from courses.teaching.views import SEE, unit_and_units
from courses.types import Course
from training.core import audit, clock, paging, spreadsheet
from training.core.db import chunks, db
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.ledger import helping
from training.ledger.forms import ExtendForm

PER_PAGE = 25


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    one = "/course-progress/<int:course_id>/steps"
    bp.add_url_rule(one, "steps", steps, methods=["GET"])
    bp.add_url_rule(f"{one}.<any(csv, xlsx):ending>", "steps_file", steps_file, methods=["GET"])


@requires(SEE)
def steps(course_id: int) -> str:
    """See of each person which steps of a course are done, begun or still to come."""
    row = people.access_taught_course(current_user.id, course_id)
    return page_of(row, ExtendForm(formdata=None), SignForm(formdata=None))


@requires(SEE)
@limiter.limit(EXPENSIVE)
def steps_file(course_id: int, ending: str) -> ResponseReturnValue:
    """Take the grid with me: everybody the filter finds, with the same cells as on the screen."""
    row = people.access_taught_course(current_user.id, course_id)
    unit, _units = unit_and_units()
    course = editions.content(row)
    heads = [str(_("Name")), str(_("Unit")), str(_("Whole course")), str(_("Stuck at"))]
    heads += [f"{number}. {step.title}" for number, step in enumerate(course.steps, start=1)]
    audit.note("report.export", ("unit", unit.id), ref=f"course:{row.id}", what="steps")
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    found = db.session.execute(_asked(row, course, unit.id, news.visit(current_user.id, row.id))).all()
    return write("tien-do-tung-buoc", heads, _lines(row, found))


def page_of(row: CourseRow, extend: ExtendForm, sign: SignForm, *, ticked: Sequence[int] = ()) -> str:
    """Return the page of the grid, with what was typed into its forms."""
    unit, units = unit_and_units()
    course = editions.content(row)
    sign.activity.choices = [("", _("Choose the step")), *((step.activity, step.title) for step in course.steps)]
    since = news.visit(current_user.id, row.id)
    count = people.many(unit.id, row.id, state=request.values.get("state", ""), words=request.values.get("q", ""))
    page = paging.paginate(_asked(row, course, unit.id, since), per=PER_PAGE, rows=True, count=count)
    return render_template(
        "courses/progress/grid.html", row=row, course=course, page=page, unit=unit, units=units,
        state=request.values.get("state", ""), q=request.values.get("q", "")[:100], form=extend, sign=sign,
        cells=grid.cells(row, course, [line[0] for line in page.items]), since=since, at=clock.now(),
        words=helping.words_for_many(row.title), whole=whole,
        ticked=ticked, stuck=holding.stuck_places([line[0] for line in page.items], row, course),
    )  # fmt: skip


def whole(line: Any) -> str:
    """Say how far a person is with the whole course."""
    _id, _name, _unit, due, _duty, done, fraction, *_rest = line
    if done:
        return str(_("Done on %(day)s", day=f"{clock.local(done):%d/%m/%Y}"))
    late = due is not None and due < clock.today()
    part = _("%(part)s done", part=f"{round((fraction or 0) * 100)} %") if fraction is not None else _("Not begun")
    return str(_("Late, %(part)s", part=str(part).lower())) if late else str(part)


def held(stuck: holding.Stuck | None) -> str:
    """Say where somebody is stuck, as the screen does: "Bài 3: mục tiêu “Đủ thành phần” (4 lần)"."""
    if stuck is None:
        return ""
    place = ": ".join(each for each in (stuck.step, stuck.where) if each) or str(_("the course as a whole"))
    tries = ngettext("%(num)s try", "%(num)s tries", stuck.tries)
    return f"{place} ({tries})"


def _lines(row: CourseRow, found: Sequence[Any]) -> Iterator[list[str]]:
    course = editions.content(row)
    for part in chunks(found, 400):
        known = grid.cells(row, course, [line[0] for line in part])
        stuck = holding.stuck_places([line[0] for line in part if not line[5]], row, course)
        for line in part:
            yield [line[1], line[2], whole(line), held(stuck.get(line[0])), *(cell.text for cell in known[line[0]])]


def _asked(row: CourseRow, course: Course, unit_id: int, since: Any) -> Any:
    state, words = request.values.get("state", ""), request.values.get("q", "")[:100]
    steps = holding.steps_of(course).values()
    return people.listed(unit_id, row.id, state=state, words=words, since=since, steps=steps)
