"""The books of the counter: register, monthly report and on-time figures, on screen, as PDF and as a table file."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.limits import EXPENSIVE, limiter
from training.core.paging import slice_of
from training.core.permissions import requires
from training.core.practice import PRACTICE_MARK
from training.core.spreadsheet import as_csv
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.prints import months
from training.sandbox.cases.prints.books import REGISTER_HEADS, register_sheet
from training.sandbox.cases.prints.sheet import Table
from training.sandbox.cases.rules import records
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.figures import standing
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.receiving import home_of
from training.sandbox.desk import PER_PAGE, page
from training.sandbox.prints import shown
from training.sandbox.sheets import as_pdf
from training.sandbox.window import Window


@bp.get("/copies/<int:copy_id>/register")
@requires(Permission.LEARN)
def register(copy_id: int) -> str:
    """Show the counter's register of cases (Form 07)."""
    window = _window(copy_id)
    rows = records.register(window.world, home_of(window.world))
    return page(
        window, "sandbox/register.html", rows=slice_of(rows, per=PER_PAGE), title=FORM_TITLES["07"],
        heads=REGISTER_HEADS, keys={one.number: one.code for one in window.world.all(Case)},
    )  # fmt: skip


@bp.get("/copies/<int:copy_id>/register.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def register_pdf(copy_id: int) -> Response:
    """Download the register as a PDF."""
    world = _window(copy_id).world
    return as_pdf(register_sheet(world, home_of(world)), "", "so-theo-doi")


@bp.get("/copies/<int:copy_id>/register.csv")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def register_csv(copy_id: int) -> Response:
    """Download the register as a table file, marked as fake in its first column."""
    world = _window(copy_id).world
    table = register_sheet(world, home_of(world)).body[0]
    rows = table.rows if isinstance(table, Table) else ()
    return as_csv("so-theo-doi-gia-lap", (PRACTICE_MARK, *REGISTER_HEADS), (("giả lập", *row) for row in rows))


@bp.get("/copies/<int:copy_id>/month")
@requires(Permission.LEARN)
def month(copy_id: int) -> str:
    """Show the report of one month, as things stand at the simulated time."""
    window = _window(copy_id)
    year, number = months.asked(window.world, request.args.get("of", ""))
    sheet = months.month_sheet(window.world, year, number)
    return page(
        window, "sandbox/month.html", sheet=sheet, of=f"{year}-{number:02}", choices=months.choices(window.world),
        totals=records.month(window.world, year, number), year=year, number=number,
    )  # fmt: skip


@bp.get("/copies/<int:copy_id>/month.pdf")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def month_pdf(copy_id: int) -> Response:
    """Download the report of one month as a PDF."""
    world = _window(copy_id).world
    return as_pdf(months.month_sheet(world, *months.asked(world, request.args.get("of", ""))), "", "bao-cao-thang")


@bp.get("/copies/<int:copy_id>/month.csv")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def month_csv(copy_id: int) -> Response:
    """Download the report of one month as a table file, marked as fake in its first column."""
    world = _window(copy_id).world
    rows = months.month_rows(world, *months.asked(world, request.args.get("of", "")))
    heads = (PRACTICE_MARK, *months.HEADS)
    return as_csv("bao-cao-thang-gia-lap", heads, (("giả lập", *row) for row in rows))


@bp.get("/copies/<int:copy_id>/on-time")
@requires(Permission.LEARN)
def on_time(copy_id: int) -> str:
    """Show how far the counter keeps its promises: lights, outcomes by procedure, and what citizens say."""
    window = _window(copy_id)
    return page(window, "sandbox/on_time.html", now=standing(window.world))


@bp.get("/copies/<int:copy_id>/register/sheet")
@requires(Permission.LEARN)
def register_sheet_page(copy_id: int) -> str:
    """Show the register as the sheet that is printed."""
    window = _window(copy_id)
    pdf = url_for("sandbox.register_pdf", copy_id=copy_id)
    return shown(window, None, register_sheet(window.world, home_of(window.world)), pdf)


def _window(copy_id: int) -> Window:
    return Window.of(access_own_copy(current_user.id, copy_id))
