"""Doors of the course desk: what my units have, a new course, and the outline of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from courses import drafts, references
from courses.access import access_written_course
from courses.authoring import choices, conditions, outline, publishing, shelf_list, writing
from courses.authoring.forms import (
    BeginForm,
    BesideForm,
    HeadForm,
    LessonForm,
    PublishForm,
    ReviewForm,
    ScheduleForm,
    SectionForm,
    StepForm,
)
from courses.models import CourseRow
from courses.types import SIGNOFF
from training.accounts.access import access_unit
from training.accounts.rights import Permission
from training.certificates import queries as certificates
from training.core import errand, paging, settings
from training.core.activities import ActivityRef
from training.core.permissions import requires
from training.ledger.needs import COMPETENCIES, LEVELS

WRITE = Permission.CONTENT_WRITE


def register(bp: Blueprint) -> None:
    """Hang the doors of the desk into the courses' blueprint."""
    place = "/course-desk"
    one = f"{place}/<int:course_id>"
    bp.add_url_rule(place, "desk", desk, methods=["GET"])
    bp.add_url_rule(f"{place}/new", "new", new, methods=["GET"])
    bp.add_url_rule(f"{place}/new", "begin", begin, methods=["POST"])
    bp.add_url_rule(one, "edit", edit, methods=["GET"])
    bp.add_url_rule(f"{one}/head", "edit_head", edit_head, methods=["GET"])
    bp.add_url_rule(f"{one}/head", "save_head", save_head, methods=["POST"])
    bp.add_url_rule(f"{one}/sections", "add_section", add_section, methods=["POST"])
    bp.add_url_rule(f"{one}/sections/<int:number>", "change_section", change_section, methods=["POST"])
    bp.add_url_rule(f"{one}/lessons", "add_lesson", add_lesson, methods=["POST"])
    bp.add_url_rule(f"{one}/steps", "add_step", add_step, methods=["POST"])
    bp.add_url_rule(f"{one}/new-quiz", "new_quiz", new_quiz, methods=["GET"])
    bp.add_url_rule(f"{one}/beside", "add_beside", add_beside, methods=["POST"])
    bp.add_url_rule(f"{one}/steps/change", "change_step", change_step, methods=["POST"])
    bp.add_url_rule(f"{one}/undo", "undo", undo, methods=["POST"])


@requires(WRITE)
def desk() -> str:
    """See the courses of my units, and what waits for me."""
    words, state = request.args.get("q", "")[:200], request.args.get("state", "")
    page = paging.paginate(shelf_list.listed(current_user.id, words, state))
    shown = shelf_list.shown(page.items)
    return render_template("courses/desk/index.html", page=page, rows=shown, q=words, state=state)


@requires(WRITE)
def new() -> str:
    """Begin a course."""
    return _new(BeginForm(formdata=None))


@requires(WRITE)
def begin() -> ResponseReturnValue:
    """Begin a course of mine with a title."""
    form = BeginForm()
    form.unit.choices = choices.owners(current_user.id)
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), WRITE)
        row = writing.begin(form.title.data, unit.id, by=current_user.id)
        flash(_("The course is there, seen by authors only. Add its first lesson."), "success")
        return redirect(url_for("courses.edit", course_id=row.id))
    return _new(form), 422


@requires(WRITE)
def edit(course_id: int) -> str:
    """See a course as its author: outline, state, and what is missing; what was made for it elsewhere is chosen."""
    row, brought = access_written_course(current_user.id, course_id), request.args.get("with", "")
    errand.end()
    about = references.resolve(brought) if references.is_reference(brought) else None
    step = StepForm(formdata=None, activity=references.named(about) if about else None)
    return page(row, step=step, more=request.args.get("more") == "1")


@requires(WRITE)
def edit_head(course_id: int) -> str:
    """See what a course says about itself."""
    row = access_written_course(current_user.id, course_id)
    head = writing.head_of(row).body
    taught = {each["key"]: each["level"] for each in head["competencies"]}
    return _head(row, HeadForm(formdata=None, **_texts(head)), taught)


