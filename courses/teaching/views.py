"""Doors for those who accompany a course."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from courses import catalogue, editions, queries
from courses.models import CourseRow, SignOff
from courses.teaching import helping, holding, news, people
from courses.teaching.forms import SignForm, WhyForm
from training.accounts import grants
from training.accounts.access import access_person, access_unit
from training.accounts.models import Identity, Person, Unit
from training.accounts.rights import Permission
from training.core import clock, paging
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.invitations import Invitation
from training.core.permissions import requires
from training.ledger import helping as reminders
from training.ledger import reminding
from training.ledger.forms import ExtendForm

SEE = Permission.COMPLETION_SEE
PER_PAGE = 20
NAMED = 2
"""Courses that the first page names when something is new in them; the others stand in the list."""


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    one = "/course-progress/<int:course_id>"
    bp.add_url_rule("/course-progress", "progress_index", index, methods=["GET"])
    bp.add_url_rule(one, "progress", show, methods=["GET"])
    bp.add_url_rule(f"{one}/people/<int:person_id>", "progress_of", person, methods=["GET"])
    bp.add_url_rule(f"{one}/people/<int:person_id>/sign", "sign_off", sign, methods=["POST"])
    bp.add_url_rule(f"{one}/people/<int:person_id>/back/<int:sign_id>", "sign_back", sign_back, methods=["POST"])


@requires(SEE)
def index() -> str:
    """See how far my units are with each course."""
    words = request.args.get("q", "")[:200]
    page = paging.paginate(catalogue.matching(people.taught(current_user.id), words), per=PER_PAGE)
    roots, ids = grants.roots(current_user.id, SEE), [row.id for row in page.items]
    known, fresh = people.figures(roots, ids), news.of_many(current_user.id, roots, ids)
    shown = [(row, known.get(row.id), fresh.get(row.id)) for row in page.items]
    return render_template("courses/progress/index.html", page=page, rows=shown, q=words, at=clock.now())


def invite(person_id: int) -> Invitation | None:
    """Tell the first page of whoever accompanies courses what is new in those they looked at, two by name at most."""
    if not current_user.may(SEE):
        return None
    found = news.of_many(person_id, grants.roots(person_id, SEE))
    fresh = sorted((course_id for course_id, each in found.items() if each.said), key=lambda one: -found[one].many)
    if not fresh:
        return None
    titles = people.titles_of(fresh[:NAMED])
    words = "; ".join(f"{titles[each]}: {found[each].said}" for each in fresh[:NAMED] if each in titles)
    one = url_for("courses.progress", course_id=fresh[0], state="changed", _anchor="people")
    return Invitation(
        _("New in courses since you last looked"), words, one if len(fresh) == 1 else url_for("courses.progress_index"),
        _("See what is new"), icon="bell", count=len(fresh), for_work=True,
    )  # fmt: skip


@requires(SEE)
def show(course_id: int) -> str:
    """See who is how far in a course, where they stop, and what is new since I last looked."""
    row = people.access_taught_course(current_user.id, course_id)
    return page_of(row, ExtendForm(formdata=None))


@requires(SEE)
def person(course_id: int, person_id: int) -> str:
    """See what one person did in a course, rule by rule, with evidence and time."""
    row = people.access_taught_course(current_user.id, course_id)
    found = access_person(current_user.id, person_id, SEE)
    return person_page(row, found, SignForm(formdata=None, activity=request.args.get("step", "")))


@requires(Permission.TEACH)
def sign(course_id: int, person_id: int) -> ResponseReturnValue:
    """Sign a step off for somebody, with what I saw."""
    row = people.access_taught_course(current_user.id, course_id)
    found, form = access_person(current_user.id, person_id, Permission.TEACH), SignForm()
    form.activity.choices = [(step.activity, step.title) for step in editions.content(row).steps]
    if form.validate_on_submit():
        with form.refusals():
            helping.sign_off(row, found.id, form.activity.data, form.why.data or "", by=current_user.id)
            flash(_("Signed off. Your name, the time and your words stand beside it."), "success")
            return redirect(url_for("courses.progress_of", course_id=row.id, person_id=found.id))
    return person_page(row, found, form), 422


@requires(Permission.TEACH)
def sign_back(course_id: int, person_id: int, sign_id: int) -> ResponseReturnValue:
    """Take a sign-off back, with the reason."""
    row = people.access_taught_course(current_user.id, course_id)
    found, form = access_person(current_user.id, person_id, Permission.TEACH), WhyForm()
    held = db.session.scalars(select(SignOff).filter_by(id=sign_id, course_id=row.id, person_id=found.id)).first()
    if held is None:
        abort(404)
    if form.validate_on_submit():
        with form.refusals():
            helping.take_back(held, form.why.data or "", by=current_user.id)
            flash(_("Taken back. It stays in the history; what was finished stays finished."), "success")
            return redirect(url_for("courses.progress_of", course_id=row.id, person_id=found.id))
    return person_page(row, found, SignForm(formdata=None), why=form, taking=held.id), 422


def page_of(row: CourseRow, form: ExtendForm, *, ticked: Sequence[int] = ()) -> str:
    """Return the page of a course by person, with what was typed into its form."""
    unit, units = unit_and_units()
    course = editions.content(row)
    state, words = request.values.get("state", ""), request.values.get("q", "")[:100]
    since = news.visit(current_user.id, row.id)
    refs = holding.steps_of(course)
    found = people.listed(unit.id, row.id, state=state, words=words, since=since, steps=refs.values())
    count = people.many(unit.id, row.id, state=state, words=words)
    page = paging.paginate(found, rows=True, count=count)
    return render_template(
        "courses/progress/show.html", row=row, course=course, page=page, unit=unit, units=units, state=state, q=words,
        news=news.news(unit.id, row.id, since, refs.values()) if since else None, since=since, form=form,
        since_day=clock.local(since).date() if since else None,
        stuck=holding.stuck_places([line[0] for line in page.items], row, course),
        steps=people.where_they_are(unit.id, course, row, refs), today=clock.today(), at=clock.now(),
        asked=people.figures([unit.id], [row.id]).get(row.id), ticked=ticked, words=reminders.words_for_many(row.title),
        told=reminders.reminded_today(ActivityRef(people.KIND, row.id), [line[0] for line in page.items]),
        sent=reminding.today(unit.id),
    )  # fmt: skip


def person_page(
    row: CourseRow, found: Person, form: SignForm, *, extend: ExtendForm | None = None, why: WhyForm | None = None,
    taking: int | None = None,
) -> str:  # fmt: skip
    """Return the page of one person, with what was typed into its forms; `taking` is the sign-off being taken back."""
    course = editions.content(row)
    way = queries.way(found.id, row, course)
    signs = db.session.scalars(
        select(SignOff).filter_by(course_id=row.id, person_id=found.id).order_by(SignOff.id.desc())
    ).all()
    by = {each.by for each in signs} | {each.withdrawn_by for each in signs if each.withdrawn_by}
    by |= {each.evidence.by for each in way.rules if each.evidence and each.evidence.by}
    read = queries.readings(found.id, row.id)
    opened = {lesson.reference(course.key): read.get(lesson.key) for lesson in course.lessons}
    form.activity.choices = helping.open_steps(way.lines)
    name = db.session.scalar(select(Identity.full_name).filter_by(person_id=found.id)) or ""
    return render_template(
        "courses/progress/person.html", row=row, course=course, person=found, name=name, way=way, signs=signs,
        names=people.names_of(by), read=opened, form=form, why=why or WhyForm(formdata=None),
        extend=extend or ExtendForm(formdata=None), taking=taking, words=reminders.words(row.title, way.stand.due_on),
        told=reminders.reminded_today(ActivityRef(people.KIND, row.id), [found.id]),
    )  # fmt: skip


def unit_and_units() -> tuple[Unit, list[Unit]]:
    """Return the unit that is looked at, and those directly below my own for choosing."""
    roots = grants.roots(current_user.id, SEE)
    unit = access_unit(current_user.id, request.values.get("unit", type=int) or (roots[0] if roots else 0), SEE)
    below = select(Unit).where(Unit.parent_id.in_([*roots, unit.id]) | Unit.id.in_(roots), Unit.archived_at.is_(None))
    return unit, list(db.session.scalars(below.order_by(Unit.sort_key)))
