"""Tables of the catalogue: a procedure, and each version of what is known of it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Procedure(Base):
    """One administrative procedure by its national code."""

    __tablename__ = "procedure"

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=0)
    edited: Mapped[bool] = mapped_column(default=False)
    archived_at: Mapped[moment | None]


class ProcedureVersion(Base):
    """What was known of a procedure in one version; never edited."""

    __tablename__ = "procedure_version"
    __table_args__ = (UniqueConstraint("procedure_id", "version"),)

    id: Mapped[pk]
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"))
    version: Mapped[int]
    data: Mapped[json]
    made_at: Mapped[moment]
    made_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
