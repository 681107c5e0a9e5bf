"""From marks and answers to the lines of an analysis: each question with its figures, options and advice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean

from quizzes.analysis import advice, places, rules
from quizzes.analysis.queries import Data, Given
from quizzes.models import QuestionVersion
from quizzes.types import TYPES

ENOUGH, THIRD = 10, 3


@dataclass(frozen=True)
class Choice:
    """How many gave one answer to one part of a question, what it earns, and how they did in the whole quiz (0..1)."""

    part: str
    text: str
    count: int
    share: float
    fraction: float
    mean: float | None


@dataclass(frozen=True)
class Line:
    """One question of an analysis."""

    number: int
    version: QuestionVersion
    item: rules.Item
    guess: float | None
    stands: str
    """drawn: a draw brought it; gone: the quiz asks it no more; "": in its own place."""
    versions: int
    choices: Sequence[Choice]
    advice: Sequence[str]

    @property
    def tells(self) -> str:
        """Return how well it tells people apart."""
        return advice.tells(self.item.discrimination)


@dataclass(frozen=True)
class Analysis:
    """A whole analysis: the quiz, its questions, and how the results spread over tenths."""

    whole: rules.Whole | None
    most: float
    lines: Sequence[Line]
    tenths: Sequence[int]
    people: int
    every: int
    draws: Sequence[places.Draw] = ()

    @property
    def small(self) -> bool:
        """Say whether so few attempts say little."""
        return self.whole is None or self.whole.count < rules.SMALL


def work_out(data: Data) -> Analysis:
    """Return every figure of a quiz and of its questions."""
    totals: dict[int, float] = {each.id: 0.0 for each in data.attempts}
    for answers in data.answers.values():
        for each in answers:
            totals[each.attempt_id] += each.mark
    place = {one: n for n, one in enumerate(data.fixed)}
    ordered = sorted(data.answers, key=lambda one: (place.get(one, len(place)), one))
    figures = places.items(data, totals)
    seat = {each.question_id: (each.number, 0) for each in data.places if each.question_id is not None}
    lines = [
        _line(n, data.answers[one], _item(data.answers[one], totals, figures.get(seat.get(one, (0, 0)))), totals,
              drawn=any(one in each.pool for each in data.places), gone=one not in place)
        for n, one in enumerate(ordered, start=1)
    ]  # fmt: skip
    whole = rules.whole(list(totals.values()), figures.values())
    most = max((sum(each.weight for each in part) for part in places.by_attempt(data).values()), default=0.0)
    tenths = [0] * 10
    for attempt in data.attempts:
        tenths[min(9, max(0, int((attempt.fraction or 0.0) * 10 + 1e-9)))] += 1
    people = len({each.learner_id for each in data.attempts})
    return Analysis(whole, most, lines, tenths, people, data.every, places.draws(data, figures))


def _item(answers: Sequence[Given], totals: dict[int, float], seat: rules.Item | None) -> rules.Item:
    """Return the figures of a question over its own attempts, with the weights of its place if it has one."""
    most = max(each.weight for each in answers)
    marks, whole = [each.mark for each in answers], [totals[each.attempt_id] for each in answers]
    found = rules.item(marks, whole, most, drawn=seat is None)
    if seat is None:
        return found
    return replace(found, intended=seat.intended, effective=seat.effective, negative=seat.negative)


def _line(
    number: int, answers: Sequence[Given], item: rules.Item, totals: dict[int, float], *, drawn: bool, gone: bool
) -> Line:
    newest = max((each.version for each in answers), key=lambda version: version.version)
    kind = TYPES[newest.kind]
    guess = kind.guess(newest.settings)
    stands = "drawn" if drawn and gone else "gone" if gone else ""
    choices = _choices(answers, totals, newest)
    unused, lured = _wrong_options(newest, choices, len(answers))
    return Line(
        number, newest, item, guess, stands, len({each.version.id for each in answers}), choices,
        advice.about(item, guess, unused, lured),
    )  # fmt: skip


def _choices(answers: Sequence[Given], totals: dict[int, float], newest: QuestionVersion) -> list[Choice]:
    """Return the answers in groups; those to an older wording count with the same words of the newest."""
    most = max(totals.values(), default=0.0) or 1.0
    found: dict[tuple[str, str], list[tuple[str, float, float]]] = defaultdict(list)
    for each in answers:
        version, kind, response = each.version, TYPES[each.version.kind], each.response
        if version.id != newest.id and version.kind == newest.kind:
            version, response = newest, kind.moved(version.settings, newest.settings, response)
        for bucket in kind.buckets(version.settings, response):
            known = (bucket.text, bucket.fraction, totals[each.attempt_id] / most)
            found[(bucket.part, bucket.key)].append(known)
    lines = [
        Choice(part, held[-1][0], len(held), len(held) / len(answers), held[-1][1], mean(each[2] for each in held))
        for (part, _key), held in found.items()
    ]
    lines += _never(newest, {key for _part, key in found})
    return sorted(lines, key=lambda one: (one.part, -one.count, one.text))[:60]


def _never(version: QuestionVersion, taken: set[str]) -> list[Choice]:
    """Return the options that nobody took."""
    return [
        Choice("", str(each["text"]), 0, 0.0, float(each["fraction"]), None)
        for each in version.settings.get("options", ()) if str(each["id"]) not in taken
    ]  # fmt: skip


def _wrong_options(version: QuestionVersion, choices: Sequence[Choice], count: int) -> tuple[list[str], list[str]]:
    """Return wrong options that nobody takes, and those whom the better ones take rather than the right one."""
    if not version.settings.get("options") or count < ENOUGH:
        return [], []
    unused = [each.text for each in choices if each.count == 0 and each.fraction <= 0]
    right = [each.mean or 0.0 for each in choices if each.fraction >= 0.999 and each.count]
    best = max(right, default=1.0)
    lured = [
        each.text for each in choices
        if each.text and each.fraction <= 0 and each.count >= THIRD and (each.mean or 0.0) > best
    ]  # fmt: skip
    return unused, lured
