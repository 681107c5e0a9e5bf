"""Doors of my own certificates, and of those of my units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select, select

from training.accounts import grants
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.certificates import queries, service
from training.certificates.forms import RevokeForm
from training.certificates.models import Certificate, CertificateRule
from training.core import activities, audit, fold, paging, spreadsheet
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.limits import EXPENSIVE, limiter
from training.core.links import public_url
from training.core.permissions import requires

bp = Blueprint("certificates", __name__, template_folder="templates")
SEE, KEEP = queries.SEE, queries.KEEP
MOST = 300
"""Certificates in one file; a larger unit is printed by the units below it."""
LONGEST_SEARCH = 120


@dataclass(frozen=True)
class Asked:
    """Which certificates the address asks for: of a unit, one rule, one state, and what was typed to find them."""

    unit: Unit
    rule_id: int | None
    state: str
    words: str

    def query(self, state: str | None = None) -> Select[*tuple[Any, ...]]:
        """Return the query for them, in another state where one is given."""
        wanted = self.state if state is None else state
        return queries.issued(self.unit.id, rule_id=self.rule_id, wanted=wanted, words=self.words)

    @property
    def narrow(self) -> bool:
        """Say whether it asks for less than the whole unit."""
        return bool(self.rule_id or self.state or self.words)

    @property
    def address(self) -> dict[str, Any]:
        """Return the same as values of an address."""
        return {"unit": self.unit.id, "rule": self.rule_id or "", "state": self.state, "q": self.words}


@bp.get("/certificates")
@requires(Permission.LEARN)
def mine() -> str:
    """See my certificates, how long they hold and what renews them."""
    return render_template("certificates/mine.html", rows=queries.mine(current_user.id))


@bp.get("/certificates/<int:certificate_id>.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def download(certificate_id: int) -> ResponseReturnValue:
    """Take a certificate with me, mine or one of my units."""
    row = queries.access_certificate(current_user.id, certificate_id)
    if row.revoked_at is not None:
        abort(404)
    found = queries.by_code(row.code)
    return _pdf([(row, found[1] if found else "")], f"chung-nhan-{row.number.replace('/', '-')}")


@bp.get("/certificates/issued")
@requires(SEE)
def issued() -> str:
    """See the certificates of my units."""
    asked = _asked()
    page = paging.paginate(asked.query(), rows=True)
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, SEE)), Unit.archived_at.is_(None))
    return render_template(
        "certificates/issued.html", unit=asked.unit, asked=asked, page=page,
        states=queries.states([each[0] for each in page.items]),
        units=db.session.scalars(mine.order_by(Unit.sort_key)).all(), rules=_rules(), most=MOST,
    )  # fmt: skip


@bp.get("/certificates/issued.<any(csv, xlsx):ending>")
@requires(SEE)
@limiter.limit(EXPENSIVE)
def issued_file(ending: str) -> ResponseReturnValue:
    """Take the list with me, with the same cells as on the screen."""
    asked = _asked()
    rows = db.session.execute(asked.query()).all()
    states = queries.states([each[0] for each in rows])
    audit.note("certificate.export", ("unit", asked.unit.id), rule=asked.rule_id)
    heads = [_("Name"), _("Unit"), _("Certificate"), _("Number"), _("Issued on"), _("Valid until"), _("State")]
    words = {
        "valid": _("good"), "ending": _("to be renewed now"), "expired": _("ended"),
        "replaced": _("ended, renewed"), "revoked": _("revoked"),
    }  # fmt: skip
    cells = (
        [name or "", place or "", row.printed["activity"], row.number, row.issued_on, row.valid_until,
         words[states[row.id]]]
        for row, name, place in rows
    )  # fmt: skip
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    return write("chung-nhan", heads, cells)


@bp.get("/certificates/issued.pdf")
@requires(SEE)
@limiter.limit("6 per minute")
def print_all() -> ResponseReturnValue:
    """Print the good certificates of a unit in one file."""
    asked = _asked()
    rows = [(row, name or "") for row, name, _place in db.session.execute(asked.query("valid").limit(MOST))]
    if not rows:
        flash(_("No good certificate here to print."), "warning")
        return redirect(url_for("certificates.issued", **asked.address))
    audit.note("certificate.print", ("unit", asked.unit.id), rule=asked.rule_id, count=len(rows))
    return _pdf(rows, f"chung-nhan-{asked.unit.code}")


@bp.get("/certificates/<int:certificate_id>")
@requires(SEE)
def show(certificate_id: int) -> str:
    """See one certificate, its history, and revoke it."""
    return _show(_theirs(certificate_id), RevokeForm())


@bp.post("/certificates/<int:certificate_id>")
@requires(KEEP)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Revoke a certificate, with a reason that its holder reads."""
    row, form = queries.access_certificate(current_user.id, certificate_id, KEEP), RevokeForm()
    if form.validate_on_submit():
        with form.refusals():
            new = service.revoke(row, form.reason.data, current_user.id)
            flash(_("Revoked; the public page says so at once.") if new else _("It was revoked already."), "success")
            return redirect(url_for("certificates.show", certificate_id=row.id))
    return _show(row, form), 422


def check_url(row: Certificate) -> str:
    """Return the public address at which a certificate is checked."""
    return public_url(url_for("certificates.check", code=row.code))


def _theirs(certificate_id: int) -> Certificate:
    row = queries.access_certificate(current_user.id, certificate_id)
    if row.person_id == current_user.id:
        return row
    return queries.access_certificate(current_user.id, certificate_id, KEEP if _may_keep() else SEE)


def _may_keep() -> bool:
    return bool(current_user.may(KEEP))


def _show(row: Certificate, form: RevokeForm) -> str:
    found, history = queries.by_code(row.code), queries.history(row)
    return render_template(
        "certificates/show.html", row=row, name=found[1] if found else "", states=queries.states(history), form=form,
        history=history, check=check_url(row), may_revoke=_may_keep(),
        place=unit.name if (unit := row.unit_id and db.session.get(Unit, row.unit_id)) else "",
    )  # fmt: skip


def _pdf(rows: Sequence[tuple[Certificate, str]], name: str) -> Response:
    from training.certificates.drawing import Paper, drawn

    papers = [
        Paper(row.printed, held_by, row.number, row.issued_on, row.valid_until, check_url(row)) for row, held_by in rows
    ]
    answer = Response(drawn(papers), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _asked() -> Asked:
    roots = grants.roots(current_user.id, SEE)
    unit = access_unit(current_user.id, request.args.get("unit", type=int) or (roots[0] if roots else 0), SEE)
    words = fold.nfc(request.args.get("q", ""))[:LONGEST_SEARCH].strip()
    return Asked(unit, request.args.get("rule", type=int), request.args.get("state", ""), words)


def _rules() -> Sequence[Any]:
    query = select(CertificateRule.id, CertificateRule.ref_kind, CertificateRule.ref_id).order_by(CertificateRule.id)
    rows = db.session.execute(query).all()
    about = activities.describe(ActivityRef(kind, number) for _id, kind, number in rows)
    return [(id_, about[ActivityRef(kind, n)].title) for id_, kind, n in rows if ActivityRef(kind, n) in about]
