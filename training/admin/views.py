"""Doors of the administrators: people, units, settings, jobs, audit."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import grants, people, second_factor, sessions, throttle, units
from training.accounts.access import access_person, access_unit
from training.accounts.models import Credential, Grant, Unit
from training.accounts.queries import own_posts
from training.accounts.rights import RIGHTS, Permission, Role
from training.accounts.words import ROLES, role_name
from training.admin import event_words, queries
from training.admin.forms import GrantForm, UnitForm
from training.core import content, paging, settings, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.feature import house
from training.core.jobs import queue
from training.core.jobs.models import Job
from training.core.permissions import requires

bp = Blueprint("admin", __name__, template_folder="templates")
SEE = Permission.PEOPLE_SEE


@bp.get("/people")
@requires(SEE)
def people_list() -> str:
    """Find somebody in my units."""
    words, status = request.args.get("q", "")[:100], request.args.get("status", "")
    unit_id = request.args.get("unit", type=int)
    page = paging.paginate(queries.people(current_user.id, words, unit_id, status), rows=True)
    return render_template(
        "admin/people.html", page=page, words=words, status=status, unit_id=unit_id,
        units=queries.units(current_user.id, SEE),
    )  # fmt: skip


@bp.get("/people/<int:person_id>")
@requires(SEE)
def person(person_id: int) -> str:
    """See somebody's account, and what I may do for them."""
    return _person(person_id, _grant_form())


@bp.post("/people/<int:person_id>/<any(unlock, factor, sessions):verb>")
@requires(Permission.ACCOUNT_UNLOCK)
def help_person(person_id: int, verb: str) -> ResponseReturnValue:
    """Unlock an account, take a lost second factor away, or sign every device out."""
    found = access_person(current_user.id, person_id, Permission.ACCOUNT_UNLOCK)
    credential = db.session.get(Credential, found.id)
    if credential is None:
        abort(404)
    if verb == "unlock":
        throttle.forgive(throttle.key("sign_in", credential.sign_in_name))
        throttle.forgive(throttle.key("activate", credential.sign_in_name))
    elif verb == "factor":
        second_factor.reset(credential)
    if verb != "unlock":
        sessions.end_all(found.id, by=current_user.id)
    said = {
        "unlock": _("The account is unlocked."), "sessions": _("All devices are signed out."),
        "factor": _("The second factor is taken away; all devices are out."),
    }  # fmt: skip
    flash(said[verb], "success")
    return redirect(url_for("admin.person", person_id=found.id))


@bp.post("/people/<int:person_id>/<any(disable, enable):verb>")
@requires(Permission.GRANT)
def close_or_open(person_id: int, verb: str) -> ResponseReturnValue:
    """Close an account, or open it again; records stay."""
    found = access_person(current_user.id, person_id, SEE)
    people.disable(found) if verb == "disable" else people.enable(found)
    flash(_("The account is closed.") if verb == "disable" else _("The account is open again."), "success")
    return redirect(url_for("admin.person", person_id=found.id))


@bp.post("/people/<int:person_id>/grants")
@requires(Permission.GRANT, fresh=True)
def give(person_id: int) -> ResponseReturnValue:
    """Give a role, or take one back."""
    found = access_person(current_user.id, person_id, SEE)
    taken = db.session.get(Grant, request.form.get("take", type=int) or 0)
    try:
        if taken is not None and taken.person_id == found.id:
            grants.take_back(taken)
        else:
            form = _grant_form()
            if not form.validate_on_submit():
                return _person(person_id, form), 422
            grants.give(found, Role(form.role.data), access_unit(current_user.id, int(form.unit.data), SEE))
    except RuleBroken as error:
        transaction.refuse(error)
        return render_template("errors/422.html", message=str(error)), 422
    flash(_("The roles are changed from now on."), "success")
    return redirect(url_for("admin.person", person_id=found.id))


@bp.get("/units")
@requires(Permission.PEOPLE_IMPORT)
def unit_list() -> str:
    """See the tree of units."""
    return _units(_unit_form())


@bp.post("/units")
@requires(Permission.GRANT)
def new_unit() -> ResponseReturnValue:
    """Add a unit."""
    form = _unit_form()
    if form.validate_on_submit():
        with form.refusals():
            above = db.session.get(Unit, int(form.parent.data)) if form.parent.data else None
            units.create(form.code.data, form.name.data, above)
            flash(_("The unit stands."), "success")
            return redirect(url_for("admin.unit_list"))
    return _units(form), 422


@bp.get("/settings")
@requires(Permission.SETTINGS)
def settings_page() -> str:
    """See every setting of the house."""
    return _settings()


@bp.post("/settings")
@requires(Permission.SETTINGS)
def change_settings() -> ResponseReturnValue:
    """Decide settings, or take a waiting update of shipped content."""
    if taken := request.form.get("update"):
        source, _mark, key = taken.partition(":")
        content.take_update(source, key)
        flash(_("The shipped version is in place."), "success")
        return redirect(url_for("admin.settings_page"))
    for each in _offered():
        typed: Any = request.form.get(each.key, "").strip()
        value = typed == "yes" if each.kind == "switch" else typed[:2000]
        if value != settings.get(each.key):
            settings.put(each.key, value)
    flash(_("The settings hold from now on."), "success")
    return redirect(url_for("admin.settings_page"))


@bp.get("/jobs")
@requires(Permission.SETTINGS)
def jobs() -> str:
    """See what runs in the background."""
    status = request.args.get("status", "")
    page = paging.paginate(queries.jobs(status))
    return render_template("admin/jobs.html", page=page, status=status, words=event_words.JOBS)


@bp.post("/jobs/<int:job_id>")
@requires(Permission.SETTINGS)
def retry(job_id: int) -> ResponseReturnValue:
    """Try a failed job once more."""
    job = db.session.get(Job, job_id)
    if job is None or job.status != "failed":
        abort(404)
    job.status, job.attempts, job.finished_at = "queued", 0, None
    transaction.after_commit(lambda: queue.push(job_id))
    flash(_("It is tried again."), "success")
    return redirect(url_for("admin.jobs"))


def _person(person_id: int, form: GrantForm) -> str:
    found = access_person(current_user.id, person_id, SEE)
    return render_template(
        "admin/person.html", person=found, posts=own_posts(found.id), held=queries.grants_of(found.id), form=form,
        sessions=queries.sessions_of(found.id), credential=db.session.get(Credential, found.id),
        role_name=role_name,
        roles={role: sorted(right.value for right in rights) for role, rights in RIGHTS.items()},
    )  # fmt: skip


def _grant_form() -> GrantForm:
    form = GrantForm()
    form.role.choices = [(role.value, name) for role, name in ROLES.items() if role is not Role.LEARNER]
    form.unit.choices = [(str(row.id), row.name) for row in queries.units(current_user.id, SEE)]
    return form


def _unit_form() -> UnitForm:
    form = UnitForm()
    form.parent.choices = [(str(row.id), row.name) for row in queries.units(current_user.id, Permission.PEOPLE_IMPORT)]
    return form


def _units(form: UnitForm) -> str:
    rows = queries.units(current_user.id, Permission.PEOPLE_IMPORT)
    return render_template("admin/units.html", page=paging.slice_of(rows, per=100), sizes=queries.sizes(), form=form)


def _settings() -> str:
    groups: dict[str, list[Any]] = {}
    for each in _offered():
        groups.setdefault(each.group, []).append((each, settings.get(each.key)))
    return render_template("admin/settings.html", groups=groups, waiting=content.waiting())


def _offered() -> list[settings.Setting]:
    return [each for each in house().settings.values() if each.group != settings.HIDDEN]
