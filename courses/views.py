"""Doors of the courses, for those who learn."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from courses import advice, catalogue, goals, media, queries, rendering, service
from courses.access import access_course, access_lesson
from courses.blocks import BankQuestion
from courses.forms import NoteForm
from courses.models import CourseRow
from courses.types import Course, Lesson
from training.accounts.rights import Permission
from training.certificates import queries as certificates
from training.core import paging, words
from training.core.activities import ActivityRef
from training.core.permissions import requires
from training.ledger import queries as ledger

bp = Blueprint("courses", __name__, template_folder="templates")
PER_PAGE = 20


@bp.get("/courses")
@requires(Permission.LEARN)
def index() -> str:
    """Find a course: mine, those that are done, or all I can take."""
    sought, which = request.args.get("q", "")[:200], request.args.get("show", "")
    query = catalogue.listed(current_user.id, sought, which)
    page = paging.paginate(query, per=PER_PAGE)
    stands = ledger.standing(current_user.id, [ActivityRef("course", row.id) for row in page.items])
    shown = [(row, stands[ActivityRef("course", row.id)]) for row in page.items]
    week = goals.this_week(current_user.id)
    return render_template("courses/index.html", page=page, rows=shown, q=sought, which=which, week=week)


@bp.get("/courses/<int:course_id>")
@requires(Permission.LEARN)
def show(course_id: int) -> str:
    """See why a course matters, what it holds, and where I go on."""
    row, course = access_course(current_user.id, course_id)
    way = queries.way(current_user.id, row, course)
    way = service.settle_if_met(current_user.id, row, course, way)
    notes = _notes(course, way)
    todo = advice.todo(way) if way.stand.state != "finished" else {}
    promised = certificates.promised(current_user.id, way.stand.ref)
    return render_template(
        "courses/show.html", row=row, course=course, way=way, stand=way.stand, notes=notes, promised=promised,
        todo=todo, secret=queries.withheld(current_user.id, course),
    )  # fmt: skip


@bp.post("/courses/<int:course_id>/join")
@requires(Permission.LEARN)
def join(course_id: int) -> ResponseReturnValue:
    """Put a course onto my list."""
    row, _course = access_course(current_user.id, course_id)
    service.join(current_user.id, row)
    flash(_("The course is on your list. Begin whenever it suits you."), "success")
    return redirect(url_for("courses.show", course_id=row.id))


@bp.get("/courses/<int:course_id>/lessons/<int:number>")
@requires(Permission.LEARN)
def lesson(course_id: int, number: int) -> ResponseReturnValue:
    """Read a lesson."""
    row, course = access_course(current_user.id, course_id)
    read = access_lesson(course, number)
    if closed := _closed(row, course, read):
        return closed
    return _lesson(row, course, read, number)


@bp.post("/courses/<int:course_id>/lessons/<int:number>")
@requires(Permission.LEARN)
def finish(course_id: int, number: int) -> ResponseReturnValue:
    """Say that I read a lesson, and go on to what comes next."""
    row, course = access_course(current_user.id, course_id)
    read = access_lesson(course, number)
    if closed := _closed(row, course, read):
        return closed
    held = service.finish_lesson(current_user.id, row, course, read)
    least = course.least_minutes.get(read.reference(course.key), 0)
    if held.seconds < 60 * least:
        so_far = words.minutes(held.seconds // 60) if held.seconds >= 60 else _("less than a minute")
        flash(_("This lesson is to be read for at least %(asked)s; so far it was %(so_far)s.",
                asked=words.minutes(least), so_far=so_far), "info")  # fmt: skip
        return redirect(url_for("courses.lesson", course_id=row.id, number=number))
    flash(_("Lesson %(num)s is noted as read.", num=number), "success")
    after = queries.way(current_user.id, row, course).next
    if after is not None and after.url:
        return redirect(after.url)
    return redirect(url_for("courses.show", course_id=row.id))


@bp.post("/courses/<int:course_id>/lessons/<int:number>/note")
@requires(Permission.LEARN)
def note(course_id: int, number: int) -> ResponseReturnValue:
    """Keep what I wrote for myself beside a lesson."""
    row, course = access_course(current_user.id, course_id)
    read, form = access_lesson(course, number), NoteForm()
    if closed := _closed(row, course, read):
        return closed
    if form.validate_on_submit():
        with form.refusals():
            service.keep_note(current_user.id, row, read, form.note.data or "")
            flash(_("Your note is kept. Only you can read it."), "success")
            return redirect(url_for("courses.lesson", course_id=row.id, number=number) + "#my-note")
    return _lesson(row, course, read, number, form), 422


@bp.get("/courses/<int:course_id>/lessons/<int:number>/questions/<block>")
@requires(Permission.LEARN)
def question(course_id: int, number: int, block: str) -> ResponseReturnValue:
    """Try a question of the bank beside a lesson."""
    return _question(course_id, number, block)


@bp.post("/courses/<int:course_id>/lessons/<int:number>/questions/<block>")
@requires(Permission.LEARN)
def answer(course_id: int, number: int, block: str) -> ResponseReturnValue:
    """See whether my answer is right; nothing of it is kept."""
    return _question(course_id, number, block)


@bp.get("/courses/<int:course_id>/print")
@requires(Permission.LEARN)
def whole(course_id: int) -> str:
    """Print every lesson that is open to me, or the one I was reading, with all answers unfolded."""
    row, course = access_course(current_user.id, course_id)
    lines = queries.way(current_user.id, row, course).lines
    open_ones = [line.number for line in lines if line.number is not None and line.lock is None]
    one = request.args.get("lesson", type=int)
    open_ones = [one] if one in open_ones else open_ones
    bodies = [rendering.unfolded(rendering.body(row, each, course.lessons[each - 1])) for each in open_ones]
    return render_template("courses/print.html", row=row, course=course, bodies=bodies, one=one)


@bp.get("/courses/<int:course_id>/media/<path:name>")
@requires(Permission.LEARN)
def media_file(course_id: int, name: str) -> ResponseReturnValue:
    """See or take along a file of a lesson."""
    _row, course = access_course(current_user.id, course_id)
    if name not in media.names_in(course.lessons):
        abort(404)
    return media.respond(name)


def _lesson(row: CourseRow, course: Course, read: Lesson, number: int, form: NoteForm | None = None) -> str:
    held = service.open_lesson(current_user.id, row, read)
    body = rendering.body(row, number, read)
    return render_template(
        "courses/lesson.html", row=row, course=course, lesson=read, number=number, held=held, body=body,
        form=form or NoteForm(formdata=None, note=held.note),
        least=course.least_minutes.get(read.reference(course.key), 0),
    )  # fmt: skip


def _question(course_id: int, number: int, block: str) -> ResponseReturnValue:
    row, course = access_course(current_user.id, course_id)
    read = access_lesson(course, number)
    if closed := _closed(row, course, read):
        return closed
    shown = next((each for each in read.blocks if isinstance(each, BankQuestion) and each.id == block), None)
    found = rendering.asked(shown) if shown else None
    if found is None:
        abort(404)
    source, ref = found
    given = source.read(ref, request.form) if request.method == "POST" else None
    return render_template(
        "courses/question.html", row=row, lesson=read, number=number, block=shown, fields=source.render(ref, given),
        grade=source.grade(ref, given) if request.method == "POST" else None,
    )  # fmt: skip


def _closed(row: CourseRow, course: Course, read: Lesson) -> ResponseReturnValue | None:
    """Send back to the course page, which says why, whoever opens a lesson before its time."""
    if not course.opens_later:
        return None
    line = queries.way(current_user.id, row, course).line_of(read.reference(course.key))
    if line is None:
        abort(404)
    if line.lock is None:
        return None
    flash(_("This part is not open yet. Its condition stands beside it."), "warning")
    return redirect(url_for("courses.show", course_id=row.id))


def _notes(course: Course, way: queries.Way) -> list[tuple[Lesson, int, str]]:
    noted = {key: held.note for key, held in way.read.items() if held.note}
    return [(lesson, course.numbers[lesson.key], noted[lesson.key]) for lesson in course.lessons if lesson.key in noted]
