"""Putting work into the queue and taking it out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.core import audit, clock, transaction
from training.core.db import db, on_sqlite
from training.core.feature import house
from training.core.jobs.models import Job, Lease

LEASE = timedelta(minutes=5)
"""How long a worker may be silent before its job is given to another."""
RETRIES = 5
PUSH_AGAIN = timedelta(seconds=30)


def unknown_job(name: str) -> bool:
    """Say whether no room has declared the job `name`."""
    return name not in house().jobs


def enqueue(name: str, *, run_at: datetime | None = None, dedupe_key: str | None = None, **args: Any) -> int | None:
    """Add a job to this transaction and return its id, or None if one with `dedupe_key` was ever added.

    `args` are plain JSON values. Raises KeyError for a job that no room has declared.
    """
    if unknown_job(name):
        raise KeyError(name)
    row = {
        "name": name, "args": args, "status": "queued", "run_at": run_at or clock.now(), "created_at": clock.now(),
        "created_by": audit.record.current_actor(), "attempts": 0, "dedupe_key": dedupe_key, "error": "",
    }  # fmt: skip
    insert = sqlite_insert if on_sqlite() else pg_insert
    query = insert(Job).values(row).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(Job.id)
    job_id = db.session.scalar(query)
    if job_id is not None and run_at is None:
        transaction.after_commit(lambda: push(job_id))
    return job_id


def push(job_id: int) -> None:
    """Let the carrier bring `job_id` to a worker; a carrier that is down is forgiven, the sweeper comes round."""
    carrier = current_app.extensions.get("carrier")
    if carrier is None:
        return
    try:
        carrier(job_id)
    except Exception:
        current_app.logger.exception("the carrier of jobs is down; the sweeper will bring job %s", job_id)


def claim(job_id: int) -> Job | None:
    """Take a job for this worker and commit, or return None if it is not due, done or somebody else's."""
    now = clock.now()
    due = and_(Job.status == "queued", Job.run_at <= now)
    abandoned = and_(Job.status == "running", Job.lease_until < now)
    query = (
        update(Job)
        .where(Job.id == job_id, or_(due, abandoned))
        .values(status="running", lease_until=now + LEASE, attempts=Job.attempts + 1)
        .returning(Job.id)
    )
    taken = db.session.scalar(query)
    db.session.commit()
    return db.session.get(Job, job_id, populate_existing=True) if taken is not None else None


def due(limit: int = 200) -> Sequence[int]:
    """Return the ids of jobs that wait for a worker, oldest first, and note that they were brought."""
    now = clock.now()
    waiting = and_(
        Job.status == "queued", Job.run_at <= now, or_(Job.pushed_at.is_(None), Job.pushed_at < now - PUSH_AGAIN)
    )
    abandoned = and_(Job.status == "running", Job.lease_until < now)
    ids = db.session.scalars(select(Job.id).where(or_(waiting, abandoned)).order_by(Job.run_at).limit(limit)).all()
    if ids:
        db.session.execute(update(Job).where(Job.id.in_(ids)).values(pushed_at=now))
    db.session.commit()
    return ids


def hold(duty: str, holder: str, seconds: int = 30) -> bool:
    """Take or keep a duty for `seconds`; say whether it is ours."""
    now = clock.now()
    insert = sqlite_insert if on_sqlite() else pg_insert
    query = insert(Lease).values(name=duty, holder=holder, until=now + timedelta(seconds=seconds))
    query = query.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": holder, "until": now + timedelta(seconds=seconds)},
        where=or_(Lease.until < now, Lease.holder == holder),
    )
    held = db.session.execute(query.returning(Lease.name)).first() is not None
    db.session.commit()
    return held
