"""What the copy prints, on the page and as PDF, always marked as simulated."""

from __future__ import annotations

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_login import current_user
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer, Table

from training.accounts.rights import Permission
from training.core import pdf
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.cases.rules import records
from training.sandbox.cases.rules.receiving import LOOK_UP
from training.sandbox.views.blueprint import bp, page


@bp.get("/practice/<int:copy_id>/cases/<code>/forms/<int:number>")
@requires(Permission.LEARN)
def form(copy_id: int, code: str, number: int) -> str:
    """Read a filled form of a case."""
    play = access_own_copy(current_user.id, copy_id)
    case = access_case(play, code)
    if not 1 <= number <= len(case.forms):
        abort(404)
    title, lines = records.printed(play.world, case, case.forms[number - 1])
    return page("form.html", play, case=case, title=title, lines=[each for each in lines if each[1]], number=number)


@bp.get("/practice/<int:copy_id>/cases/<code>/forms/<int:number>.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def form_pdf(copy_id: int, code: str, number: int) -> ResponseReturnValue:
    """Print a filled form, with its square code and the practice mark."""
    play = access_own_copy(current_user.id, copy_id)
    case = access_case(play, code)
    if not 1 <= number <= len(case.forms):
        abort(404)
    title, lines = records.printed(play.world, case, case.forms[number - 1])
    face = pdf.roboto()
    text = ParagraphStyle("line", fontName=face.regular, fontSize=11, leading=16)
    head = ParagraphStyle("head", fontName=face.bold, fontSize=15, leading=22, spaceAfter=10)
    rows = [[Paragraph(pdf.markup(name), text), Paragraph(pdf.markup(value), text)] for name, value in lines if value]
    story = [Paragraph(pdf.markup(title), head), Table(rows, colWidths=[50 * mm, 112 * mm]), Spacer(1, 6 * mm)]
    story.append(pdf.QrCode(f"https://{LOOK_UP}/{case.number or case.code}"))
    data = pdf.build(story, pdf.About(title), under=lambda canvas, _number: pdf.practice_mark(canvas, face))
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="mau-{case.forms[number - 1].form}.pdf"'
    return answer
