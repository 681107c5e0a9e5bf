"""The verbs of the catalogue: a new version, and the shipped list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _
from sqlalchemy import select

from training.core import audit, clock, events, search
from training.core.content import Shipped
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.sortkey import sort_key
from training.procedures import rules
from training.procedures.models import Procedure, ProcedureVersion

LIBRARY = Path(__file__).parent / "library" / "thu-tuc.yaml"


def renew(procedure: Procedure, data: Mapping[str, Any], *, by: int | None, note: str = "") -> ProcedureVersion | None:
    """Add a version with `data`, and tell the house which fields changed; None where nothing did.

    Raises RuleBroken for a procedure without a name.
    """
    if not str(data.get("name", "")).strip():
        raise RuleBroken(_("Write the name of the procedure."), field="name", code="procedure.name")
    locked(Procedure, procedure.id)
    before = current(procedure)
    fields = rules.changed(before.data if before else {}, data)
    if before is not None and not fields:
        return None
    procedure.version += 1
    row = ProcedureVersion(
        procedure_id=procedure.id,
        version=procedure.version,
        data=dict(data),
        made_at=clock.now(),
        made_by=by,
        note=note,
    )
    procedure.name, procedure.sort_key = str(data["name"]), sort_key(str(data["name"]))
    db.session.add(row)
    db.session.flush()
    search.index("procedure", procedure.id, procedure.name, f"{procedure.code} {data.get('result', '')}")
    if before is not None:
        audit.note("procedure.change", ("procedure", procedure.id), fields=list(fields))
        events.publish(events.ProcedureChanged(procedure.code, procedure.version, fields))
    return row


def current(procedure: Procedure) -> ProcedureVersion | None:
    """Return the version in force."""
    query = select(ProcedureVersion).filter_by(procedure_id=procedure.id, version=procedure.version)
    return db.session.scalars(query).first()


def by_code(code: str) -> Mapping[str, Any] | None:
    """Return what is known of a procedure now, or None."""
    query = (
        select(ProcedureVersion.data)
        .join(
            Procedure, (Procedure.id == ProcedureVersion.procedure_id) & (Procedure.version == ProcedureVersion.version)
        )
        .where(Procedure.code == code, Procedure.archived_at.is_(None))
    )
    found: Mapping[str, Any] | None = db.session.scalar(query)
    return found


class ShippedProcedures:
    """The procedures of the package."""

    name = "procedure"
    order = 15

    def shipped(self) -> Iterator[Shipped]:
        """Read the procedures of the package."""
        for each in library():
            yield Shipped(each["code"], int(each["version"]), each)

    def edited(self, key: str) -> bool:
        """Say whether an editor changed this procedure."""
        return bool(db.session.scalar(select(Procedure.edited).filter_by(code=key)))

    def write(self, piece: Shipped) -> None:
        """Create or renew a procedure."""
        row = db.session.scalars(select(Procedure).filter_by(code=piece.key)).first()
        if row is None:
            row = Procedure(code=piece.key, name=piece.body["name"], sort_key="", version=0, edited=False)
            db.session.add(row)
            db.session.flush()
        row.edited = False
        renew(row, piece.body, by=None)


@cache
def library() -> list[dict[str, Any]]:
    """Return the shipped procedures as data."""
    found: list[dict[str, Any]] = yaml.safe_load(LIBRARY.read_text("utf-8"))
    return found
