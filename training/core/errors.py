"""What can go wrong on purpose: refusals that a person is told about in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class RuleBroken(Exception):
    """A rule of the house forbids what was asked.

    `message` is shown to the person beside `field` (or on top of the form); `code` is what the audit keeps.
    """

    def __init__(
        self,
        message: Any,
        *,
        field: str = "",
        code: str = "",
        subject: tuple[str, int | str] | None = None,
        keep: Callable[[], None] | None = None,
    ) -> None:
        """Take a (lazy) translated sentence that says what to do next, and what to `keep` although all is undone."""
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code or "rule"
        self.subject = subject
        self.keep = keep

    def __str__(self) -> str:
        """Return the sentence in the language of the request."""
        return str(self.message)
