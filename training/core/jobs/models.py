"""Tables of the job queue."""

from __future__ import annotations

from sqlalchemy import Index

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Job(Base):
    """One piece of work; the row is the truth, the carrier only brings its id sooner."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_status_run_at", "status", "run_at"),)

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(index=True)
    args: Mapped[json] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(default="queued")  # queued, running, done, failed
    run_at: Mapped[moment]
    created_at: Mapped[moment]
    created_by: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[moment | None]
    pushed_at: Mapped[moment | None]
    finished_at: Mapped[moment | None]
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    error: Mapped[str] = mapped_column(default="")
    result: Mapped[json | None]


class Lease(Base):
    """A duty that one process holds at a time, such as the scheduler's."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[moment]