@requires(WRITE)
def save_head(course_id: int) -> ResponseReturnValue:
    """Change what a course says about itself."""
    row, form = access_written_course(current_user.id, course_id), HeadForm()
    asked = {key: request.form.get(f"level-{key}", type=int) for key in COMPETENCIES}
    taught = {key: level for key, level in asked.items() if level in LEVELS}
    if form.validate_on_submit():
        values = {name: form[name].data or "" for name in ("title", "summary", "why", "for_whom", "sources")}
        trained = [{"key": key, "level": level} for key, level in taught.items()]
        values |= {"self_enrol": bool(form.self_enrol.data), "competencies": trained}
        writing.reshape(row, lambda head: {**head, **values}, _("head changed"), by=current_user.id, spot="head")
        flash(_("Kept."), "success")
        return redirect(url_for("courses.edit", course_id=row.id))
    return _head(row, form, taught), 422


@requires(WRITE)
def add_section(course_id: int) -> ResponseReturnValue:
    """Add a part to a course."""
    row, form = access_written_course(current_user.id, course_id), SectionForm()
    if form.validate_on_submit():
        title = form.title.data
        what = _("part “%(title)s” added", title=title)
        writing.reshape(row, lambda head: outline.with_section(head, title), what, by=current_user.id)
        return _back(row, "#add")
    return page(row, section=form), 422


@requires(WRITE)
def change_section(course_id: int, number: int) -> ResponseReturnValue:
    """Rename a part, move it, or take an empty one away."""
    row = access_written_course(current_user.id, course_id)
    verb, title = request.form.get("do", ""), request.form.get("title", "").strip()[:200]
    deeds: dict[str, Any] = {
        "rename": lambda head: outline.renamed(head, number, title) if title else head,
        "up": lambda head: outline.section_moved(head, number, -1),
        "down": lambda head: outline.section_moved(head, number, 1),
        "remove": lambda head: outline.without_section(head, number),
    }
    if verb in deeds:
        writing.reshape(row, deeds[verb], _("parts changed"), by=current_user.id)
    return _back(row, f"#s{number}")


@requires(WRITE)
def add_lesson(course_id: int) -> ResponseReturnValue:
    """Add a lesson and go on writing it."""
    row, form = access_written_course(current_user.id, course_id), LessonForm()
    if form.validate_on_submit():
        place = request.form.get("section", type=int) or 0
        key = writing.add_lesson(row, place, form.title.data, by=current_user.id)
        return redirect(url_for("courses.write", course_id=row.id, key=key))
    return page(row, lesson=form), 422


@requires(WRITE)
def add_step(course_id: int) -> ResponseReturnValue:
    """Put a quiz, an exercise or a mailbox into the outline."""
    row, form = access_written_course(current_user.id, course_id), StepForm()
    form.activity.choices = choices.offered(current_user.id)
    if form.validate_on_submit():
        title, minutes = choices.minutes_of(form.activity.data)
        _put(row, {"activity": form.activity.data, "title": title, "minutes": minutes})
        return redirect(url_for("courses.edit", course_id=row.id, more=1) + _spot(form.activity.data))
    return page(row, step=form), 422


@requires(WRITE)
def new_quiz(course_id: int) -> ResponseReturnValue:
    """Go and write a quiz for a course; the question desk leads back with it."""
    row = access_written_course(current_user.id, course_id)
    errand.begin(errand.Errand(url_for("courses.edit", course_id=row.id), row.title, "#add"))
    return redirect(url_for("quizzes.new"))


@requires(WRITE)
def add_beside(course_id: int) -> ResponseReturnValue:
    """Put something done beside a trainer into the outline."""
    row, form = access_written_course(current_user.id, course_id), BesideForm()
    if form.validate_on_submit():
        activity = f"{SIGNOFF}:{writing.slug(form.title.data)}"
        _put(row, {"activity": activity, "title": form.title.data, "minutes": form.minutes.data})
        return _back(row, _spot(activity))
    return page(row, beside=form), 422


@requires(WRITE)
def change_step(course_id: int) -> ResponseReturnValue:
    """Move a step, or take it out."""
    row = access_written_course(current_user.id, course_id)
    activity, verb = request.form.get("activity", ""), request.form.get("do", "")
    if verb in ("up", "down"):
        by_places = -1 if verb == "up" else 1
        deed = _("order changed")
        writing.reshape(row, lambda head: outline.step_moved(head, activity, by_places), deed, by=current_user.id)
        return redirect(url_for("courses.edit", course_id=row.id, moved=activity, by=verb))
    if verb == "remove":
        title = title_of(row, activity)
        writing.remove_step(row, activity, title, by=current_user.id)
        flash(_("“%(title)s” is taken out. “Undo” brings it back.", title=title), "success")
    return _back(row, "#outline")


