"""What a learner sees of an attempt: questions without their answers, and of a result only what may be told now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizzes import grading, queries, rules
from quizzes.behaviours import BEHAVIOURS, RIGHT, Standing
from quizzes.marking import reading
from quizzes.models import Attempt, Quiz
from quizzes.terms import Terms, terms_of
from quizzes.types.base import Line, Picked, Said, overall
from quizzes.types.gaps import GAP
from quizzes.types.spots import Marking
from training.core import clock


@dataclass(frozen=True)
class Told:
    """What may be told of one answer; what may not is not in here at all."""

    fraction: float | None = None
    state: str = ""
    """right, partly, wrong, open (not answered), waiting (for a marker); "" where marks are not told."""
    lines: Sequence[Line] = ()
    said: Sequence[str] = ()
    general: str = ""
    hints: Sequence[str] = ()
    faults: Sequence[dict[str, Any]] = ()
    comment: str = ""

    @property
    def picked(self) -> list[Picked]:
        """Return the options among the lines."""
        return [line for line in self.lines if isinstance(line, Picked)]

    @property
    def answers(self) -> list[Said]:
        """Return the parts with words of their own among the lines."""
        return [line for line in self.lines if isinstance(line, Said)]


@dataclass(frozen=True)
class Item:
    """One question on the page: how it stands, whether it still takes an answer, what may be told."""

    asked: queries.Asked
    open: bool = True
    told: Told | None = None
    left: int | None = None

    @property
    def place(self) -> int:
        """Return its number in the attempt."""
        return self.asked.slot.place

    @property
    def number(self) -> int:
        """Return which question it is, as a learner counts."""
        return self.asked.number

    @property
    def name(self) -> str:
        """Return the name of its fields."""
        return f"answer-{self.place}"

    @property
    def pieces(self) -> list[tuple[str, int | None]]:
        """Return the text cut at its gaps: (HTML, number of the gap that follows)."""
        return cut(self.asked.slot.version.text, len(self.asked.shown.get("gaps", ())))


def cut(text: str, gaps: int) -> list[tuple[str, int | None]]:
    """Cut a text at its gaps [[1]] …; a gap that the text forgets stands at its end."""
    found, place, met = list[tuple[str, int | None]](), 0, set[int]()
    for mark in GAP.finditer(text):
        number = int(mark[1])
        if 1 <= number <= gaps and number not in met:
            met.add(number)
            found.append((text[place : mark.start()], number - 1))
            place = mark.end()
    found.append((text[place:], None))
    return found + [("", number - 1) for number in range(1, gaps + 1) if number not in met]


def during(attempt: Attempt, shown: Iterable[queries.Asked]) -> list[Item]:
    """Return questions of an open attempt, with what a checked answer may tell."""
    asked, behaviour = list(shown), BEHAVIOURS[attempt.behaviour]
    if not behaviour.checks:
        return [Item(each, _takes(attempt, each)) for each in asked]
    steps = grading.steps_of([each.slot for each in asked])
    may = rules.may_tell(attempt.quiz.review, True, "during")
    tries = attempt.quiz.tries if attempt.behaviour == "interactive" else 0
    found = []
    for each in asked:
        stands = grading.standing(attempt, each.slot.version, steps[each.slot.id])
        told = _checked(each, stands, may) if stands.used else None
        found.append(Item(each, _takes(attempt, each), told, tries - stands.used if tries else None))
    return found


def after(attempt: Attempt, may: frozenset[str]) -> list[Item]:
    """Return every question of a closed attempt with what its phase lets be told."""
    asked = queries.asked(attempt)
    read = attempt.behaviour == "manual" or any(not each.kind.machine for each in asked)  # by a person
    comments = reading.comments_on(attempt.id) if read and "feedback" in may else {}
    return [
        Item(each, False, _told(each, may, "" if each.fraction is None else comments.get(each.slot.id, "")))
        for each in asked  # what one of two markers wrote still waits
    ]


def allowed(quiz: Quiz, attempt: Attempt | queries.Past, terms: Terms) -> frozenset[str]:
    """Return what the present phase of a closed attempt lets be told, under the terms that hold for its learner.

    An attempt that was not handed in has no points to tell of.
    """
    at = rules.phase(attempt.submitted_at, terms.closes_at, clock.now())
    may = rules.may_tell(quiz.review, BEHAVIOURS[attempt.behaviour].checks, at)
    return may if attempt.abandoned_at is None else may - {"marks"}


def secret(quizzes: Collection[Quiz], person_id: int) -> set[int]:
    """Return the ids of those quizzes of which a person handed in an attempt whose points may not be told now."""
    if not quizzes:
        return set()
    handed_in, mine = queries.handed_in(person_id, [each.id for each in quizzes]), terms_of(quizzes, person_id)
    return {each.quiz_id for each in handed_in if "marks" not in allowed(each.quiz, each, mine[each.quiz_id])}


def _takes(attempt: Attempt, each: queries.Asked) -> bool:
    behind = attempt.forward and each.slot.page < attempt.reached
    return each.slot.closed_at is None and not behind


def _checked(each: queries.Asked, stands: Standing, may: frozenset[str]) -> Told:
    """Tell of an answer that was checked: the right one only once nothing can be changed any more."""
    may = may if stands.closed else may - {"right"}
    seen = replace(each, response=stands.told, fraction=stands.told_raw, raw=stands.told_raw)
    told = _told(seen, may)
    settings = each.slot.version.settings
    hints = [str(one) for one in settings.get("hints", ())][: stands.hints] if not stands.closed else []
    general = told.general if stands.closed else ""
    return replace(told, hints=hints if "feedback" in may else (), general=general, fraction=stands.fraction)


def _told(each: queries.Asked, may: frozenset[str], comment: str = "") -> Told:
    version, kind = each.graded or each.slot.version, each.kind
    settings, response = each.judged
    found: dict[str, Any] = {"lines": hidden(kind.review(settings, response, each.slot.order), may)}
    if "marks" in may:
        found |= {"fraction": each.fraction, "state": _state(each)}
    if "feedback" in may:
        found |= {"said": _words(each), "general": version.feedback}
    if "right" in may and isinstance(kind, Marking):
        found["faults"] = kind.explained(settings, response)
    return Told(**found, comment=comment)


def _words(each: queries.Asked) -> list[str]:
    settings, response = each.judged
    return [*each.kind.feedback(settings, response), *overall(settings, each.worth)]


def _state(each: queries.Asked) -> str:
    if not each.kind.asks:
        return ""
    if each.fraction is None or each.worth is None:
        return "waiting"
    if each.response is None:
        return "open"
    if each.worth >= RIGHT:
        return "right"
    return "partly" if each.worth > 0 else "wrong"


def hidden(lines: Iterable[Line], may: frozenset[str]) -> list[Line]:
    """Return the lines of a review without what may not be told."""
    if "right" in may:
        return list(lines)
    marked = "marks" in may
    return [
        replace(each, right="", good=each.good if marked else None)
        if isinstance(each, Said)
        else Picked(each.text, each.chosen, each.right if marked and each.chosen else None)
        for each in lines
    ]
