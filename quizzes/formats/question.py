"""What every reader of a file hands over: one question, or the line and the reason why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Read:
    """One question of a file: readable (`problem` ""), or named with the reason, as an English msgid.

    `kind` is a type of ours, or a readable kind that cannot be asked yet (cloze, essay, description …).
    `lost` names what the question carries and we do not keep.
    """

    line: int
    title: str
    text: str
    kind: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    feedback: str = ""
    text_format: str = "moodle"
    category: str = ""
    problem: str = ""
    tags: tuple[str, ...] = ()
    idnumber: str = ""
    lost: tuple[str, ...] = ()
    feedback_format: str = ""


class FileRefused(ValueError):
    """The whole file is refused; the message is an English msgid, `line` is where (0: the file as a whole)."""

    def __init__(self, message: str, line: int = 0) -> None:
        """Remember where and why."""
        super().__init__(message)
        self.line = line
