"""What a notice says, in the language of whoever reads it and in the words of the house."""

from __future__ import annotations

from datetime import date

from training.core import i18n, letters, places, words
from training.core.feature import house
from training.notices.models import Notice


def shape(kind: str) -> str:
    """Return the drawing beside a kind of notice."""
    found = house().letters.get(f"notice.{kind}")
    return found.shape if found else "bell"


def sentence(notice: Notice) -> str:
    """Say a notice as one sentence; one whose room moved out is said by its title."""
    key = f"notice.{notice.kind}"
    about = {name: str(value) for name, value in notice.about.items() if value is not None}
    if key not in house().letters:
        return about.get("title", "")
    raw = about.get("due")
    values = {"title": "", **about, "due": words.due_told(date.fromisoformat(raw) if raw else None)}
    return places.fill(letters.wording(key, i18n.locale()).body, values)
