"""Doors for what a trainer does about one thing asked of one person."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts.models import Person
from training.accounts.queries import own_posts
from training.accounts.rights import Permission
from training.core import activities, clock
from training.core.permissions import requires
from training.core.words import day
from training.ledger import extensions, helping, queries, stuck
from training.ledger.forms import ExtendForm
from training.ledger.models import Duty
from training.ledger.views import bp


@bp.get("/duties/of/<int:person_id>/<ref>")
@requires(Permission.TEACH)
def duty_of(person_id: int, ref: str) -> str:
    """See how somebody stands to what is asked of them, and help them on."""
    return _page(*helping.access_duty_of(current_user.id, person_id, ref), ExtendForm(formdata=None))


@bp.post("/duties/of/<int:person_id>/<ref>/remind")
@requires(Permission.TEACH)
def remind(person_id: int, ref: str) -> ResponseReturnValue:
    """Remind somebody, once a day at most."""
    found, duty = helping.access_duty_of(current_user.id, person_id, ref)
    if helping.remind(duty.ref, [found.id]):
        flash(_("Reminded. The reminder stands among their notices."), "success")
    elif queries.standing(found.id, [duty.ref])[duty.ref].state == "finished":
        flash(_("Nothing was sent: this is done already."), "warning")
    else:
        flash(_("Nothing was sent: they were reminded today already."), "warning")
    return redirect(url_for("ledger.duty_of", person_id=found.id, ref=duty.ref))


@bp.post("/duties/of/<int:person_id>/<ref>/day")
@requires(Permission.TEACH)
def give_time(person_id: int, ref: str) -> ResponseReturnValue:
    """Give somebody time until a later day."""
    (found, duty), form = helping.access_duty_of(current_user.id, person_id, ref), ExtendForm()
    if form.validate_on_submit():
        with form.refusals():
            helping.extend(duty.ref, [found.id], form.due_on.data, by=current_user.id)
            flash(_("More time is given, until %(day)s. They are told.", day=day(form.due_on.data)), "success")
            return redirect(url_for("ledger.duty_of", person_id=found.id, ref=duty.ref))
    return _page(*helping.access_duty_of(current_user.id, person_id, ref), form), 422


def _page(found: Person, duty: Duty, form: ExtendForm) -> str:
    waiting = extensions.open_request(duty)
    if waiting is not None and form.due_on.data is None and not form.errors:
        form.due_on.data = waiting.wished_on
    last, what = helping.last_reminded(found.id, duty.ref), activities.describe([duty.ref]).get(duty.ref)
    return render_template(
        "ledger/duty_of.html", person=found, duty=duty, form=form, waiting=waiting, last=last,
        today=last is not None and clock.local(last.at).date() == clock.today(),
        what=what, words=helping.words(what.title if what else "", duty.due_on), posts=own_posts(found.id),
        stand=queries.standing(found.id, [duty.ref])[duty.ref],
        stuck=stuck.places([found.id], [duty.ref]).get(found.id),
    )  # fmt: skip
