"""Find a kind of cue or good sign, and hold an author's cues against the message."""

from __future__ import annotations

from collections.abc import Iterable

from training.office.mail.cue_kinds import KINDS
from training.office.mail.cues import Category, Cue, CueKind, span, text_at
from training.office.mail.message import Message
from training.office.mail.trust_signs import SIGNS

_BY_CODE = {kind.code: kind for kind in (*KINDS, *SIGNS)}


def by_code(code: str) -> CueKind:
    """Return the kind of cue or good sign called `code`; raises LookupError where there is none."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise LookupError(f"no cue {code!r}") from None


def is_trust(cue: Cue) -> bool:
    """Say whether the sign speaks for the message."""
    return by_code(cue.kind).category is Category.TRUST


def check(message: Message, cues: Iterable[Cue]) -> None:
    """Raise LookupError for an unknown kind, AnchorError for a place that is not in `message`."""
    for cue in cues:
        by_code(cue.kind)
        span(text_at(message, cue.anchor), cue.anchor)
