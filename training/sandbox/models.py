"""Tables of the sandbox: a copy is one row; everything done in it is an append-only list of steps."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class PracticeScenario(Base):
    """A scenario other rooms can refer to; what it says stands in the data file of its slug."""

    __tablename__ = "sandbox_scenario"

    id: Mapped[pk]
    slug: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    title: Mapped[str]
    minutes: Mapped[int]
    level: Mapped[int]
    archived_at: Mapped[moment | None]


class Copy(Base):
    """One private copy of the province: a run of a scenario, or free play where `scenario_id` is empty.

    `history` is the tree of epochs; `head_epoch` and `head_seq` repeat its head, so that one conditional UPDATE decides
    who was first. `variant` chooses one of the 64 shared snapshots; nothing of the snapshot is stored here.
    """

    __tablename__ = "sandbox_copy"
    __table_args__ = (Index("ix_sandbox_copy_person_id", "person_id", "scenario_id", "id"),)

    id: Mapped[pk]
    person_id: Mapped[int]
    scenario_id: Mapped[int | None] = mapped_column(ForeignKey("sandbox_scenario.id"), index=True)
    scenario_version: Mapped[int] = mapped_column(default=0)
    variant: Mapped[int]
    hat: Mapped[str]
    history: Mapped[json]
    head_epoch: Mapped[int] = mapped_column(default=0)
    head_seq: Mapped[int] = mapped_column(default=0)
    saved: Mapped[json | None]
    hints: Mapped[json] = mapped_column(default=dict)
    looks: Mapped[int] = mapped_column(default=0)
    fraction: Mapped[float] = mapped_column(default=0.0)
    started_at: Mapped[moment]
    last_at: Mapped[moment] = mapped_column(index=True)
    finished_at: Mapped[moment | None]


class PracticeStep(Base):
    """One act in a copy; never edited, so undo, replay and research read the same list."""

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
    at_simulated: Mapped[moment]
    at_real: Mapped[moment]


class PracticeNote(Base):
    """What happened beside the steps: a refusal, a hint, a look, an undo, a reset."""

    __tablename__ = "sandbox_note"
    __table_args__ = (Index("ix_sandbox_note_copy_id", "copy_id", "id"),)

    id: Mapped[pk]
    copy_id: Mapped[int] = mapped_column(ForeignKey("sandbox_copy.id"))
    kind: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    at: Mapped[moment]
