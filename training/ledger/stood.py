"""The one query behind every standing: what is asked of a person, how far it is, and what is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import bindparam, cast, literal_column, null, select, union_all

from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger.models import Completion, Duty, Progress
from training.ledger.reach import DONE

State = Literal["new", "started", "finished"]
FIELDS = {
    "due_on": Duty, "anew_since": Duty, "fraction": Progress, "place": Progress, "outcome": Completion,
    "at": Completion, "evidence": Completion,
}  # fmt: skip
"""What a standing is made of, and which table says it."""


@dataclass(frozen=True)
class Standing:
    """How one person stands to one activity."""

    ref: ActivityRef
    state: State = "new"
    fraction: float = 0.0
    place: str = ""
    due_on: date | None = None
    finished_at: datetime | None = None
    outcome: str = ""
    completion_id: int | None = None
    evidence: Any = None
    asked: bool = False
    since: datetime | None = None
    """When it was last asked anew: what was finished before does not count for the duty."""

    @property
    def failed(self) -> bool:
        """Say whether the last try was not enough and no other is on the way."""
        return self.state == "started" and self.outcome == "failed" and not self.fraction


def _of_person(model: Any, *, some: bool) -> Any:
    mine = model.__table__.c
    told = [
        (mine[name] if owner is model else cast(null(), owner.__table__.c[name].type)).label(name)
        for name, owner in FIELDS.items()
    ]
    query = select(literal_column(f"'{model.__name__}'").label("what"), mine.id, mine.ref_kind, mine.ref_id, *told)
    if some:
        query = query.where(mine.ref_kind.in_(bindparam("kinds", expanding=True)))
        query = query.where(mine.ref_id.in_(bindparam("ids", expanding=True)))
    return query.where(mine.person_id == bindparam("person_id"))


def _stood(*, some: bool) -> Any:
    every = union_all(*(_of_person(model, some=some) for model in (Duty, Progress, Completion)))
    return every.order_by(every.selected_columns.id)


OF_ALL, OF_SOME = _stood(some=False), _stood(some=True)
"""Of everything, and of some activities (`kinds`, `ids`): built once, for they are asked on nearly every page."""


def rows(query: Any, person_id: int, **named: Any) -> tuple[dict[ActivityRef, Any], ...]:
    """Return duties, progress and completions, the newest row of each activity.

    A completion that counts as done is not pushed out by a later failure.
    """
    found: dict[str, dict[ActivityRef, Any]] = {model.__name__: {} for model in (Duty, Progress, Completion)}
    for row in db.session.execute(query, {"person_id": person_id, **named}):
        ref, known = ActivityRef(row.ref_kind, row.ref_id), found[row.what]
        if ref not in known or row.outcome is None or row.outcome in DONE:
            known[ref] = row
    return tuple(found.values())