@requires(WRITE)
def undo(course_id: int) -> ResponseReturnValue:
    """Undo the last change of a draft."""
    row = access_written_course(current_user.id, course_id)
    undone = writing.undo(row, request.form.get("edit", type=int), by=current_user.id)
    if undone is None:
        flash(_("There is nothing to undo, or somebody has changed something since."), "warning")
        return _back(row)
    flash(_("Undone: %(what)s.", what=undone.what), "success")
    if undone.piece.startswith(drafts.LESSON) and undone.piece in drafts.pieces(row):
        key = undone.piece.removeprefix(drafts.LESSON)
        return redirect(url_for("courses.write", course_id=row.id, key=key))
    return _back(row)


def title_of(row: CourseRow, activity: str) -> str:
    """Return how a step is called."""
    return _titled(drafts.pieces(row), activity)


def _titled(known: Mapping[str, Any], activity: str) -> str:
    piece = known.get(drafts.LESSON + activity.rpartition("/")[2]) if activity.startswith("lesson:") else None
    step = outline.step_of(known[drafts.HEAD].body, activity)
    return str(piece.body["title"] if piece else (step or {}).get("title", activity))


def _put(row: CourseRow, step: dict[str, Any]) -> None:
    place = request.form.get("section", type=int) or 0
    what = _("“%(title)s” added", title=step["title"])
    writing.reshape(row, lambda head: outline.with_step(head, place, step), what, by=current_user.id)
    flash(_("“%(title)s” is in the outline.", title=step["title"]), "success")


def page(row: CourseRow, **forms: Any) -> str:
    """Return the outline of a course with its forms, those that were refused as they were filled in."""
    known = drafts.pieces(row)
    beside = forms.get("beside") or BesideForm(formdata=None)
    step = forms.get("step") or StepForm(formdata=None)
    step.activity.choices = choices.offered(current_user.id)
    head = known[drafts.HEAD].body
    names = conditions.unit_names(*head["sections"], *(each for _s, _p, each in outline.steps(head)))
    return render_template(
        "courses/desk/edit.html", row=row, head=head, pieces=known, beside=beside, step=step,
        section=forms.get("section") or SectionForm(formdata=None),
        lesson=forms.get("lesson") or LessonForm(formdata=None), faults=publishing.faults(row),
        waiting=drafts.waiting(row), last=drafts.last_change(row), update=shelf_list.update_waiting(row),
        more=forms.get("more"), publish=forms.get("publish") or PublishForm(formdata=None),
        back=forms.get("back") or ReviewForm(formdata=None), later=forms.get("later") or ScheduleForm(formdata=None),
        asker=publishing.asker_of(row), second_reader=settings.get(drafts.SECOND_READER),
        needs_another=publishing.needs_another(row, current_user.id),
        certified=certificates.given_for(ActivityRef("course", row.id)) if row.digest else None,
        opens=lambda raw: conditions.said(raw, lambda activity: _titled(known, activity), names),
    )  # fmt: skip


def _head(row: CourseRow, form: HeadForm, taught: Mapping[str, int | None]) -> str:
    return render_template(
        "courses/desk/head.html", row=row, form=form, taught=taught, competencies=COMPETENCIES.items(),
        levels=LEVELS.items(),
    )  # fmt: skip


def _new(form: BeginForm) -> str:
    from courses.authoring.forms import BringForm

    bring = BringForm(formdata=None)
    form.unit.choices = bring.unit.choices = choices.owners(current_user.id)
    return render_template("courses/desk/new.html", form=form, bring=bring)


def _texts(head: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "summary", "why", "for_whom", "sources", "self_enrol")
    return {name: head.get(name) for name in names}


def _spot(activity: str) -> str:
    """Return where a step stands on the page of the outline."""
    return "#" + re.sub(r"[:/]", "-", activity)


def _back(row: CourseRow, spot: str = "") -> ResponseReturnValue:
    return redirect(url_for("courses.edit", course_id=row.id) + spot)
