"""Tables of the ledger: what was asked of whom, how far they are, and what is finished for good."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false

from training.core.activities import ActivityRef
from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Assignment(Base):
    """Something asked of everyone in a unit's subtree, or of those there with a position or a role, or of a list.

    The day it is due is fixed (`due_on`), or `days` (working ones if `working`) after each person was asked, or after
    they joined (`from_joining`). A `voluntary` one asks nobody: whom it speaks to may take it up. An `alone` one speaks
    only to those who belong to the unit directly, not to the units below it.
    """

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_ref", "ref_kind", "ref_id"),)

    id: Mapped[pk]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(index=True)
    position_id: Mapped[int | None]
    role: Mapped[str] = mapped_column(default="", server_default="")
    listed: Mapped[json] = mapped_column(default=list)
    due_on: Mapped[date | None]
    days: Mapped[int | None]
    working: Mapped[bool] = mapped_column(default=True)
    wave: Mapped[str] = mapped_column(default="")
    wave_id: Mapped[int | None] = mapped_column(index=True)
    joined_since: Mapped[date | None]
    from_joining: Mapped[bool] = mapped_column(default=False, server_default=false())
    voluntary: Mapped[bool] = mapped_column(default=False, server_default=false())
    alone: Mapped[bool] = mapped_column(default=False, server_default=false())
    given_by: Mapped[int | None]
    given_at: Mapped[moment]
    ended_at: Mapped[moment | None]

    @property
    def ref(self) -> ActivityRef:
        """Return what is asked."""
        return ActivityRef(self.ref_kind, self.ref_id)


class Duty(Base):
    """One thing asked of one person; where two assignments ask for the same, the day of the first one stays.

    Once asked anew, only what is finished after `anew_since` counts.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("person_id", "ref_kind", "ref_id"),
        Index("ix_duty_ref", "ref_kind", "ref_id", "person_id", "due_on", "anew_since"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    assignment_id: Mapped[int | None] = mapped_column(index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    given_at: Mapped[moment]
    anew_since: Mapped[moment | None]

    @property
    def ref(self) -> ActivityRef:
        """Return what is asked."""
        return ActivityRef(self.ref_kind, self.ref_id)


class Progress(Base):
    """How far a person is; derived from events, never the proof of anything."""

    __tablename__ = "progress"
    __table_args__ = (
        UniqueConstraint("person_id", "ref_kind", "ref_id"),
        Index("ix_progress_stuck", "stuck_at", "person_id"),
        Index("ix_progress_ref", "ref_kind", "ref_id", "person_id"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    fraction: Mapped[float] = mapped_column(default=0.0)
    place: Mapped[str] = mapped_column(default="")
    seconds: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    stuck_where: Mapped[str] = mapped_column(default="")
    stuck_at: Mapped[moment | None]
    started_at: Mapped[moment]
    last_at: Mapped[moment] = mapped_column(index=True)


class Completion(Base):
    """A finished activity with its evidence; never edited, a correction is a new row that replaces an old one."""

    __tablename__ = "completion"
    __table_args__ = (
        Index("ix_completion_person_id", "person_id", "ref_kind", "ref_id", "id"),
        Index("ix_completion_ref", "ref_kind", "ref_id", "at"),
        Index("ix_completion_done", "ref_kind", "ref_id", "person_id", "outcome", "at"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    activity_version: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[str]  # completed, passed, failed
    fraction: Mapped[float | None]
    evidence: Mapped[json] = mapped_column(default=dict)
    unit_id: Mapped[int | None]
    assisted: Mapped[bool] = mapped_column(default=False)
    self_reported: Mapped[bool] = mapped_column(default=False)
    at: Mapped[moment]
    replaces_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    by: Mapped[int | None]

    @property
    def ref(self) -> ActivityRef:
        """Return what was finished."""
        return ActivityRef(self.ref_kind, self.ref_id)


class ExtensionRequest(Base):
    """Somebody asks for more time for one duty; decided once, by a trainer of the unit."""

    __tablename__ = "extension_request"
    __table_args__ = (
        UniqueConstraint("person_id", "client_uuid"),
        Index("ix_extension_request_unit_id", "unit_id", "decided_at", "id"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    client_uuid: Mapped[str]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    unit_id: Mapped[int | None]
    wished_on: Mapped[date]
    reason: Mapped[str]
    asked_at: Mapped[moment]
    decided_at: Mapped[moment | None]
    decided_by: Mapped[int | None]
    granted_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")

    @property
    def ref(self) -> ActivityRef:
        """Return what more time is asked for."""
        return ActivityRef(self.ref_kind, self.ref_id)


class PositionNeed(Base):
    """What a post asks of whoever holds it: a competency to a level, within so many working days."""

    __tablename__ = "position_need"

    position_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    competency: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int]
    days: Mapped[int]
    set_by: Mapped[int | None]
    set_at: Mapped[moment]


class Rollout(Base):
    """One activity brought to a province in waves. `state`: draft, running, paused, stopped.

    The next wave opens on its day once the last one reached `gate` percent (0: on its day whatever was reached).
    """

    __tablename__ = "rollout"

    id: Mapped[pk]
    title: Mapped[str]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    unit_id: Mapped[int] = mapped_column(index=True)
    position_id: Mapped[int | None]
    role: Mapped[str] = mapped_column(default="")
    days: Mapped[int]
    gate: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="draft")
    given_by: Mapped[int | None]
    created_at: Mapped[moment]

    @property
    def ref(self) -> ActivityRef:
        """Return what is rolled out."""
        return ActivityRef(self.ref_kind, self.ref_id)


class Wave(Base):
    """Some units of a rollout and the day on which they are asked; opened once."""

    __tablename__ = "wave"
    __table_args__ = (
        Index("ix_wave_rollout_id", "rollout_id", "opens_on", "id"),
        Index("ix_wave_due", "opened_at", "opens_on"),
    )

    id: Mapped[pk]
    rollout_id: Mapped[int] = mapped_column(ForeignKey("rollout.id"))
    name: Mapped[str]
    unit_ids: Mapped[json] = mapped_column(default=list)
    opens_on: Mapped[date]
    opened_at: Mapped[moment | None]
    opened_by: Mapped[int | None]


class Repeat(Base):
    """An exercise to be done once more, alone, some days after it was passed. `kept`: it was still known."""

    __tablename__ = "repeat"
    __table_args__ = (
        UniqueConstraint("person_id", "ref_kind", "ref_id", "after_days"),
        Index("ix_repeat_due", "done_at", "due_on"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    after_days: Mapped[int]
    due_on: Mapped[date]
    done_at: Mapped[moment | None]
    kept: Mapped[bool | None]

    @property
    def ref(self) -> ActivityRef:
        """Return what is repeated."""
        return ActivityRef(self.ref_kind, self.ref_id)
