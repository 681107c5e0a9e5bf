"""Printing a filled form of a case: a PDF with a QR code, marked as practice from edge to edge."""

from __future__ import annotations

from flask import Response
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.rules.receiving import LOOK_UP
from training.sandbox.desk import printed
from training.sandbox.window import Window


@bp.get("/copies/<int:copy_id>/cases/<code>/forms/<int:number>.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def slip_pdf(copy_id: int, code: str, number: int) -> Response:
    """Download one filled form of a case as a PDF."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    case = access_case(window.world, code)
    title, lines = printed(window, case, number)
    body = drawn(title, window.place, lines, case.number)
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="phieu-{number}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def drawn(title: str, place: str, lines: list[tuple[str, str]], number: str) -> bytes:
    """Lay a form out as a PDF."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer

    from training.core import pdf

    face = pdf.roboto()
    plain = ParagraphStyle("plain", fontName=face.regular, fontSize=11.5, leading=17)
    head = ParagraphStyle("head", fontName=face.bold, fontSize=15, leading=20, alignment=1, spaceAfter=10)
    story = [Paragraph(pdf.markup(place), plain), Spacer(1, 8), Paragraph(pdf.markup(title.upper()), head)]
    story += [Paragraph(f"<b>{pdf.markup(name)}:</b> {pdf.markup(value)}", plain) for name, value in lines]
    if number:
        story += [Spacer(1, 12), pdf.QrCode(f"https://{LOOK_UP}/{number}")]
    return pdf.build(story, pdf.About(title), under=lambda canvas, _page: pdf.practice_mark(canvas, face))
