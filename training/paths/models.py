"""Tables of paths: the path, and its steps in order."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import relationship

from training.core.activities import ActivityRef
from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Path(Base):
    """An ordered set of steps that can be asked of people as one thing; seen by learners once it is published."""

    __tablename__ = "path"

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    edited: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[moment | None]
    archived_at: Mapped[moment | None]
    created_by: Mapped[int | None]
    created_at: Mapped[moment]

    steps: Mapped[list[PathStep]] = relationship(
        order_by="PathStep.place", cascade="all, delete-orphan", back_populates="path"
    )

    @property
    def ref(self) -> ActivityRef:
        """Return how other rooms name it."""
        return ActivityRef("path", self.id)


class PathStep(Base):
    """One step: `refs` are its activities as `kind:id`; `need` of them are to be finished (0: all)."""

    __tablename__ = "path_step"
    __table_args__ = (UniqueConstraint("path_id", "place"),)

    id: Mapped[pk]
    path_id: Mapped[int] = mapped_column(ForeignKey("path.id"))
    place: Mapped[int]
    title: Mapped[str]
    need: Mapped[int] = mapped_column(default=0)
    refs: Mapped[json] = mapped_column(default=list)

    path: Mapped[Path] = relationship(back_populates="steps")

    @property
    def activities(self) -> list[ActivityRef]:
        """Return its activities in order."""
        return [ActivityRef.parse(each) for each in self.refs]
