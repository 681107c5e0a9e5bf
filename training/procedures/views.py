"""Doors of the catalogue, for editors."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from training.accounts.rights import Permission
from training.core import files, i18n, paging, spreadsheet
from training.core.db import db
from training.core.permissions import requires
from training.procedures import lists, rules, service
from training.procedures.forms import ListForm, ProcedureForm
from training.procedures.models import Procedure, ProcedureVersion

bp = Blueprint("procedures", __name__, template_folder="templates")


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
    return render_template("procedures/show.html", row=row, data=version.data, limits=said, history=history)


@bp.get("/procedures/<int:procedure_id>/edit")
@requires(Permission.GUIDE_WRITE)
def edit(procedure_id: int) -> str:
    """Open a procedure for editing."""
    row, version = _found(procedure_id)
    data = version.data
    first = (data.get("limits") or [{}])[0]
    form = ProcedureForm(
        name=data["name"], result=data.get("result", ""), amount=(data.get("fee") or {}).get("amount"),
        days=first.get("amount"), supplement_policy=data.get("supplement_policy", "pause"),
        legal_basis=data.get("legal_basis", ""), last_verified=date.fromisoformat(data["last_verified"]),
    )  # fmt: skip
    return render_template("procedures/edit.html", row=row, form=form)


@bp.post("/procedures/<int:procedure_id>/edit")
@requires(Permission.GUIDE_WRITE)
def change(procedure_id: int) -> ResponseReturnValue:
    """Keep a new version; the earlier ones stay."""
    row, version = _found(procedure_id)
    form = ProcedureForm()
    if form.validate_on_submit():
        with form.refusals():
            made = service.renew(row, _edited(version.data, form), by=current_user.id, note=form.note.data)
            row.edited = row.edited or made is not None
            flash(_("Kept as version %(num)s.", num=row.version) if made else _("Nothing was different."), "success")
            return redirect(url_for("procedures.show", procedure_id=row.id))
    return render_template("procedures/edit.html", row=row, form=form), 422


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


def _edited(data: Any, form: ProcedureForm) -> dict[str, Any]:
    new: dict[str, Any] = deepcopy(dict(data))
    for name in ("name", "result", "supplement_policy", "legal_basis"):
        new[name] = getattr(form, name).data or ""
    new["last_verified"] = form.last_verified.data.isoformat()
    if form.amount.data is not None and new.get("fee", {}).get("rule", "none") != "none":
        new["fee"]["amount"] = form.amount.data
    if form.days.data is not None and new.get("limits"):
        new["limits"][0]["amount"] = form.days.data
    return new


def _found(procedure_id: int) -> tuple[Procedure, ProcedureVersion]:
    row = db.session.get(Procedure, procedure_id)
    version = service.current(row) if row else None
    if row is None or version is None:
        abort(404)
    return row, version
