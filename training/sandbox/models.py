"""Tables of the practice ground: exercises, shared starting points, copies, their steps, and runs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Exercise(Base):
    """One shipped scenario as other rooms may refer to it; its text stays in the package."""

    __tablename__ = "sandbox_exercise"

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str]
    title: Mapped[str]
    task: Mapped[str] = mapped_column(default="")
    level: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    competencies: Mapped[json] = mapped_column(default=list)
    procedures: Mapped[json] = mapped_column(default=list)
    archived_at: Mapped[moment | None]


class SharedSnapshot(Base):
    """A province at one moment, stored once under its content address and shared by every copy."""

    __tablename__ = "sandbox_snapshot"

    id: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[json]


class Copy(Base):
    """One person's own copy: where it stands in its history, and what differs from the shared snapshot.

    `touched` is a cache of the fold of the steps up to (epoch, seq); `parents` and `marks` are the history;
    `draft` is a form put aside.
    """

    __tablename__ = "sandbox_copy"
    __table_args__ = (Index("ix_sandbox_copy_owner_id", "owner_id", "exercise_id"),)

    id: Mapped[pk]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    exercise_id: Mapped[int | None] = mapped_column(ForeignKey("sandbox_exercise.id"), index=True)
    snapshot_id: Mapped[str] = mapped_column(ForeignKey("sandbox_snapshot.id"), index=True)
    scenario: Mapped[str] = mapped_column(default="")
    variant: Mapped[int] = mapped_column(default=0, server_default="0")
    hat: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=0)
    seq: Mapped[int] = mapped_column(default=0)
    parents: Mapped[json] = mapped_column(default=list)
    marks: Mapped[json] = mapped_column(default=list)
    touched: Mapped[json | None]
    draft: Mapped[json | None]
    created_at: Mapped[moment]
    used_at: Mapped[moment]


class StepRow(Base):
    """One act that the practice system accepted; never changed, never deleted while its copy lives."""

    __tablename__ = "sandbox_step"
    __table_args__ = (UniqueConstraint("copy_id", "epoch", "seq"),)

    id: Mapped[pk]
    copy_id: Mapped[int] = mapped_column(ForeignKey("sandbox_copy.id"))
    epoch: Mapped[int]
    seq: Mapped[int]
    actor: Mapped[str]
    hat: Mapped[str]
    move: Mapped[str]
    args: Mapped[json]
    real_at: Mapped[moment]
    simulated_at: Mapped[moment]


class Run(Base):
    """One attempt at an exercise. `state`: open, finished, left. `result` keeps what came of it, with evidence.

    `mode`: guided, alone, exam (see `modes`). `moments` are acts that left no step, `trouble` counts refusals and
    failed looks by the goal that came next, `stuck_at` is that goal, `detours` are harms done, undone or not.
    """

    __tablename__ = "sandbox_run"
    __table_args__ = (
        Index("ix_sandbox_run_person_id", "person_id", "exercise_id", "state"),
        Index("ix_sandbox_run_exercise_id", "exercise_id", "state"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    exercise_id: Mapped[int] = mapped_column(ForeignKey("sandbox_exercise.id"))
    copy_id: Mapped[int] = mapped_column(ForeignKey("sandbox_copy.id"), unique=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(default="open")
    mode: Mapped[str] = mapped_column(default="alone", server_default="alone")
    started_at: Mapped[moment]
    ends_at: Mapped[moment | None]
    finished_at: Mapped[moment | None]
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    hints: Mapped[json] = mapped_column(default=dict)
    refused: Mapped[json] = mapped_column(default=dict)
    moments: Mapped[json] = mapped_column(default=list)
    trouble: Mapped[json] = mapped_column(default=dict, server_default="{}")
    detours: Mapped[json] = mapped_column(default=list, server_default="[]")
    stuck_at: Mapped[str] = mapped_column(default="", server_default="")
    undone: Mapped[int] = mapped_column(default=0)
    resets: Mapped[int] = mapped_column(default=0)
    looked: Mapped[json] = mapped_column(default=dict)
    complete: Mapped[bool] = mapped_column(default=False)
    goals_met: Mapped[int] = mapped_column(default=0)
    goals_total: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int] = mapped_column(default=0)
    result: Mapped[json] = mapped_column(default=dict)

    @property
    def hint_count(self) -> int:
        """Return how many hints were opened."""
        return sum(self.hints.values())

    @property
    def assisted(self) -> bool:
        """Say whether the way was shown: the whole of it, or some goal from beginning to end."""
        return self.mode == "guided" or any(rung >= 3 for rung in self.hints.values())
