"""Doors of the courses."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from courses import queries, rendering, service, shipped
from courses.access import access_course, access_lesson
from training.accounts.rights import Permission
from training.core.activities import ActivityRef
from training.core.permissions import requires
from training.ledger import queries as ledger

bp = Blueprint("courses", __name__, template_folder="templates")


@bp.get("/courses")
@requires(Permission.LEARN)
def index() -> str:
    """See the courses I can take."""
    rows = queries.open_courses()
    stands = ledger.standing(current_user.id, [ActivityRef("course", row.id) for row in rows])
    shown = [(row, shipped.shipped_course(row.key), stands[ActivityRef("course", row.id)]) for row in rows]
    return render_template("courses/index.html", rows=shown)


@bp.get("/courses/<int:course_id>")
@requires(Permission.LEARN)
def show(course_id: int) -> str:
    """See why a course matters, what it holds, and where I go on."""
    row, course = access_course(course_id)
    way = queries.way(current_user.id, row, course)
    return render_template("courses/show.html", row=row, course=course, way=way, stand=way.stand)


@bp.get("/courses/<int:course_id>/lessons/<int:number>")
@requires(Permission.LEARN)
def lesson(course_id: int, number: int) -> str:
    """Read a lesson."""
    row, course = access_course(course_id)
    read = access_lesson(course, number)
    held = service.open_lesson(current_user.id, row, course, read)
    body = rendering.body(row.id, course.key, number, read)
    return render_template(
        "courses/lesson.html", row=row, course=course, lesson=read, number=number, held=held, body=body
    )


@bp.post("/courses/<int:course_id>/lessons/<int:number>")
@requires(Permission.LEARN)
def finish(course_id: int, number: int) -> ResponseReturnValue:
    """Say that I read a lesson, and go on to what comes next."""
    row, course = access_course(course_id)
    service.finish_lesson(current_user.id, row, course, access_lesson(course, number))
    flash(_("Lesson %(num)s is noted as read.", num=number), "success")
    after = queries.way(current_user.id, row, course).next
    if after is not None and after.number is not None and after.url:
        return redirect(after.url)
    return redirect(url_for("courses.show", course_id=row.id))


@bp.get("/courses/<int:course_id>/pictures/<path:file>")
@requires(Permission.LEARN)
def picture(course_id: int, file: str) -> ResponseReturnValue:
    """See a picture of a lesson."""
    _row, course = access_course(course_id)
    try:
        data = shipped.picture_path(course.key, file).read_bytes()
    except KeyError:
        abort(404)
    answer = Response(data, mimetype="image/svg+xml")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
