"""Many newcomers at once: everything slow is worked out first, then written in one short transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from training.accounts import people, sign_in_names
from training.accounts.models import Credential, Identity, ImportChange, Membership, Person, Position, Unit
from training.accounts.staff_rows import StaffRow
from training.core import audit, clock, events, fold, search
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.core.events import PostsImported
from training.core.sortkey import name_key


@dataclass
class Register:
    """What every row of a list asks for again and again, read once: units, positions, names already taken."""

    units: dict[str, tuple[int, str]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    @classmethod
    def read(cls) -> Register:
        """Read the house as it is now."""
        units = db.session.execute(select(Unit.code, Unit.id, Unit.name)).all()
        places = db.session.execute(select(Position.folded, Position.id)).all()
        taken = set(db.session.scalars(select(Credential.sign_in_name)))
        return cls({row[0]: (row[1], row[2]) for row in units}, {row[0]: row[1] for row in places}, taken)

    def position(self, name: str) -> int | None:
        """Return the id of a position, made if it is new."""
        folded = fold.fold(fold.nfc(name).strip())
        if folded and folded not in self.positions:
            found = people.position_named(name)
            self.positions[folded] = found.id if found else 0
        return self.positions.get(folded)


def write(batch_id: int, rows: Sequence[StaffRow], known: Register) -> None:
    """Take in the people of `rows`, who are new, each with one post; everyone is told of them in one event."""
    now, today = clock.now(), clock.today()
    names = [fold.nfc(row.full_name).strip() for row in rows]
    persons = [
        {"created_at": now, "name_key": name_key(name), "joined_on": row.joined_on or today}
        for row, name in zip(rows, names, strict=True)
    ]
    signs = [_sign_in_name(row, name, known) for row, name in zip(rows, names, strict=True)]
    folded = [fold.fold(name) for name in names]
    places = [known.position(row.position) for row in rows]
    ids = list(db.session.scalars(insert(Person).returning(Person.id, sort_by_parameter_order=True), persons))
    db.session.execute(
        insert(Identity),
        [
            {"person_id": i, "code": row.code, "full_name": n, "folded": f, "email": row.email, "phone": row.phone}
            for i, row, n, f in zip(ids, rows, names, folded, strict=True)
        ],
    )
    db.session.execute(
        insert(Credential), [{"person_id": i, "sign_in_name": s} for i, s in zip(ids, signs, strict=True)]
    )
    homes = [known.units[row.unit_code][0] for row in rows]
    posts = [
        {
            "person_id": i, "unit_id": home, "position_id": place, "since": row.joined_on or today, "primary": True,
        }
        for i, row, home, place in zip(ids, rows, homes, places, strict=True)
    ]  # fmt: skip
    db.session.execute(insert(Membership), posts)
    found = ((i, n, f"{row.code} {s}") for i, row, n, s in zip(ids, rows, names, signs, strict=True))
    search.index_new("person", found, audience="people")
    _remember(batch_id, ids, homes)
    events.publish(PostsImported(tuple(ids)))


def _sign_in_name(row: StaffRow, name: str, known: Register) -> str:
    unit_name = known.units[row.unit_code][1]
    chosen = sign_in_names.propose(unit_name, name, known.names)
    known.names.add(chosen)
    return chosen


def _remember(batch_id: int, ids: Sequence[int], units: Sequence[int]) -> None:
    """Write down what the import did, for taking it back, and in the audit trail."""
    changes = [{"batch_id": batch_id, "table": "person", "row_id": each, "before": None} for each in ids]
    db.session.execute(insert(ImportChange), changes)
    base: dict[str, Any] = {
        "at": clock.now(), "actor_id": audit.record.current_actor(), "outcome": "done", "subject_kind": "person",
        "request_id": "",
    }  # fmt: skip
    lines = [
        base | {"action": action, "subject_id": str(person_id), "details": {"unit": unit_id}}
        for person_id, unit_id in zip(ids, units, strict=True)
        for action in ("person.enrol", "person.post")
    ]
    db.session.execute(insert(AuditEvent), lines)
