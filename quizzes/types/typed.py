"""A word or a short sentence typed in, compared kindly: Unicode, capitals, spaces and the place of a tone mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from quizzes.types.base import LONGEST, Field, Problem, QuestionType, Response, Rows, Settings, number, share, texts
from quizzes.types.base import say as _l

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
KINDNESS = (
    Field("case", _l("Capitals count"), "yes"),
    Field("bare", _l("Accept answers without Vietnamese marks"), "yes"),
    Field("strict_tones", _l("The place of a tone mark counts (hòa is not hoà)"), "yes"),
)


class Short(QuestionType):
    r"""`settings["accept"]` is a list of {"text", "fraction", "feedback"}; `*` stands for anything, `\\*` for a star.

    Unless `case`, `strict_tones` ask for it, capitals and the place of a tone mark make no difference; runs of spaces
    never do. `bare` also accepts answers typed without any marks. The older key `marks: False` says the same as `bare`.
    """

    name = "short"
    label = _l("Short answer")
    template = "line"
    editor = (
        Rows(
            "accept",
            _l("Accepted answers"),
            (
                Field("text", _l("Answer")),
                Field("fraction", _l("Earns, in percent"), "percent"),
                Field("feedback", _l("Said to it")),
            ),
            2,
            _l("A star * stands for anything: ho so * matches ho so moi."),
        ),
        *KINDNESS,
    )

    def read(self, values: Sequence[str]) -> Response:
        """Take what was typed."""
        text = unicodedata.normalize("NFC", values[0]).strip()[:LONGEST] if values else ""
        return [text] if text else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the fraction of the best answer that matches."""
        return share(max((number(each["fraction"]) for each in _matching(settings, response)), default=0.0))

    def key(self, settings: Settings) -> Response:
        """Return the answer that earns most."""
        accept = list(settings.get("accept", ()))
        if not accept:
            return None
        best = max(accept, key=lambda each: number(each["fraction"]))
        return [str(best["text"]).replace("\\*", "\0").replace("*", " ").replace("\0", "*").strip() or "*"]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside the answers that match."""
        return [str(each["feedback"]) for each in _matching(settings, response)[:1] if each.get("feedback")]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for one answer that earns everything."""
        right = [each for each in settings.get("accept", ()) if number(each["fraction"]) >= 0.999]
        return [] if right else [Problem(_l("One accepted answer must be wholly right."), "accept")]


def _matching(settings: Settings, response: Response) -> list[dict[str, Any]]:
    given = (texts(response) or [""])[0].strip()
    return [dict(each) for each in settings.get("accept", ()) if given and fits(settings, str(each["text"]), given)]


def fits(settings: Settings, pattern: str, given: str) -> bool:
    """Say whether `given` matches `pattern` under the kindness that `settings` asks for."""
    if "*" not in pattern.replace("\\*", ""):
        return bare(settings, pattern.replace("\\*", "*")) == bare(settings, given)
    # a star may stand inside a word, where a moved tone mark cannot be told
    return any(_spans(each, pattern, given) for each in (settings, {**settings, "strict_tones": True}))


def _spans(settings: Settings, pattern: str, given: str) -> bool:
    typed = bare(settings, given)
    parts = [bare(settings, piece.replace("\0", "*")) for piece in pattern.replace("\\*", "\0").split("*")]
    if not typed.startswith(parts[0]) or not typed.endswith(parts[-1]):
        return False
    place, last = len(parts[0]), len(typed) - len(parts[-1])
    for piece in parts[1:-1]:
        found = typed.find(piece, place, last)
        if found < 0:
            return False
        place = found + len(piece)
    return place <= last


def bare(settings: Settings, text: str) -> str:
    """Return `text` as it is compared: one Unicode form, single spaces, and what makes no difference taken out."""
    plain = " ".join(unicodedata.normalize("NFD", text).split())
    if not settings.get("case"):
        plain = unicodedata.normalize("NFD", plain.casefold())
    if settings.get("bare") or settings.get("marks") is False:
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        return plain.replace("đ", "d").replace("Đ", "D")
    return plain if settings.get("strict_tones") else sorted_marks(plain)


def sorted_marks(text: str) -> str:
    """Return `text` with the tone of each word at its end: hòa and hoà are one word."""
    words = []
    for word in text.split(" "):
        own = "".join(sorted(letter for letter in word if letter in TONES))
        words.append("".join(letter for letter in word if letter not in TONES) + own)
    return " ".join(words)


SHORT = Short()
