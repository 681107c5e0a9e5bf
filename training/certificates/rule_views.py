"""Doors where certificates are worded."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.certificates import queries, service
from training.certificates.forms import RuleForm
from training.certificates.models import CertificateRule
from training.certificates.rules import terms
from training.certificates.views import KEEP, bp
from training.core import activities, clock, i18n, paging, places
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.jobs import enqueue
from training.core.limits import EXPENSIVE, limiter
from training.core.links import public_url
from training.core.permissions import requires
from training.ledger.asking import things


@bp.get("/certificates/rules")
@requires(KEEP)
def rules() -> str:
    """See what is certified."""
    page = paging.paginate(queries.rules_of(current_user.id))
    about = activities.describe({ref for row in page.items for ref in (row.ref, row.renewal)})
    return render_template("certificates/rules.html", page=page, about=about)


@bp.get("/certificates/rules/new")
@requires(KEEP)
def new_rule() -> str:
    """Word a new certificate."""
    shipped = service.shipped()
    typed = {
        "notice_days": ", ".join(map(str, shipped["notice_days"])),
        "body": places.spelled(shipped["body"], i18n.locale()),
    }
    asked = {"ref": request.args["ref"]} if "ref" in request.args else {}
    return _page(None, _form(RuleForm(**{**shipped, **typed, **asked})))


@bp.post("/certificates/rules/new")
@requires(KEEP)
def make_rule() -> ResponseReturnValue:
    """Look at a new certificate, or keep it."""
    return _keep(None)


@bp.get("/certificates/rules/<int:rule_id>")
@requires(KEEP)
def rule(rule_id: int) -> str:
    """See how a certificate is worded."""
    row = queries.access_rule(current_user.id, rule_id)
    renewal = str(row.renewal) if row.renewal_id is not None else ""
    days = ", ".join(map(str, row.notice_days))
    form = RuleForm(obj=row, data={"ref": str(row.ref), "unit": str(row.unit_id), "renewal": renewal})
    form.notice_days.data, form.body.data = days, places.spelled(row.body, i18n.locale())
    return _page(row, _form(form))


@bp.post("/certificates/rules/<int:rule_id>")
@requires(KEEP)
def change_rule(rule_id: int) -> ResponseReturnValue:
    """Look at a changed wording, or keep it."""
    return _keep(queries.access_rule(current_user.id, rule_id))


@bp.post("/certificates/rules/preview.pdf")
@requires(KEEP)
@limiter.limit(EXPENSIVE)
def preview() -> ResponseReturnValue:
    """Look at the certificate as it would be printed."""
    number, form = request.args.get("rule", type=int), _form(RuleForm())
    row = queries.access_rule(current_user.id, number) if number else None
    if form.validate_on_submit():
        with form.refusals():
            service.check_words(_values(form))
            return _specimen(form)
    return _page(row, form), 422


@bp.post("/certificates/rules/<int:rule_id>/issue")
@requires(KEEP)
def issue_lacking(rule_id: int) -> ResponseReturnValue:
    """Give those who finished earlier what they earned."""
    row = queries.access_rule(current_user.id, rule_id)
    count = len(service.lacking(row))
    enqueue("certificates.issue_lacking", rule_id=row.id)
    said = ngettext("%(num)s certificate is being made.", "%(num)s certificates are being made.", count)
    flash(said, "success")
    return redirect(url_for("certificates.rule", rule_id=row.id))


def _specimen(form: RuleForm) -> Response:
    from training.certificates.drawing import Paper, drawn

    words = service.worded(CertificateRule(**_values(form)), clock.today())
    until = terms(clock.today(), form.months.data, form.window_days.data).valid_until
    where = public_url(url_for("certificates.check", code="xem-thu"))
    paper = Paper(words, "Lê Thị Mẫu", f"{clock.today().year}/000000", clock.today(), until, where, specimen=True)
    return Response(drawn([paper]), mimetype="application/pdf")


def _keep(row: CertificateRule | None) -> ResponseReturnValue:
    form = _form(RuleForm())
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), KEEP)
        with form.refusals():
            kept = service.define(row, unit, _values(form), current_user.id)
            flash(_("Kept. Certificates already given keep their words."), "success")
            return redirect(url_for("certificates.rule", rule_id=kept.id))
    return _page(row, form), 422


def _values(form: RuleForm) -> dict[str, Any]:
    ref = ActivityRef.parse(form.ref.data)
    renewal = ActivityRef.parse(form.renewal.data) if form.renewal.data else None
    plain = ("title", "body", "issuer", "place", "signatory_post", "signatory_name", "months", "window_days")
    found = {name: form[name].data if form[name].data is not None else "" for name in plain}
    return found | {
        "ref_kind": ref.kind, "ref_id": ref.id, "renewal_kind": renewal.kind if renewal and renewal != ref else "",
        "renewal_id": renewal.id if renewal and renewal != ref else None, "notice_days": form.days(),
        "active": bool(form.active.data),
    }  # fmt: skip


def _form(form: RuleForm) -> RuleForm:
    offered = things(current_user.id)
    form.ref.choices = {None: [("", _("Which one"))], **offered}
    form.renewal.choices = {None: [("", _("the same activity, once more"))], **offered}
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, KEEP)), Unit.archived_at.is_(None))
    form.unit.choices = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    return form


def _page(row: CertificateRule | None, form: RuleForm) -> str:
    lacking = len(service.lacking(row)) if row is not None and row.active else 0
    return render_template(
        "certificates/rule.html", rule=row, form=form, lacking=lacking,
        places=places.explained(service.PLACES, i18n.locale()),
    )  # fmt: skip
