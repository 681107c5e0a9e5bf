"""What the reader finds in a file, for tests that write the file themselves."""

from __future__ import annotations

from typing import Any

from quizzes.formats import inspect
from quizzes.formats.question import Read


def questions(text: str | bytes) -> list[Read]:
    """Return the questions of a file."""
    return inspect.look(text if isinstance(text, bytes) else text.encode()).questions


def told(text: str | bytes) -> dict[str, Any]:
    """Return the preview of a file."""
    found = inspect.look(text if isinstance(text, bytes) else text.encode())
    return inspect.told(found.format, found.questions)
