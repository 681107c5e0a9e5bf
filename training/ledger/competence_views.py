"""Doors of the competency map."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from training.accounts import grants
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import audit, clock, reporting, spreadsheet
from training.core.db import db
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.core.reporting import Scope
from training.ledger import competence, needs, repeats
from training.ledger.views import bp

SEE = Permission.COMPLETION_SEE


@bp.get("/competencies")
@requires(SEE)
def competencies() -> str:
    """See what the people of my units have shown they can do."""
    unit, level = _asked()
    rows = competence.of_units(unit, level)
    kept = list(reporting.rows(repeats.RETENTION, Scope(current_user.id, tuple(row.unit_id for row in rows))))
    places = {row.name: place for place, row in enumerate(rows)}  # the whole first, as in the map above it
    kept.sort(key=lambda row: places.get(row["unit"], len(places)))
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, SEE)), Unit.archived_at.is_(None))
    return render_template(
        "ledger/competencies.html", unit=unit, level=level, rows=rows, kept=kept, needs=needs, at=clock.now(),
        units=db.session.scalars(mine.order_by(Unit.sort_key)).all(),
    )  # fmt: skip


@bp.get("/competencies.<any(csv, xlsx):ending>")
@requires(SEE)
@limiter.limit(EXPENSIVE)
def competencies_file(ending: str) -> ResponseReturnValue:
    """Take the map with me, with the same figures as on the screen."""
    unit, level = _asked()
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    audit.note("competency.export", ("unit", unit.id), level=level)
    heads: list[str] = [_("Unit"), _("People")]
    for label in needs.COMPETENCIES.values():
        heads += [str(label), f"{label} (%)"]
    return write("ban-do-nang-luc", heads, [_cells(row) for row in competence.of_units(unit, level)])


def _cells(row: competence.Row) -> list[Any]:
    found: list[Any] = [row.name, row.people]
    for key in needs.COMPETENCIES:
        found += [row.counts[key], round(row.share(key) * 100)]
    return found


def _asked() -> tuple[Unit, int]:
    roots = grants.roots(current_user.id, SEE)
    unit = access_unit(current_user.id, request.args.get("unit", type=int) or (roots[0] if roots else 0), SEE)
    return unit, min(competence.HIGHEST, max(1, request.args.get("level", 1, type=int)))
