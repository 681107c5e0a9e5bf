"""Table of the calendar's versions: each change is a new row, so that an exercise may pin the one it was made with."""

from __future__ import annotations

from training.core.db import Base, Mapped, json, mapped_column, moment


class CalendarVersion(Base):
    """One whole calendar as it was decided; never edited.

    `weekly` holds seven lists of ["07:00", "11:00"] pairs from Monday on; `days` holds
    {date, kind: holiday|make_up, name, announced}, sorted by date.
    """

    __tablename__ = "calendar_version"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zone: Mapped[str]
    weekly: Mapped[json]
    days: Mapped[json]
    made_at: Mapped[moment]
    made_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
