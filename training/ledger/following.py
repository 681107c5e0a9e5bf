"""How far people are and what they finished: the ledger hears what rooms publish."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, select, true
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.accounts.models import Membership
from training.core import activities, clock
from training.core.activities import ActivityRef
from training.core.db import db, line, on_sqlite
from training.core.events import Finished, Progressed, Regraded, Started, Stuck
from training.ledger.models import Completion, Progress

_membership: Any = Membership.__table__
UNIT_OF = (
    select(_membership.c.unit_id)
    .where(_membership.c.person_id == bindparam("of_person"), _membership.c.primary == true())
    .where(_membership.c.until.is_(None))
    .limit(literal_column("1"))
    .scalar_subquery()
)
DONE = insert(Completion.__table__).values(unit_id=UNIT_OF)  # type: ignore[arg-type]
"""Built once: a whole class ends an exam in the same minute."""


def note_started(event: Started) -> None:
    """Hear that somebody opened something for the first time."""
    _progress(event.person_id, event.ref, {})


def note_progress(event: Progressed) -> None:
    """Hear that somebody got further, or came back to an earlier place."""
    _progress(
        event.person_id, event.ref, {"fraction": event.fraction, "place": event.place},
        seconds=event.seconds, cleared=True,
    )  # fmt: skip


def note_stuck(event: Stuck) -> None:
    """Hear that somebody tried again and failed."""
    stuck = {"stuck_where": event.where[:300], "stuck_at": clock.now(), "tries": event.tries}
    _progress(event.person_id, event.ref, stuck)


def note_finished(event: Finished | Regraded) -> None:
    """Write down that something is finished, with its evidence and the unit of that day."""
    found = activities.describe([event.ref]).get(event.ref)
    db.session.flush()
    done = {
        "person_id": event.person_id, "ref_kind": event.ref.kind, "ref_id": event.ref.id, "outcome": event.outcome,
        "activity_version": found.version if found else 1, "fraction": event.fraction, "evidence": event.evidence,
        "of_person": event.person_id, "at": clock.now(),
        "assisted": getattr(event, "assisted", False), "self_reported": getattr(event, "self_reported", False),
    }  # fmt: skip
    line().execute(DONE, done)
    well = event.outcome != "failed"
    reached = {"fraction": 1.0} if well else {"fraction": 0.0, "place": ""}  # what failed is over: the next try is new
    _progress(event.person_id, event.ref, reached, cleared=well)


def _progress(
    person_id: int, ref: ActivityRef, values: dict[str, Any], *, seconds: int = 0, cleared: bool = False
) -> None:
    """Write how far a person is: one statement, whether it is the first news of this activity or not."""
    now = clock.now()
    changed = values | ({"stuck_where": "", "stuck_at": None} if cleared else {}) | {"last_at": now}
    fresh = {"fraction": 0.0, "place": "", "tries": 0, "stuck_where": "", "stuck_at": None, "started_at": now}
    named = {"person_id": person_id, "ref_kind": ref.kind, "ref_id": ref.id, "seconds": seconds}
    row = {f"{name}_": value for name, value in (fresh | changed | named).items()}
    line().execute(_written(on_sqlite(), tuple(fresh | changed | named), frozenset(changed)), row)


@cache
def _written(sqlite: bool, names: tuple[str, ...], changed: frozenset[str]) -> Any:
    """Return the statement for these columns: building it anew for each answer of an exam cost more than running it."""
    table: Any = Progress.__table__
    insert = (sqlite_insert if sqlite else pg_insert)(table)
    query = insert.values({name: bindparam(f"{name}_", type_=table.c[name].type) for name in names})
    return query.on_conflict_do_update(
        index_elements=["person_id", "ref_kind", "ref_id"],
        set_={name: query.excluded[name] for name in sorted(changed)}
        | {"seconds": table.c.seconds + query.excluded.seconds},
    )
