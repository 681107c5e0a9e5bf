"""Questions without options of their own: true or false, and a word or number typed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from quizzes.types.base import Response, Settings

TRUE, FALSE = "true", "false"
LONGEST = 500


class TrueFalse:
    """`settings["answer"]` is True or False."""

    name = "truefalse"

    def read(self, values: Sequence[str]) -> Response:
        """Take true or false."""
        return [values[0]] if values and values[0] in (TRUE, FALSE) else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return 1 for the right one."""
        return float(bool(response) and response == self.key(settings))

    def key(self, settings: Settings) -> Response:
        """Return the right one."""
        return [TRUE if settings.get("answer") else FALSE]

    def problems(self, settings: Settings) -> list[str]:
        """Ask which is right."""
        return [] if isinstance(settings.get("answer"), bool) else ["Say whether the sentence is true."]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return what is said to whoever chose this."""
        words = settings.get("said", {}).get(response[0] if response else "", "")
        return [str(words)] if words else []


class Short:
    """`settings["accept"]` is a list of {"text", "fraction", "feedback"}; `*` stands for anything.

    Capitals, spaces and the place of a tone mark make no difference; missing marks count as wrong unless
    `settings["marks"]` is False.
    """

    name = "short"

    def read(self, values: Sequence[str]) -> Response:
        """Take what was typed."""
        text = unicodedata.normalize("NFC", values[0]).strip()[:LONGEST] if values else ""
        return [text] if text else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the fraction of the best answer that matches."""
        return max((float(each["fraction"]) for each in self._matching(settings, response)), default=0.0)

    def key(self, settings: Settings) -> Response:
        """Return the answer that earns most."""
        best = max(settings["accept"], key=lambda each: float(each["fraction"]))
        return [str(best["text"]).replace("*", "")]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for one answer that earns everything."""
        right = [each for each in settings.get("accept", ()) if float(each["fraction"]) >= 0.999]
        return [] if right else ["One accepted answer must be wholly right."]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside the answers that match."""
        return [str(each["feedback"]) for each in self._matching(settings, response) if each.get("feedback")]

    def _matching(self, settings: Settings, response: Response) -> list[dict[str, str]]:
        typed = _bare(response[0]) if response and isinstance(response[0], str) else ""
        return [each for each in settings.get("accept", ()) if typed and _fits(_bare(str(each["text"])), typed)]


def _bare(text: str) -> str:
    """Return `text` in lower case, single-spaced, with tones after their letters in one order."""
    return " ".join(unicodedata.normalize("NFD", text).casefold().split())


def _fits(pattern: str, typed: str) -> bool:
    pieces = pattern.split("*")
    if len(pieces) == 1:
        return sorted_marks(pattern) == sorted_marks(typed)
    if not typed.startswith(pieces[0]) or not typed.endswith(pieces[-1]):
        return False
    place = 0
    for piece in pieces:
        found = typed.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def sorted_marks(text: str) -> str:
    """Return `text` with the tone of each word at its end: hòa and hoà are one word."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    words = []
    for word in text.split(" "):
        own = "".join(sorted(letter for letter in word if letter in tones))
        words.append("".join(letter for letter in word if letter not in tones) + own)
    return " ".join(words)


TRUE_FALSE, SHORT = TrueFalse(), Short()
