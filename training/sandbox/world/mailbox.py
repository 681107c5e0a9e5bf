"""The office's mailbox in the copy: letters true and forged, and what was done with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

NEW, KEPT, REPORTED, QUEUED, HARMED = "new", "kept", "reported", "queued", "harmed"
LETTER_STATES = {
    NEW: "Chưa xử lý", KEPT: "Đã xem, giữ lại", REPORTED: "Đã báo thư đáng ngờ", QUEUED: "Đã đưa vào chờ tiếp nhận",
    HARMED: "Đã mở nội dung nguy hiểm",
}  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One thing done with a letter. `what`: verified, reported, opened, followed, forwarded, answered, queued, kept."""

    at: datetime
    by: str
    what: str
    note: str = ""


@dataclass(frozen=True)
class Letter:
    """One letter. `message` and `cues` are plain data of `training.office.mail`; `genuine` is the truth about it.

    `sheet` is the document a true letter brings, as plain data of `axis.Sheet` (empty: none).
    """

    kind: ClassVar[str] = "letter"

    code: str
    state: str
    since: datetime
    message: Mapping[str, Any]
    genuine: bool = True
    cues: tuple[Mapping[str, Any], ...] = ()
    why: str = ""
    sheet: Mapping[str, Any] | None = None
    deeds: tuple[Deed, ...] = ()

    @property
    def subject(self) -> str:
        """Return the subject line."""
        return str(self.message["subject"])

    def did(self, what: str) -> bool:
        """Say whether this was done with the letter."""
        return any(deed.what == what for deed in self.deeds)
