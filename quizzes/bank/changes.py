"""What one wording of a question says otherwise than another, in words an author reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from quizzes.bank import preview
from quizzes.models import QuestionVersion
from quizzes.types import TYPES
from training.core import richtext

ANSWERING = ("options", "accept", "pairs", "extra", "items", "answer", "gaps", "choices", "cues", "slips")
"""Settings that the answers of a question show already."""


@dataclass(frozen=True)
class Change:
    """One difference: what it is about, the words that are gone and the words that came; both may be empty."""

    about: str
    gone: Sequence[str] = ()
    come: Sequence[str] = ()


def between(was: QuestionVersion, now: QuestionVersion) -> list[Change]:
    """Return what `now` says otherwise than `was`, in the language of the request; nothing where both say the same."""
    pairs = (
        (_("Type"), [_(TYPES[was.kind].label)], [_(TYPES[now.kind].label)]),
        (_("Question"), [richtext.plain(was.text)], [richtext.plain(now.text)]),
        (_("Answers"), _answers(was), _answers(now)),
        (_("Explanation"), [richtext.plain(was.feedback)], [richtext.plain(now.feedback)]),
        (_("Hints"), _hints(was), _hints(now)),
    )
    found = [_change(about, old, new) for about, old, new in pairs if old != new]
    return [*found, Change(_("Further settings"))] if _rest(was) != _rest(now) else found


def _change(about: str, was: list[str], now: list[str]) -> Change:
    gone, come = [one for one in was if one and one not in now], [one for one in now if one and one not in was]
    return Change(about, gone, come) if gone or come else Change(about, was, now)  # only their order differs


def _answers(version: QuestionVersion) -> list[str]:
    return [_said(each, version.kind) for each in preview.answers(version.kind, version.settings)]


def _said(each: preview.Answer, kind: str) -> str:
    words = _(each.words) if kind == "truefalse" else each.words
    right = _("right")
    share = "" if each.share is None else f" ({each.share:.0%})"
    return f"{words} ({right}){share}" if each.right else f"{words}{share}"


def _hints(version: QuestionVersion) -> list[str]:
    return [richtext.plain(str(each)) for each in version.settings.get("hints", ())]


def _rest(version: QuestionVersion) -> dict[str, object]:
    return {name: value for name, value in version.settings.items() if name not in (*ANSWERING, "hints") and value}
