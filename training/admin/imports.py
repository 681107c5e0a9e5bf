"""Doors of the staff import: look first, then bring in, then, while unused, take back."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import staff_apply, staff_words
from training.accounts.access import scope
from training.accounts.models import ImportBatch
from training.accounts.rights import Permission
from training.accounts.staff_judge import Importer
from training.accounts.staff_rows import COLUMNS, ColumnsMissing
from training.admin import queries
from training.admin.forms import StaffFileForm
from training.admin.views import bp
from training.core import files, paging, sheet, spreadsheet
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.jobs import queue
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires

IMPORT = Permission.PEOPLE_IMPORT
SAMPLE = (
    ("CB001", "Nguyễn Thị Mẫu Một", "mau.mot@vidu.invalid", "0100000001", "Z99.10.01", "UBND phường Cửa Sen", "Z99",
     "Chuyên viên", "hoc_vien", "05/11/2026"),
    ("CB002", "Trần Văn Thử Nghiệm", "", "", "Z99.10.01", "", "", "Văn thư", "", ""),
)  # fmt: skip
LARGEST = 20 * 1024 * 1024


@bp.get("/people/import")
@requires(IMPORT)
def imports() -> str:
    """Choose a staff list, and see earlier imports."""
    return _page(StaffFileForm())


@bp.post("/people/import")
@requires(IMPORT)
def look() -> ResponseReturnValue:
    """Look at what a list would do, each bad line named; nothing is changed yet."""
    form = StaffFileForm()
    if form.validate_on_submit():
        with form.refusals():
            stored = files.store(form.file.data, form.file.data.filename or "staff", "staff", owner_id=current_user.id,
                                 largest=LARGEST)  # fmt: skip
            made = _plan(stored)
            return render_template(
                "admin/import_look.html", made=made, file=stored, say=staff_words.sentence,
                close_missing=bool(form.close_missing.data), problems=paging.slice_of(made.problems, 1, per=200),
            )  # fmt: skip
    return _page(form), 422


@bp.post("/people/import/<code>")
@requires(IMPORT)
def start(code: str) -> ResponseReturnValue:
    """Bring the good lines in, in the background."""
    stored = db.session.scalars(
        db.select(files.StoredFile).filter_by(code=code, owner_id=current_user.id, purpose="staff")
    ).first()
    if stored is None:
        abort(404)
    batch = staff_apply.begin(stored, _importer(), close_missing=request.form.get("close_missing") == "yes")
    queue.enqueue("accounts.import_staff", dedupe_key=f"import:{stored.code}", batch_id=batch.id)
    return redirect(url_for("admin.import_state", batch_id=batch.id))


@bp.get("/people/imports/<int:batch_id>")
@requires(IMPORT)
def import_state(batch_id: int) -> str:
    """See how far an import is, and what came of it."""
    return render_template("admin/import_state.html", batch=_batch(batch_id))


@bp.post("/people/imports/<int:batch_id>/undo")
@requires(IMPORT)
def undo(batch_id: int) -> ResponseReturnValue:
    """Take a whole import back, while nobody of it has begun to work."""
    count = staff_apply.undo(_batch(batch_id))
    flash(_("%(num)s people are taken back.", num=count), "success")
    return redirect(url_for("admin.imports"))


@bp.get("/people/<any(sample, export):what>.<any(csv, xlsx):ending>")
@requires(IMPORT)
@limiter.limit(EXPENSIVE)
def sheet_file(what: str, ending: str) -> Response:
    """Take a sample sheet to fill in, or my people in the same columns."""
    rows = [list(row) for row in SAMPLE] if what == "sample" else staff_apply.exported(scope(current_user.id, IMPORT))
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    return write("danh-sach-mau" if what == "sample" else "danh-sach-can-bo", COLUMNS, rows)


def _plan(stored: files.StoredFile) -> staff_apply.Plan:
    try:
        return staff_apply.plan(stored.path.read_bytes(), _importer())
    except sheet.SheetRefused as error:
        raise RuleBroken(staff_words.refusal(error.code), field="file", code="import.refused") from error
    except ColumnsMissing as error:
        message = _("These columns are missing: %(columns)s. Take the sample sheet.", columns=", ".join(error.columns))
        raise RuleBroken(message, field="file", code="import.columns") from error


def _importer() -> Importer:
    return Importer(current_user.may(Permission.GRANT), current_user.id)


def _batch(batch_id: int) -> ImportBatch:
    found = db.session.get(ImportBatch, batch_id)
    if found is None or not (found.created_by == current_user.id or current_user.may(Permission.GRANT)):
        abort(404)
    return found


def _page(form: StaffFileForm) -> str:
    mine = queries.imports()
    if not current_user.may(Permission.GRANT):
        mine = mine.where(ImportBatch.created_by == current_user.id)
    return render_template("admin/imports.html", form=form, page=paging.paginate(mine, per=20))
