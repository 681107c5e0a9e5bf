"""Doors for reminding everybody of one thing at once: look whom and in which words, then send."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from training.accounts.access import access_unit
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import activities, clock, mailer, paging
from training.core.activities import ActivityRef, Description
from training.core.permissions import requires
from training.core.views import local_path
from training.ledger import reminding
from training.ledger.reminding import Call
from training.ledger.views import bp
from training.notices import mail

FATES = ("reached", "told", "closed", "self", "other")
PER_PAGE = 20


@bp.get("/duties/remind/<ref>")
@requires(Permission.TEACH)
def reminding_all(ref: str) -> str:
    """See whom a reminder to everybody would reach, whom not, and the very words; nothing is sent yet."""
    return _page(*_asked(ref))


@bp.post("/duties/remind/<ref>")
@requires(Permission.TEACH)
def remind_all(ref: str) -> ResponseReturnValue:
    """Remind everybody I have just looked at, once a day at most."""
    call, unit, about = _asked(ref)
    if request.form.get("day") != clock.today().isoformat():
        stale = _("Nothing was sent yet: this page was opened on another day. Look again whom it reaches now.")
        flash(stale, "warning")
        return _page(call, unit, about)
    count = reminding.send(call)
    said = ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", count)
    nobody = _("Nothing was sent: everybody here was reminded today already, or has begun meanwhile.")
    flash(said if count else nobody, "success" if count else "warning")
    return redirect(_back(call))


def _page(call: Call, unit: Unit, about: Description) -> str:
    counts = reminding.counted(call)
    wanted = request.args.get("fate", "")
    fate = wanted if wanted in FATES else next((each for each in FATES if counts.get(each)), "reached")
    waiting, told = reminding.notes(call) if counts.get("reached") else (0, 0)
    return render_template(
        "ledger/remind.html", call=call, unit=unit, about=about, counts=counts, fate=fate, back=_back(call),
        page=paging.paginate(reminding.looked(call, fate), per=PER_PAGE, rows=True), wordings=reminding.wordings(call),
        waiting=waiting, told=told, at=clock.now(), day=clock.today().isoformat(),
        letters_from=mail.next_office_time(clock.now()) if mailer.is_set_up() else None,
    )  # fmt: skip


def _asked(ref: str) -> tuple[Call, Unit, Description]:
    unit = access_unit(current_user.id, request.values.get("unit", 0, type=int), Permission.COMPLETION_SEE)
    who = request.values.get("who", "")
    try:
        wanted = ActivityRef.parse(ref)
    except ValueError:
        abort(404)
    about = activities.describe([wanted]).get(wanted)
    if about is None or who not in reminding.WHO:
        abort(404)
    return Call(current_user.id, unit.id, wanted, who), unit, about


def _back(call: Call) -> str:
    """Return the list from which somebody came, or the report; nobody is sent out of this house."""
    raw = request.values.get("back", "")
    return local_path(raw) if raw else url_for("reports.completion", ref=call.ref, unit=call.unit_id, state=call.who)
