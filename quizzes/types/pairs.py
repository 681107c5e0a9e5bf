"""Putting things together or in order: a list beside each row, never only by dragging.

A value names its row and what was chosen for it: `3=2` puts answer 2 to pair 3, or row 3 into place 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from quizzes.types.base import (
    Bucket,
    Field,
    Line,
    Problem,
    QuestionType,
    Response,
    Rows,
    Said,
    Settings,
    in_order,
    renumbered,
    share,
    texts,
    worded,
)
from quizzes.types.base import say as _l

PLACE, NEIGHBOURS, ALL = "place", "neighbours", "all"
RULES = (
    (PLACE, _l("Each row in its right place counts")),
    (NEIGHBOURS, _l("Each row that is followed by the right one counts")),
    (ALL, _l("Only the whole order counts")),
)


class Matching(QuestionType):
    """`pairs` lists {"id", "text", "answer"}, `extra` further answers that belong to none.

    Choices are numbered from 1 over the distinct answers as `listed` has them; without it, pairs first.
    """

    name = "matching"
    label = _l("Matching")
    template = "pairs"
    mixed = True
    editor = (
        Rows("pairs", _l("Pairs"), (Field("text", _l("To match")), Field("answer", _l("Its answer"))), 2),
        Field("extra", _l("Further answers that match nothing, one a line"), "long"),
    )

    def parts(self, settings: Settings) -> list[str]:
        """Return the choices."""
        return [str(each) for each in range(1, len(_choices(settings)) + 1)]

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the rows by their numbers, and every answer in the drawn order."""
        choices, pairs = _choices(settings), _as_shown(settings)
        ids = in_order(self.parts(settings), order)
        return {
            "rows": [{"id": str(each["id"]), "text": each["text"]} for each in pairs],
            "choices": [{"id": one, "text": choices[int(one) - 1]} for one in ids],
        }

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the share of pairs put together rightly."""
        key, given = _chosen(self.key(settings)), _chosen(response)
        return share(sum(given.get(row) == choice for row, choice in key.items()) / len(key)) if key else 0.0

    def key(self, settings: Settings) -> Response:
        """Return every pair with its answer."""
        choices = _choices(settings)
        return [f"{each['id']}={choices.index(str(each['answer'])) + 1}" for each in _pairs(settings)]

    def moved(self, was: Settings, now: Settings, response: Response) -> Response:
        """Find each row and each answer again by their words."""
        rows, new = renumbered(worded(_pairs(was)), worded(_pairs(now))), renumbered(_numbered(was), _numbered(now))
        return [f"{rows.get(row, row)}={new.get(one, one)}" for row, one in _chosen(response).items()] or None

    def guess(self, settings: Settings) -> float | None:
        """Return one choice of all."""
        return share(1 / max(1, len(_choices(settings))))

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return what was put to each pair."""
        given, right = _chosen(response), _chosen(self.key(settings))
        return [
            Bucket(row, given.get(row, ""), _choice(settings, given.get(row, "")), float(given.get(row) == choice))
            for row, choice in right.items()
        ]

    def said(self, settings: Settings, response: Response) -> str:
        """Return each pair that was put together."""
        rows = {str(each["id"]): str(each["text"]) for each in _pairs(settings)}
        given = _chosen(response)
        return "; ".join(f"{rows[row]}: {_choice(settings, one)}" for row, one in given.items() if row in rows)

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return each row as it stood on the page: what was put to it and what belongs there."""
        given, right = _chosen(response), _chosen(self.key(settings))
        return [
            Said(str(each["text"]), _choice(settings, given.get(str(each["id"]), "")), str(each["answer"]),
                 given.get(str(each["id"])) == right[str(each["id"])])
            for each in _as_shown(settings)
        ]  # fmt: skip

    def problems(self, settings: Settings) -> list[str]:
        """Ask for two whole pairs."""
        whole = [
            each
            for each in _pairs(settings)
            if str(each.get("text", "")).strip() and str(each.get("answer", "")).strip()
        ]
        found: list[str] = [] if len(whole) >= 2 else [Problem(_l("At least two pairs are needed."), "pairs")]
        if len(whole) != len(_pairs(settings)):
            found.append(Problem(_l("Each pair needs both sides."), "pairs"))
        return found

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the further answers out as lines."""
        return {**settings, "extra": "\n".join(settings.get("extra", ()))}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Read the further answers from their lines."""
        return {**data, "extra": [one.strip() for one in str(data.get("extra", "")).splitlines() if one.strip()]}


class Ordering(QuestionType):
    """`items` lists {"id", "text"} in the right order; `rule` says how much of it counts, see RULES."""

    name = "ordering"
    label = _l("Put in order")
    template = "ordering"
    mixed = True
    editor = (
        Rows("items", _l("Rows, in the right order"), (Field("text", _l("Row")),), 3),
        Field("rule", _l("How parts are counted"), "choice", choices=RULES),
    )

    def parts(self, settings: Settings) -> list[str]:
        """Return the rows."""
        return [str(each["id"]) for each in _items(settings)]

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the rows in the drawn order, and how many places there are."""
        known = {str(each["id"]): each["text"] for each in _items(settings)}
        ids = in_order(list(known), order)
        return {"rows": [{"id": one, "text": known[one]} for one in ids], "places": list(range(1, len(ids) + 1))}

    def grade(self, settings: Settings, response: Response) -> float:
        """Return how much of the order is right under the question's rule; rows in one place together earn nothing."""
        right, given = self.parts(settings), _chosen(response)
        place = {row: int(where) for row, where in given.items() if _is_place(where)}
        if not right or len(set(place.values())) < len(place):
            return 0.0
        good = [row for number, row in enumerate(right, start=1) if place.get(row) == number]
        rule = settings.get("rule") or PLACE
        if rule == ALL:
            return float(len(good) == len(right))
        if rule == NEIGHBOURS and len(right) > 1:
            follow = [1 for one, two in pairwise(right) if place.get(one, -9) + 1 == place.get(two, -7)]
            return share(len(follow) / (len(right) - 1))
        return share(len(good) / len(right))

    def key(self, settings: Settings) -> Response:
        """Return every row in its place."""
        return [f"{row}={number}" for number, row in enumerate(self.parts(settings), start=1)]

    def moved(self, was: Settings, now: Settings, response: Response) -> Response:
        """Find each row again by its words."""
        new = renumbered(worded(_items(was)), worded(_items(now)))
        return [f"{new.get(row, row)}={place}" for row, place in _chosen(response).items()] or None

    def guess(self, settings: Settings) -> float | None:
        """Return one place of all."""
        return share(1 / max(1, len(_items(settings))))

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return the place of each row."""
        given = _chosen(response)
        return [
            Bucket(row, given.get(row, ""), given.get(row, ""), float(given.get(row) == str(number)))
            for number, row in enumerate(self.parts(settings), start=1)
        ]

    def said(self, settings: Settings, response: Response) -> str:
        """Return the rows in the order that was given."""
        known, given = {str(each["id"]): str(each["text"]) for each in _items(settings)}, _chosen(response)
        placed = sorted((where.zfill(6), row) for row, where in given.items() if row in known)
        return " → ".join(known[row] for _where, row in placed)

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return each row in the drawn order, since the right one is told apart: its place, and where it belongs."""
        given, right = _chosen(response), _chosen(self.key(settings))
        known = {str(each["id"]): str(each["text"]) for each in _items(settings)}
        return [
            Said(known[row], given.get(row, ""), right[row], given.get(row) == right[row])
            for row in in_order(list(known), order)
        ]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for two rows that differ."""
        items = [str(each["text"]).strip() for each in _items(settings)]
        found: list[str] = (
            [] if len(items) >= 2 else [Problem(_l("At least two things to put in order are needed."), "items")]
        )
        if len(set(items)) < len(items) or "" in items:
            found.append(Problem(_l("Two rows say the same, or one is empty."), "items"))
        return found


def _chosen(response: Response) -> dict[str, str]:
    pairs = [each.partition("=") for each in texts(response)]
    return {row: choice for row, sign, choice in pairs if sign and choice}


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _pairs(settings: Settings) -> list[dict[str, Any]]:
    return list(settings.get("pairs", ()))


def _as_shown(settings: Settings) -> list[dict[str, Any]]:
    """Return the pairs by their numbers: the order in which they were written says what belongs to what."""
    return sorted(_pairs(settings), key=lambda each: str(each["id"]).zfill(12))


def _items(settings: Settings) -> list[dict[str, Any]]:
    return list(settings.get("items", ()))


def _choices(settings: Settings) -> list[str]:
    every = [str(each["answer"]) for each in _pairs(settings)] + [str(each) for each in settings.get("extra", ())]
    listed = [str(each) for each in settings.get("listed", ())]
    return listed if sorted(listed) == sorted(set(every)) else list(dict.fromkeys(every))


def _numbered(settings: Settings) -> dict[str, str]:
    return {str(number): text for number, text in enumerate(_choices(settings), start=1)}


def _choice(settings: Settings, number: str) -> str:
    choices = _choices(settings)
    found = _is_place(number) and 1 <= int(number) <= len(choices)
    return choices[int(number) - 1] if found else ""


MATCHING, ORDERING = Matching(), Ordering()
