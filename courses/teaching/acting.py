"""The one door for what a trainer does with people ticked in a list: remind, give more time, sign a step off."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from courses import editions
from courses.models import CourseRow
from courses.teaching import grid_views, helping, people, views
from courses.teaching.forms import SignForm
from training.accounts.access import access_person
from training.accounts.rights import Permission
from training.core.activities import ActivityRef
from training.core.permissions import requires
from training.ledger import helping as ledger
from training.ledger.forms import ExtendForm

MOST = 200


def register(bp: Blueprint) -> None:
    """Hang this door into the courses' blueprint."""
    bp.add_url_rule("/course-progress/<int:course_id>", "act", act, methods=["POST"])


@requires(Permission.TEACH)
def act(course_id: int) -> ResponseReturnValue:
    """Remind the people I ticked, give them more time, or sign a step off for all of them."""
    row = people.access_taught_course(current_user.id, course_id)
    extend, sign = ExtendForm(), SignForm()
    sign.activity.choices = [(step.activity, step.title) for step in editions.content(row).steps]
    chosen = [int(each) for each in request.form.getlist("person")[:MOST] if each.isdecimal()]
    mine = [access_person(current_user.id, each, Permission.TEACH).id for each in dict.fromkeys(chosen)]
    if not mine:
        flash(_("Tick the people first."), "warning")
        return _again(row)
    deed = {"remind": _remind, "sign": _sign}.get(request.form.get("do", ""), _extend)
    if deed(row, mine, sign if deed is _sign else extend):
        return _again(row)
    other: Any = ExtendForm(formdata=None) if deed is _sign else SignForm(formdata=None)
    if request.form.get("view") == "steps":
        return grid_views.page_of(row, *((other, sign) if deed is _sign else (extend, other)), ticked=mine), 422
    if request.form.get("view") == "person":
        found = access_person(current_user.id, mine[0], Permission.TEACH)
        return views.person_page(row, found, SignForm(formdata=None), extend=extend), 422
    return views.page_of(row, extend, ticked=mine), 422


def _remind(row: CourseRow, mine: list[int], _form: Any) -> bool:
    count = ledger.remind(ActivityRef(people.KIND, row.id), mine)
    said = ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", count)
    nobody = _("Nothing was sent: they were reminded today already, or are done.")
    flash(said if count else nobody, "success" if count else "warning")
    return True


def _extend(row: CourseRow, mine: list[int], form: Any) -> bool:
    if form.validate_on_submit():
        with form.refusals():
            count = ledger.extend(ActivityRef(people.KIND, row.id), mine, form.due_on.data, by=current_user.id)
            flash(ngettext("%(num)s person has more time.", "%(num)s people have more time.", count), "success")
            return True
    return False


def _sign(row: CourseRow, mine: list[int], form: Any) -> bool:
    if form.validate_on_submit():
        with form.refusals():
            for each in mine:
                helping.sign_off(row, each, form.activity.data, form.why.data or "", by=current_user.id)
            flash(ngettext("Signed off for %(num)s person.", "Signed off for %(num)s people.", len(mine)), "success")
            return True
    return False


def _again(row: CourseRow) -> ResponseReturnValue:
    kept: dict[str, Any] = {name: request.form.get(name) or None for name in ("unit", "state", "q", "page")}
    there = "courses.steps" if request.form.get("view") == "steps" else "courses.progress"
    if request.form.get("view") == "person":
        chosen = request.form.get("person", type=int)
        return redirect(url_for("courses.progress_of", course_id=row.id, person_id=chosen))
    return redirect(url_for(there, course_id=row.id, **kept) + "#people")
