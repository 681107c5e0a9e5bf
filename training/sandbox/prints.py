"""Printing inside the window: every form of a case, its control slip, receipts and result, on screen and as PDF."""

from __future__ import annotations

from flask import Response, abort, url_for
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.limits import EXPENSIVE, limiter
from training.core.links import public_url
from training.core.permissions import requires
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.prints import books
from training.sandbox.cases.prints.forms import form_sheet
from training.sandbox.cases.prints.sheet import NATION, Sheet
from training.sandbox.cases.rules.model import Case
from training.sandbox.desk import page
from training.sandbox.sheets import as_pdf
from training.sandbox.window import Window


@bp.get("/copies/<int:copy_id>/cases/<code>/forms/<int:number>")
@requires(Permission.LEARN)
def slip(copy_id: int, code: str, number: int) -> str:
    """Show one filled form of a case as it would be printed."""
    window, case = _case(copy_id, code)
    pdf = url_for("sandbox.slip_pdf", copy_id=copy_id, code=code, number=number)
    return shown(window, case, _form(window, case, number), pdf)


@bp.get("/copies/<int:copy_id>/cases/<code>/forms/<int:number>.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def slip_pdf(copy_id: int, code: str, number: int) -> Response:
    """Download one filled form of a case as a PDF."""
    window, case = _case(copy_id, code)
    return as_pdf(_form(window, case, number), address_of(copy_id, case), f"phieu-{number}")


@bp.get("/copies/<int:copy_id>/cases/<code>/print/<any(control, result):kind>")
@requires(Permission.LEARN)
def paper(copy_id: int, code: str, kind: str) -> str:
    """Show the control slip of a case, or the result it ended in."""
    window, case = _case(copy_id, code)
    pdf = url_for("sandbox.paper_pdf", copy_id=copy_id, code=code, kind=kind)
    return shown(window, case, _paper(window, case, kind), pdf)


@bp.get("/copies/<int:copy_id>/cases/<code>/print/<any(control, result):kind>.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def paper_pdf(copy_id: int, code: str, kind: str) -> Response:
    """Download the control slip or the result of a case as a PDF."""
    window, case = _case(copy_id, code)
    return as_pdf(_paper(window, case, kind), "", kind)


@bp.get("/copies/<int:copy_id>/cases/<code>/receipts/<int:number>")
@requires(Permission.LEARN)
def receipt(copy_id: int, code: str, number: int) -> str:
    """Show the receipt of one payment."""
    window, case = _case(copy_id, code)
    pdf = url_for("sandbox.receipt_pdf", copy_id=copy_id, code=code, number=number)
    return shown(window, case, _receipt(window, case, number), pdf)


@bp.get("/copies/<int:copy_id>/cases/<code>/receipts/<int:number>.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def receipt_pdf(copy_id: int, code: str, number: int) -> Response:
    """Download the receipt of one payment as a PDF."""
    window, case = _case(copy_id, code)
    return as_pdf(_receipt(window, case, number), "", f"bien-lai-{number}")


def shown(window: Window, case: Case | None, sheet: Sheet, pdf: str) -> str:
    """Render a sheet as a page of the window; `pdf` is where the same sheet is to be had for printing."""
    return page(window, "sandbox/sheet.html", case=case, sheet=sheet, pdf=pdf, nation=NATION)


def address_of(copy_id: int, case: Case) -> str:
    """Return what the QR code of a slip opens: the look-up inside this copy."""
    return public_url(url_for("sandbox.look_up", copy_id=copy_id, code=case.number))


def _case(copy_id: int, code: str) -> tuple[Window, Case]:
    window = Window.of(access_own_copy(current_user.id, copy_id))
    return window, access_case(window.world, code)


def _form(window: Window, case: Case, number: int) -> Sheet:
    if not 1 <= number <= len(case.forms):
        abort(404)
    return form_sheet(window.world, case, case.forms[number - 1])


def _paper(window: Window, case: Case, kind: str) -> Sheet:
    if kind == "control":
        return books.control_sheet(window.world, case)
    if not case.decision:
        abort(404)
    return books.result_sheet(window.world, case)


def _receipt(window: Window, case: Case, number: int) -> Sheet:
    if not 1 <= number <= len(case.payments) or case.payments[number - 1].outcome != "success":
        abort(404)
    return books.receipt_sheet(window.world, case, case.payments[number - 1])
