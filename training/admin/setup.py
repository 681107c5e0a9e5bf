"""The first administrator's way through the house: five short steps, each of which may wait."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import units
from training.accounts.models import Identity, Unit
from training.accounts.rights import Permission
from training.admin import calendar_queries, queries
from training.admin.forms import UnitForm
from training.admin.views import bp
from training.core import clock, mailer, settings
from training.core.calendar import store
from training.core.db import db
from training.core.jobs import queue
from training.core.permissions import requires

STEPS = ("province", "logo", "units", "calendar", "mail")
STEP = "setup.step"
FIELDS = {
    "province": ("house.province", "house.name"),
    "logo": ("house.logo_text",),
    "mail": ("help.phone", "help.email", "help.hours"),
}


@bp.get("/setup")
@requires(Permission.SETTINGS)
def setup() -> ResponseReturnValue:
    """Go on where I left the set-up."""
    at = settings.get(STEP)
    return redirect(url_for("admin.setup_step", step=at if at in STEPS else STEPS[0]))


@bp.get("/setup/<any(province, logo, units, calendar, mail, done):step>")
@requires(Permission.SETTINGS)
def setup_step(step: str) -> ResponseReturnValue:
    """Answer one question about this house."""
    if step == "done":
        settings.put(STEP, "done")
        return render_template("admin/setup_done.html", people=sum(queries.sizes().values()))
    return _step(step, _unit_form())


@bp.post("/setup/<any(province, logo, units, calendar, mail):step>")
@requires(Permission.SETTINGS)
def answer_setup(step: str) -> ResponseReturnValue:
    """Keep the answer and go on; what waits is asked again from the settings."""
    if request.form.get("go") == "test":
        return _test_letter()
    form = _unit_form()
    if step == "units" and request.form.get("go") == "add":
        return _add_unit(form)
    for key in FIELDS.get(step, ()):
        typed = request.form.get(key, "").strip()[:200]
        if typed and typed != settings.get(key):
            settings.put(key, typed)
    named = request.form.get("house.province", "").strip() or settings.decided("house.province")
    if step == "province" and not (named or request.form.get("go") == "later"):
        return _step(step, form, _("Write the name of the province, as it stands on letters.")), 422
    after = _after(step)
    settings.put(STEP, after)
    return redirect(url_for("admin.setup_step", step=after))


def _after(step: str) -> str:
    return (*STEPS, "done")[STEPS.index(step) + 1]


def _step(step: str, form: UnitForm, problem: str = "") -> str:
    number, year = STEPS.index(step) + 1, clock.today().year
    values = {key: request.form.get(key, settings.get(key)) for key in FIELDS.get(step, ())}
    days = [(each, calendar_queries.year_of(store.current(), each)) for each in (year, year + 1)]
    return render_template(
        f"admin/setup_{step}.html", step=step, number=number, all=len(STEPS), form=form, values=values, problem=problem,
        back=STEPS[number - 2] if number > 1 else None, days=days if step == "calendar" else (),
        week=calendar_queries.say_week(store.current()), posted=mailer.is_set_up(),
        units=queries.units(current_user.id, Permission.GRANT) if step == "units" else (),
        address=db.session.get_one(Identity, current_user.id).email,
    )  # fmt: skip


def _add_unit(form: UnitForm) -> ResponseReturnValue:
    if form.validate_on_submit():
        with form.refusals():
            above = db.session.get(Unit, int(form.parent.data)) if form.parent.data else None
            units.create(form.code.data, form.name.data, above)
            flash(_("The unit stands."), "success")
            return redirect(url_for("admin.setup_step", step="units"))
    return _step("units", form), 422


def _test_letter() -> ResponseReturnValue:
    if not mailer.is_set_up():
        abort(404)
    queue.enqueue("admin.test_letter", person_id=current_user.id)
    flash(_("A test letter is on its way. If it does not come within minutes, look under Background work."), "success")
    return redirect(url_for("admin.setup_step", step="mail"))


def send_test_letter(person_id: int) -> dict[str, str]:
    """Write a letter to an administrator: a job, so that a silent server keeps nobody waiting."""
    found = db.session.get(Identity, person_id)
    if found is None or not found.email:
        return {"sent": "no address"}
    mailer.send(found.email, _("A test letter"), _("If you can read this, letters of this house arrive."))
    return {"sent": "yes"}


def _unit_form() -> UnitForm:
    form = UnitForm()
    form.parent.choices = [(str(row.id), row.name) for row in queries.units(current_user.id, Permission.GRANT)]
    return form
