"""Doors from draft to published and back: preview, review, versions, copies, files."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from courses import drafts, editions, plain, rendering
from courses.access import access_written_course
from courses.authoring import bringing, choices, desk, differences, packing, publishing, writing
from courses.authoring.forms import BringForm, PublishForm, ReviewForm, ScheduleForm
from courses.authoring.lesson_desk import NAMES, draft_file
from courses.models import CourseRow, CourseVersion
from training.accounts.access import access_unit
from training.accounts.models import Identity
from training.accounts.rights import Permission
from training.core import clock, content
from training.core.db import db
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    one = "/course-desk/<int:course_id>"
    bp.add_url_rule(f"{one}/preview", "preview", preview, methods=["GET"])
    bp.add_url_rule(f"{one}/publish", "publish", publish, methods=["POST"])
    bp.add_url_rule(f"{one}/review", "ask_review", ask_review, methods=["POST"])
    bp.add_url_rule(f"{one}/send-back", "send_back", send_back, methods=["POST"])
    bp.add_url_rule(f"{one}/schedule", "schedule", schedule, methods=["POST"])
    bp.add_url_rule(f"{one}/archive", "archive", archive, methods=["POST"])
    bp.add_url_rule(f"{one}/duplicate", "duplicate", duplicate, methods=["POST"])
    bp.add_url_rule(f"{one}/versions", "versions", versions, methods=["GET"])
    bp.add_url_rule(f"{one}/versions/<int:number>/restore", "restore", restore, methods=["POST"])
    bp.add_url_rule(f"{one}/update", "take_update", take_update, methods=["POST"])
    bp.add_url_rule(f"{one}/file", "pack", pack, methods=["GET"])
    bp.add_url_rule("/course-desk/bring", "bring", bring, methods=["POST"])


@requires(WRITE)
def preview(course_id: int) -> str:
    """See the draft as a learner does, as wide as a telephone or as a desk."""
    row = access_written_course(current_user.id, course_id)
    body, key = drafts.body(row), request.args.get("lesson", "")
    wide = request.args.get("wide") == "1"
    lessons = [plain.read_lesson(each) for each in body["lessons"]]
    read = next((each for each in lessons if each.key == key), None)
    drawn = rendering.draw(read, rendering.links_of(read), draft_file(row)) if read else None
    pieces = drafts.pieces(row)
    return render_template(
        "courses/desk/preview.html", row=row, head=body["course"], lessons=lessons, read=read, drawn=drawn, wide=wide,
        pieces=pieces,
    )  # fmt: skip


@requires(WRITE)
def publish(course_id: int) -> ResponseReturnValue:
    """Let learners read what stands in the draft."""
    row, form = access_written_course(current_user.id, course_id), PublishForm()
    if form.validate_on_submit():
        with form.refusals():
            publishing.publish(row, form.note.data or "", by=current_user.id)
            flash(_("Published. Learners read it from now on."), "success")
            return _back(row, "#publish")
    return desk.page(row, publish=form), 422


@requires(WRITE)
def ask_review(course_id: int) -> ResponseReturnValue:
    """Ask a colleague to look at the draft before it is published, or ask no more."""
    row, form = access_written_course(current_user.id, course_id), PublishForm()
    if request.form.get("on") == "no":
        if publishing.withdraw_review(row, by=current_user.id):
            flash(_("The request is withdrawn; the draft stays as it is."), "success")
        return _back(row, "#publish")
    if form.validate_on_submit():
        with form.refusals():
            publishing.ask_review(row, by=current_user.id)
            flash(_("The other authors of this unit are told. They can publish it or send it back."), "success")
            return _back(row, "#publish")
    return desk.page(row, publish=form), 422


@requires(WRITE)
def send_back(course_id: int) -> ResponseReturnValue:
    """Give a draft back to its author with words."""
    row, form = access_written_course(current_user.id, course_id), ReviewForm()
    if not form.validate_on_submit():
        return desk.page(row, back=form), 422
    publishing.send_back(row, form.words.data, by=current_user.id)
    flash(_("Sent back. The author is told."), "success")
    return _back(row)


@requires(WRITE)
def schedule(course_id: int) -> ResponseReturnValue:
    """Let the draft come out by itself, or no more."""
    row, form = access_written_course(current_user.id, course_id), ScheduleForm()
    never = request.form.get("never") == "yes"
    if never or form.validate_on_submit():
        at = None if never else form.at.data.replace(tzinfo=clock.OFFICE).astimezone(UTC)
        with form.refusals():
            publishing.schedule(row, at, by=current_user.id)
            flash(_("The day is set.") if at else _("It does not come out by itself any more."), "success")
            return _back(row, "#publish")
    return desk.page(row, later=form), 422


@requires(WRITE)
def archive(course_id: int) -> ResponseReturnValue:
    """Put a course away, or bring it back."""
    row = access_written_course(current_user.id, course_id)
    on = request.form.get("on") == "yes"
    writing.archive(row, on, by=current_user.id)
    flash(_("Put away. “Bring it back” undoes this.") if on else _("The course is back."), "success")
    return _back(row, "#publish")


@requires(WRITE)
def duplicate(course_id: int) -> ResponseReturnValue:
    """Begin a course of mine that says what this one says."""
    row = access_written_course(current_user.id, course_id)
    mine = [int(value) for value, _name in choices.owners(current_user.id)]
    unit_id = row.unit_id if row.unit_id in mine else (mine[0] if mine else None)
    title = choices.free_title(current_user.id, row.title, copy=True)
    made = writing.duplicate(row, title, by=current_user.id, unit_id=unit_id)
    flash(_("This is the copy. The course it was made from stays as it is."), "success")
    return _back(made)


@requires(WRITE)
def versions(course_id: int) -> str:
    """See the versions of a course, and what one says differently from another."""
    row = access_written_course(current_user.id, course_id)
    known = editions.versions(row.id)
    wanted = {each.made_by for each in known} | {each.by for each in drafts.changes(row)}
    names: dict[int, str] = dict(
        db.session.execute(
            select(Identity.person_id, Identity.full_name).where(Identity.person_id.in_(wanted - {None}))
        ).all()
    )
    one, other = request.args.get("of", type=int), request.args.get("to", type=int)
    old = _version(known, one) if one else (known[0] if known else None)
    new = _version(known, other) if other else None
    after: Any = new.body if new else drafts.body(row)
    differs = differences.between(old.body, after) if old else []
    return render_template(
        "courses/desk/versions.html", row=row, known=known, names=names, old=old, new=new, differs=differs,
        edits=drafts.changes(row), kinds=NAMES,
    )  # fmt: skip


@requires(WRITE)
def restore(course_id: int, number: int) -> ResponseReturnValue:
    """Bring an old version back as the draft."""
    row = access_written_course(current_user.id, course_id)
    found = _version(editions.versions(row.id), number)
    drafts.restore(row, found, _("version %(num)s brought back", num=number), by=current_user.id)
    if drafts.waiting(row):
        said = _("The draft says again what version %(num)s said. Publish it to let learners read it.", num=number)
    else:
        said = _("The draft says again what learners read: version %(num)s. There is nothing to publish.", num=number)
    flash(said, "success")
    return _back(row)


@requires(WRITE)
def take_update(course_id: int) -> ResponseReturnValue:
    """Take the newer shipped version; what was changed here stays among the versions."""
    row = access_written_course(current_user.id, course_id)
    if content.take_update("course", row.key):
        flash(_("The newer version is in. What you had changed stands among the versions."), "success")
    return _back(row)


@requires(WRITE)
@limiter.limit(EXPENSIVE)
def pack(course_id: int) -> ResponseReturnValue:
    """Take a course along as one file."""
    row = access_written_course(current_user.id, course_id)
    answer = Response(packing.as_zip(drafts.body(row)), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{row.key}.zip")
    return answer


@requires(WRITE)
@limiter.limit(EXPENSIVE)
def bring() -> ResponseReturnValue:
    """Bring a course in from a file."""
    form = BringForm()
    form.unit.choices = choices.owners(current_user.id)
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), WRITE)
        with form.refusals():
            brought = bringing.read_file(form.file.data, by=current_user.id)
            title = choices.free_title(current_user.id, brought.title)
            row = writing.begin(title, unit.id, by=current_user.id, body=brought.body)
            flash(_("The course is in, seen by authors only. Look it over, then publish it."), "success")
            if title != brought.title:
                told = _("There is a course of this name already, so this one is called “%(title)s”.", title=title)
                flash(told, "info")
            for line in brought.lost[:8]:
                flash(_("Left out: %(what)s", what=line), "warning")
            return _back(row)
    from courses.authoring.forms import BeginForm

    begin = BeginForm(formdata=None)
    begin.unit.choices = form.unit.choices
    return render_template("courses/desk/new.html", form=begin, bring=form), 422


def _version(known: Any, number: int) -> CourseVersion:
    found: CourseVersion | None = next((each for each in known if each.number == number), None)
    if found is None:
        abort(404)
    return found


def _back(row: CourseRow, spot: str = "") -> ResponseReturnValue:
    return redirect(url_for("courses.edit", course_id=row.id) + spot)
