"""From marks and answers to the lines of an analysis: each question with its figures, options and advice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from quizzes.analysis import advice, rules
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
    drawn: bool
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
    cut: bool

    @property
    def small(self) -> bool:
        """Say whether so few attempts say little."""
        return self.whole is None or self.whole.count < rules.SMALL


def work_out(data: Data) -> Analysis:
    """Return every figure of a quiz and of its questions."""
    totals: dict[int, float] = {each.id: 0.0 for each in data.attempts}
    for answers in data.answers.values():
        for each in answers:
            totals[each.attempt_id] += each.weight * each.fraction
    place = {one: n for n, one in enumerate(data.fixed)}
    ordered = sorted(data.answers, key=lambda one: (place.get(one, len(place)), one))
    items = [_item(data.answers[one], totals, drawn=one not in place) for one in ordered]
    fixed = rules.weighed([item for one, item in zip(ordered, items, strict=True) if one in place])
    weighed = dict(zip([one for one in ordered if one in place], fixed, strict=True))
    lines = [
        _line(n, data.answers[one], weighed.get(one, item), totals, drawn=one not in place)
        for n, (one, item) in enumerate(zip(ordered, items, strict=True), start=1)
    ]
    drawn = any(one not in place for one in ordered)
    whole = rules.whole([totals[each.id] for each in data.attempts], [] if drawn else fixed)
    most = max((sum(each.weight for each in part) for part in _by_attempt(data).values()), default=0.0)
    tenths = [0] * 10
    for attempt in data.attempts:
        tenths[min(9, max(0, int((attempt.fraction or 0.0) * 10 + 1e-9)))] += 1
    return Analysis(whole, most, lines, tenths, len({each.learner_id for each in data.attempts}), data.cut)


def _by_attempt(data: Data) -> dict[int, list[Given]]:
    found: dict[int, list[Given]] = defaultdict(list)
    for answers in data.answers.values():
        for each in answers:
            found[each.attempt_id].append(each)
    return found


def _item(answers: Sequence[Given], totals: dict[int, float], *, drawn: bool) -> rules.Item:
    marks = [each.weight * each.fraction for each in answers]
    most = max(each.weight for each in answers)
    return rules.item(marks, [totals[each.attempt_id] for each in answers], most, drawn=drawn)


def _line(number: int, answers: Sequence[Given], item: rules.Item, totals: dict[int, float], *, drawn: bool) -> Line:
    newest = max((each.version for each in answers), key=lambda version: version.version)
    kind = TYPES[newest.kind]
    guess = kind.guess(newest.settings)
    choices = _choices(answers, totals)
    unused, lured = _wrong_options(newest, choices, len(answers))
    return Line(
        number, newest, item, guess, drawn, len({each.version.id for each in answers}), choices,
        advice.about(item, guess, unused, lured),
    )  # fmt: skip


def _choices(answers: Sequence[Given], totals: dict[int, float]) -> list[Choice]:
    most = max(totals.values(), default=0.0) or 1.0
    found: dict[tuple[str, str], list[tuple[str, float, float]]] = defaultdict(list)
    for each in answers:
        for bucket in TYPES[each.version.kind].buckets(each.version.settings, each.response):
            known = (bucket.text, bucket.fraction, totals[each.attempt_id] / most)
            found[(bucket.part, bucket.key)].append(known)
    lines = [
        Choice(part, held[-1][0], len(held), len(held) / len(answers), held[-1][1], mean(each[2] for each in held))
        for (part, _key), held in found.items()
    ]
    lines += _never(answers[-1].version, {key for _part, key in found})
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
