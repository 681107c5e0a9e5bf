"""Sealing and verifying: each seal is SHA-256 over the event and the seal before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from training.core import clock
from training.core.audit.models import AuditEvent, AuditSeal
from training.core.db import db, on_sqlite, take_turn

GENESIS = "0" * 64
SETTLING = timedelta(seconds=5)
"""Younger events wait: on PostgreSQL a slower transaction may still commit a smaller id."""


@dataclass(frozen=True)
class Verdict:
    """What a look along the whole chain found: how many seals, the last digest, and each break in words."""

    sealed: int
    waiting: int
    head: str
    breaks: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Say whether nothing was changed, removed or put in between."""
        return not self.breaks


def seal(limit: int = 5000) -> int:
    """Seal events in the order of their ids; return how many. One process at a time."""
    if on_sqlite():
        take_turn()
    last = db.session.scalars(select(AuditSeal).order_by(AuditSeal.seq.desc()).limit(1).with_for_update()).first()
    seq, previous = (last.seq, last.digest) if last else (0, GENESIS)
    waiting = _waiting(clock.now() - SETTLING).limit(limit)
    count = 0
    for event in db.session.scalars(waiting):
        seq, previous, count = seq + 1, link(previous, event), count + 1
        db.session.add(AuditSeal(seq=seq, event_id=event.id, digest=previous, sealed_at=clock.now()))
    return count


def link(previous: str, event: AuditEvent) -> str:
    """Return the seal of `event` after `previous`."""
    fields = [event.id, event.at.isoformat(), event.actor_id, event.action, event.outcome]
    fields += [event.subject_kind, event.subject_id, event.details, event.request_id]
    body = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def verify(anchor: str = "") -> Verdict:
    """Walk the chain; `anchor` is a head written down earlier (`seq:digest`), which catches a cut-off tail."""
    previous, expected, breaks = GENESIS, 0, []
    anchor_seq, _, anchor_digest = anchor.partition(":")
    seen_anchor = not anchor
    for row, event in _sealed():
        expected += 1
        if row.seq != expected:
            breaks.append(f"seal {expected} is missing")
            expected = row.seq
        if event is None:
            breaks.append(f"the event of seal {row.seq} was removed")
        elif link(previous, event) != row.digest:
            breaks.append(f"event {event.id} under seal {row.seq} was changed")
        if str(row.seq) == anchor_seq:
            seen_anchor = row.digest == anchor_digest
        previous = row.digest
    if not seen_anchor:
        breaks.append(f"the head noted as {anchor} is no longer in the chain")
    return Verdict(expected, _count_waiting(), f"{expected}:{previous}", tuple(breaks))


def _sealed() -> Iterator[tuple[AuditSeal, AuditEvent | None]]:
    query = (
        select(AuditSeal, AuditEvent).outerjoin(AuditEvent, AuditEvent.id == AuditSeal.event_id).order_by(AuditSeal.seq)
    )
    for row in db.session.execute(query.execution_options(yield_per=1000)):
        yield row[0], row[1]


def _waiting(before: datetime) -> Select[AuditEvent]:
    sealed = select(AuditSeal.event_id)
    return select(AuditEvent).where(AuditEvent.at < before, AuditEvent.id.not_in(sealed)).order_by(AuditEvent.id)


def _count_waiting() -> int:
    sealed = select(AuditSeal.event_id)
    return db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.id.not_in(sealed))) or 0
