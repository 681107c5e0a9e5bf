"""The places of a quiz as a test has them: a fixed question stands in one, whatever a draw brings shares its places.

Consistency and weights are those of places: people who were drawn different questions still sat the same quiz. The
places of one draw are alike, so chance, the same at each look, says which answer fills which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from quizzes.analysis import rules
from quizzes.analysis.queries import Data, Given, Place

Key = tuple[int, int]


@dataclass(frozen=True)
class Draw:
    """One draw as a whole: its filter, how many it brings, mean share earned, its weights in percent."""

    draw: Mapping[str, Any]
    count: int
    facility: float | None
    intended: float | None
    effective: float | None
    negative: bool


def items(data: Data, totals: Mapping[int, float]) -> dict[Key, rules.Item]:
    """Return the figures of each place that anybody was asked in, by part and number within it."""
    marks: dict[Key, dict[int, float]] = defaultdict(dict)
    most: dict[Key, float] = {}
    for attempt_id, given in by_attempt(data).items():
        for key, each in seated(data.places, given):
            marks[key][attempt_id] = each.mark
            most[key] = max(most.get(key, 0.0), each.weight)
    order, keys = list(totals), sorted(marks)
    whole = [totals[one] for one in order]
    found = [rules.item([marks[key].get(one, 0.0) for one in order], whole, most[key]) for key in keys]
    return dict(zip(keys, rules.weighed(found), strict=True))


def seated(places: Sequence[Place], given: Sequence[Given]) -> list[tuple[Key, Given]]:
    """Seat the answers of one attempt: fixed questions in theirs, drawn ones where their draw has room."""
    own = {each.version.question_id: each for each in sorted(given, key=_by_chance)}
    found = [((each.number, 0), own.pop(each.question_id)) for each in places if each.question_id in own]
    draws = [each for each in places if each.question_id is None]
    room = {each.number: list(range(each.count)) for each in draws}
    for fits in (True, False):  # what was drawn once and would not be any more sits wherever there is room left
        for question_id in list(own):
            seat = next((each for each in draws if room[each.number] and (not fits or question_id in each.pool)), None)
            if seat is not None:
                found.append(((seat.number, room[seat.number].pop(0)), own.pop(question_id)))
    return found


def draws(data: Data, figures: Mapping[Key, rules.Item]) -> list[Draw]:
    """Return each draw with the figures of its places taken together."""
    found = []
    for each in data.places:
        own = [item for key, item in figures.items() if key[0] == each.number and each.question_id is None]
        if not own:
            continue
        shares = [item.facility for item in own if item.facility is not None]
        effective = [item.effective for item in own if item.effective is not None]
        found.append(
            Draw(each.draw, each.count, sum(shares) / len(shares) if shares else None,
                 sum(item.intended or 0.0 for item in own), sum(effective) if effective else None,
                 any(item.negative for item in own))
        )  # fmt: skip
    return found


def _by_chance(each: Given) -> int:
    return crc32(f"{each.attempt_id}/{each.version.question_id}".encode())


def by_attempt(data: Data) -> dict[int, list[Given]]:
    """Return the answers of each attempt."""
    found: dict[int, list[Given]] = defaultdict(list)
    for answers in data.answers.values():
        for each in answers:
            found[each.attempt_id].append(each)
    return found
