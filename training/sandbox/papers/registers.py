"""Registers in the decree's columns, figures, the week, and documents printed in the decree's layout."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, abort, request
from flask_login import current_user

from training.accounts.rights import Permission
from training.core import spreadsheet
from training.core.limits import EXPENSIVE, limiter
from training.core.paging import slice_of
from training.core.permissions import requires
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.prints.sheet import Sheet, Sign, Table, dated
from training.sandbox.documents.rules import registers
from training.sandbox.documents.rules.copy_register import COPY_HEADS, COPY_SHARES, copy_lines
from training.sandbox.documents.rules.copying import page_of
from training.sandbox.documents.rules.desk import home
from training.sandbox.documents.rules.layout import document_of, document_of_sheet
from training.sandbox.documents.rules.model import Duplicate, Incoming, Outgoing
from training.sandbox.documents.rules.registers import IN_HEADS, IN_SHARES, OUT_HEADS, OUT_SHARES
from training.sandbox.documents.rules.signing import file_name
from training.sandbox.papers.bureau import Bureau, look, page
from training.sandbox.papers.records import access_record
from training.sandbox.sheets import drawn
from training.sandbox.world.axis import Parcel
from training.sandbox.world.books import IN_BOOKS, OUT_BOOKS, Closing

PER_PAGE = 15
BOOKS = {key: ("den", name) for key, name in IN_BOOKS.items()} | {key: ("di", name) for key, name in OUT_BOOKS.items()}
BOOKS["ban-sao"] = "sao", "Sổ đăng ký bản sao"
ANY_BOOK = ", ".join(f'"{key}"' for key in BOOKS)


def _lines(bureau: Bureau, book: str, year: int) -> tuple[tuple[str, ...], tuple[int, ...], list[tuple[str, ...]]]:
    if book == "ban-sao":
        return COPY_HEADS, COPY_SHARES, copy_lines(bureau.world, year)
    if BOOKS[book][0] == "den":
        return IN_HEADS, IN_SHARES, registers.arrivals(bureau.world, book, year)
    return OUT_HEADS, OUT_SHARES, registers.departures(bureau.world, book, year)


def _year(bureau: Bureau) -> int:
    asked, now = request.args.get("year", ""), bureau.world.calendar.local(bureau.world.now).year
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else now


@bp.get(f"/copies/<int:copy_id>/papers/books/<any({ANY_BOOK}):book>")
@requires(Permission.LEARN)
def book(copy_id: int, book: str) -> str:
    """Show a register of the year in the decree's columns."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    year = _year(bureau)
    heads, _shares, lines = _lines(bureau, book, year)
    way, name = BOOKS[book]
    closed = bureau.world.get(Closing, f"{way}/{home(bureau.world)}/{book}/{year}")
    now = bureau.world.calendar.local(bureau.world.now).year
    return page(
        bureau, "book.html", heads=heads, shown=[n for n in range(len(heads)) if any(line[n] for line in lines)],
        hidden=[head for n, head in enumerate(heads) if not any(line[n] for line in lines)],
        rows=slice_of(lines, per=PER_PAGE), book=book, name=name, books=BOOKS,
        year=year, years=sorted({2026, now}), closed=closed,
    )  # fmt: skip


@bp.get(f"/copies/<int:copy_id>/papers/books/<any({ANY_BOOK}):book>.<any(pdf, xlsx):ending>")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def book_file(copy_id: int, book: str, ending: str) -> Response:
    """Download a register as a PDF or a spreadsheet."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    year = _year(bureau)
    heads, shares, lines = _lines(bureau, book, year)
    if ending == "xlsx":
        return spreadsheet.as_xlsx(f"so-{book}-{year}", heads, lines)
    here, today = home(bureau.world), bureau.world.calendar.local(bureau.world.now).date()
    sheet = Sheet(
        f"{BOOKS[book][1]} năm {year}".upper(), (Table(heads, tuple(lines), shares),),
        (bureau.agency.upper(), "VĂN THƯ CƠ QUAN"), dated=dated(bureau.world, here, today), wide=True,
        form="Các cột theo Nghị định 30/2020/NĐ-CP (nội dung tham khảo, đối chiếu văn bản gốc)",
        signs=(Sign("VĂN THƯ"),),
    )  # fmt: skip
    return _shown(drawn(sheet), f"so-{book}-{year}")


@bp.get("/copies/<int:copy_id>/papers/overview")
@requires(Permission.LEARN)
def overview(copy_id: int) -> str:
    """Show how units stand to their deadlines, and what the week brings day by day."""
    bureau = look(access_own_copy(current_user.id, copy_id))
    asked = request.args.get("week", "")
    try:
        day = date.fromisoformat(asked) if asked else bureau.world.calendar.local(bureau.world.now).date()
    except ValueError:
        day = bureau.world.calendar.local(bureau.world.now).date()
    monday = registers.monday_of(day) if 2020 < day.year < 2100 else registers.monday_of(date(2026, 11, 9))
    figures = registers.by_unit(bureau.world)
    return page(
        bureau, "overview.html", figures=figures, total=registers.total(figures),
        days=registers.week(bureau.world, monday), monday=monday,
        before=monday - timedelta(days=7), after=monday + timedelta(days=7),
        today=bureau.world.calendar.local(bureau.world.now).date(),
        weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    )  # fmt: skip


@bp.get("/copies/<int:copy_id>/papers/<any(incoming, outgoing, parcel, duplicate):kind>/<code>/page.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def page_pdf(copy_id: int, kind: str, code: str) -> Response:
    """Open a document as a page in the decree's layout; a secret one is not printed at all."""
    from training.office.document.pdf import render

    bureau = look(access_own_copy(current_user.id, copy_id))
    found = access_record(bureau.world, kind, code)
    if isinstance(found, Duplicate):
        return _shown(render(*page_of(bureau.world, found)), "ban-sao")
    if isinstance(found, Outgoing):
        return _shown(render(document_of(bureau.world, found)), file_name(found.printed or "du-thao")[:-4])
    parcel = bureau.world.get(Parcel, found.parcel) if isinstance(found, Incoming) else found
    if not isinstance(parcel, Parcel) or parcel.sheet.is_secret:
        abort(404)
    return _shown(render(document_of_sheet(bureau.world, parcel.sheet)), file_name(parcel.sheet.number)[:-4])


def _shown(body: bytes, name: str) -> Response:
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
