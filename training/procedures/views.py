"""Doors of the catalogue, for editors."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from training.accounts.rights import Permission
from training.core import files, i18n, paging, spreadsheet
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.procedures import lists, rules, service, written
from training.procedures.forms import ListForm, ProcedureForm, rearranged
from training.procedures.models import Procedure, ProcedureVersion

bp = Blueprint("procedures", __name__, template_folder="templates")
PARTS = {
    "name": _l("Name"), "result": _l("Result"), "limits": _l("Time limits"), "fee": _l("Fee"),
    "components": _l("Dossier"), "supplement_policy": _l("After a supplement the clock"),
    "legal_basis": _l("Legal basis (for reference)"), "certainty": _l("How certain it is"),
    "last_verified": _l("Last verified on"),
}  # fmt: skip


@bp.get("/procedures")
@requires(Permission.LEARN)
def index() -> str:
    """See the catalogue."""
    query = select(Procedure).where(Procedure.archived_at.is_(None)).order_by(Procedure.sort_key, Procedure.id)
    return render_template("procedures/index.html", page=paging.paginate(query))


@bp.get("/procedures/<int:procedure_id>")
@requires(Permission.LEARN)
def show(procedure_id: int) -> str:
    """See what is known of a procedure, how certain it is, and what it was before."""
    row, version = _found(procedure_id)
    history = db.session.scalars(
        select(ProcedureVersion).filter_by(procedure_id=row.id).order_by(ProcedureVersion.version.desc())
    ).all()
    said = rules.limits(version.data, i18n.locale())
    verified = date.fromisoformat(version.data["last_verified"])
    return render_template(
        "procedures/show.html", row=row, data=version.data, limits=said, history=history, verified=verified
    )


@bp.get("/procedures/<int:procedure_id>/edit")
@requires(Permission.GUIDE_WRITE)
def edit(procedure_id: int) -> str:
    """Open a procedure for editing."""
    row, version = _found(procedure_id)
    form = ProcedureForm(data=written.to_form(version.data, row.version))
    return render_template("procedures/edit.html", row=row, form=form)


@bp.post("/procedures/<int:procedure_id>/edit")
@requires(Permission.GUIDE_WRITE)
def change(procedure_id: int) -> ResponseReturnValue:
    """Keep a new version, or give the form a row more, a row less or another order; earlier versions stay."""
    row, version = _found(procedure_id)
    moved = rearranged(request.form, request.form.get("go", ""))
    if moved is not None:
        return render_template("procedures/edit.html", row=row, form=ProcedureForm(formdata=moved))
    form = ProcedureForm()
    if form.validate_on_submit():
        with form.refusals():
            _refuse_stale(row, form)
            made = service.renew(row, written.from_form(version.data, form), by=current_user.id, note=form.note.data)
            row.edited = row.edited or made is not None
            flash(_("Kept as version %(num)s.", num=row.version) if made else _("Nothing was different."), "success")
            return redirect(url_for("procedures.show", procedure_id=row.id))
    form.version.raw_data, form.version.data = None, str(_found(procedure_id)[0].version)
    return render_template("procedures/edit.html", row=row, form=form), 422


@bp.get("/procedures/<int:procedure_id>/versions/<int:number>")
@requires(Permission.LEARN)
def version(procedure_id: int, number: int) -> str:
    """See what a version changed against the one before, row by row."""
    row, _current = _found(procedure_id)
    this, before = _version(row, number), _version(row, number - 1) if number > 1 else None
    found = written.differences(before.data if before else {}, this.data)
    return render_template("procedures/version.html", row=row, this=this, differences=found, parts=PARTS)


@bp.post("/procedures/<int:procedure_id>/versions/<int:number>")
@requires(Permission.GUIDE_WRITE)
def restore(procedure_id: int, number: int) -> ResponseReturnValue:
    """Bring an earlier version back, as a new one."""
    row, _current = _found(procedure_id)
    note = _("Version %(num)s brought back", num=number)
    made = service.renew(row, _version(row, number).data, by=current_user.id, note=str(note))
    row.edited = row.edited or made is not None
    flash(_("Kept as version %(num)s.", num=row.version) if made else _("Nothing was different."), "success")
    return redirect(url_for("procedures.show", procedure_id=row.id))


@bp.get("/procedures/import")
@requires(Permission.GUIDE_WRITE)
def import_page() -> str:
    """Choose my province's list."""
    return render_template("procedures/import.html", form=ListForm(), lines=None)


@bp.post("/procedures/import")
@requires(Permission.GUIDE_WRITE)
def import_list() -> ResponseReturnValue:
    """Look at what a list would change, line by line; then bring the good lines in."""
    form = ListForm()
    kept = _kept(request.form.get("code", ""))
    if kept is not None:
        count = lists.bring_in(lists.judge(kept.path.read_bytes()), current_user.id)
        flash(ngettext("%(num)s procedure changed.", "%(num)s procedures changed.", count), "success")
        return redirect(url_for("procedures.index"))
    if form.validate_on_submit():
        with form.refusals():
            stored = files.store(
                form.file.data, form.file.data.filename or "list", "procedures", owner_id=current_user.id
            )
            lines = lists.judge(stored.path.read_bytes())
            return render_template("procedures/import.html", form=form, lines=lines, code=stored.code)
    return render_template("procedures/import.html", form=form, lines=None), 422


@bp.get("/procedures/sample.<any(csv, xlsx):ending>")
@requires(Permission.GUIDE_WRITE)
def sample(ending: str) -> ResponseReturnValue:
    """Take a sheet to fill in."""
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    return write("thu-tuc-mau", lists.COLUMNS, [["1.001193", "Đăng ký khai sinh", "Giấy khai sinh", 0, 0, ""]])


def _kept(code: str) -> files.StoredFile | None:
    query = select(files.StoredFile).filter_by(code=code, owner_id=current_user.id, purpose="procedures")
    return db.session.scalars(query).first() if code else None


def _refuse_stale(row: Procedure, form: ProcedureForm) -> None:
    """Raise RuleBroken where somebody else changed the procedure since the form was opened."""
    if form.version.data != str(row.version):
        message = _(
            "Somebody else changed this procedure meanwhile: version %(num)s holds now. Compare it in the history, "
            "then keep your own if it still applies.",
            num=row.version,
        )
        raise RuleBroken(message, code="procedure.stale")


def _version(row: Procedure, number: int) -> ProcedureVersion:
    found = db.session.scalars(select(ProcedureVersion).filter_by(procedure_id=row.id, version=number)).first()
    return found if found is not None else abort(404)


def _found(procedure_id: int) -> tuple[Procedure, ProcedureVersion]:
    row = db.session.get(Procedure, procedure_id)
    version = service.current(row) if row else None
    if row is None or version is None:
        abort(404)
    return row, version
