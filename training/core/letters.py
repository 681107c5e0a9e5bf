"""The wording of letters: shipped in both languages, edited by the house, filled with plain values and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from training.core import audit, clock, i18n, places, shelf
from training.core.db import Base, Mapped, db, mapped_column, moment
from training.core.errors import RuleBroken
from training.core.feature import house
from training.core.places import fill

LONGEST_SUBJECT, LONGEST_BODY = 200, 4000


@dataclass(frozen=True)
class Letter:
    """One kind of letter: `places` are the values it may name in braces, `required` those it must.

    A `short` one is a notice: one sentence without a subject, with the drawing `shape` beside it.
    """

    key: str
    label: Any
    places: Mapping[str, str]
    required: frozenset[str]
    texts: Mapping[str, tuple[str, str]]
    short: bool = False
    shape: str = "bell"


def notice(
    kind: str, label: Any, vi: str, en: str, *, shape: str = "bell", required: Iterable[str] = ("title",),
    **places: str,
) -> Letter:  # fmt: skip
    """Return the wording of a notice of `kind`, as its room ships it."""
    known = {"title": "Làm quen hệ thống một cửa điện tử", "due": "hạn thứ Sáu 13/11, còn 4 ngày làm việc", **places}
    texts = {"vi": ("", vi), "en": ("", en)}
    used = {name: example for name, example in known.items() if f"{{{name}}}" in vi}
    return Letter(f"notice.{kind}", label, used, frozenset(required) & set(used), texts, short=True, shape=shape)


@dataclass(frozen=True)
class Wording:
    """A subject and a body in one language; `own` says that the house wrote it."""

    subject: str
    body: str
    own: bool = False


class LetterText(Base):
    """The house's own wording of a letter in one language."""

    __tablename__ = "letter_text"

    key: Mapped[str] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    body: Mapped[str]
    updated_at: Mapped[moment]
    updated_by: Mapped[int | None]


def wording(key: str, locale: str) -> Wording:
    """Return how the house words a letter; raise KeyError for one that no room declared."""
    letter = house().letters[key]

    def read() -> Wording:
        row = db.session.get(LetterText, (key, locale))
        return Wording(row.subject, row.body, own=True) if row else Wording(*letter.texts[locale])

    return shelf.keep(("letter", key, locale), read)


def written(key: str, locale: str, **values: str) -> tuple[str, str]:
    """Return subject and body of a letter with its places filled; a subject is one line."""
    found = wording(key, locale)
    return " ".join(fill(found.subject, values).split()), fill(found.body, values)


def check(key: str, subject: str, body: str) -> None:
    """Raise RuleBroken for a place that is unknown in this letter, or one that must not be missing."""
    letter = house().letters[key]
    for name, text in (("subject", subject), ("body", body)):
        places.check(text, letter.places, name)
    if missing := sorted(letter.required - places.named(body)):
        place = places.written(missing[0], i18n.locale())
        message = _("The letter needs %(place)s: without it nobody can use it.", place=place)
        raise RuleBroken(message, field="body", code="letter.missing")


def change(key: str, locale: str, subject: str, body: str) -> None:
    """Take the house's own wording; raise RuleBroken for an unknown place, or one that must not be missing."""
    check(key, subject, body)
    row = db.session.get(LetterText, (key, locale)) or LetterText(key=key, locale=locale)
    row.subject, row.body = " ".join(subject.split()), body.replace("\r\n", "\n").strip()
    row.updated_at, row.updated_by = clock.now(), audit.record.current_actor()
    db.session.add(row)
    audit.note("letter.change", ("letter", f"{key}.{locale}"))


def reset(key: str, locale: str) -> None:
    """Go back to the shipped wording."""
    if row := db.session.get(LetterText, (key, locale)):
        db.session.delete(row)
        db.session.flush()
        audit.note("letter.reset", ("letter", f"{key}.{locale}"))


def init_app(app: Flask) -> None:
    """Read a wording anew once the house changes it."""
    shelf.watch(app, {LetterText.__tablename__})
