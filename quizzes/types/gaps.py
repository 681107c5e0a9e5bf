"""Texts with gaps: typed in (cloze), or chosen from lists (gap select). A gap stands in the text as [[1]].

The response holds one value a gap, in the order of `gaps`; an empty one is "". A gap of several options holds their ids
with commas between; its boxes stand after an empty field and send `☑gap=option`.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.types import gaprows
from quizzes.types.base import (
    LONGEST,
    Bucket,
    Field,
    Line,
    Problem,
    QuestionType,
    Response,
    Rows,
    Said,
    Settings,
    number,
    renumbered,
    share,
    texts,
    worded,
)
from quizzes.types.base import say as _l
from quizzes.types.choice import MULTIPLE, SINGLE
from quizzes.types.number import NUMERICAL
from quizzes.types.typed import KINDNESS, SHORT

GAP = re.compile(r"\[\[(\d{1,3})\]\]")
TICK = re.compile(r"^☑\w{1,12}=(\w{1,12})$")
INNER: dict[str, QuestionType] = {"short": SHORT, "numerical": NUMERICAL, "choice": SINGLE, "several": MULTIPLE}
LISTED = ("choice", "several")
KINDS = (
    ("short", _l("Words typed in")), ("choice", _l("Chosen from a list")), ("numerical", _l("A number typed in")),
    ("several", _l("Several ticked in a list")),
)  # fmt: skip


class _Gapped(QuestionType):
    """What both kinds of gaps share."""

    template = "gaps"

    def read(self, values: Sequence[str]) -> Response:
        """Take one value a gap, empty ones too."""
        given = list[str]()
        for value in values[:400]:
            tick = TICK.match(value)
            if tick and given:
                given[-1] = ",".join(each for each in (given[-1], tick[1]) if each)[:LONGEST]
            else:
                given.append(value.strip()[:LONGEST])
        return given[:100] if any(given) else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the weighted mean of the gaps."""
        found = [(number(each.get("weight", 1)) or 1.0, each, given) for each, given in _given(settings, response)]
        every = sum(weight for weight, _each, _given in found)
        total = sum(weight * self._worth(settings, each, given) for weight, each, given in found)
        return share(total / every) if every else 0.0

    def key(self, settings: Settings) -> Response:
        """Return the right value of every gap."""
        return [self._right(settings, each) for each in _gaps(settings)] or None

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return what stands in each gap."""
        return [
            Bucket(
                str(each["id"]),
                given.casefold(),
                self._words(settings, each, given),
                self._worth(settings, each, given),
            )
            for each, given in _given(settings, response)
        ]

    def said(self, settings: Settings, response: Response) -> str:
        """Return what stands in the gaps."""
        return "; ".join(
            f"[{each['id']}] {self._words(settings, each, given)}" for each, given in _given(settings, response)
        )

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return each gap: what was put there and what belongs there."""
        return [
            Said(f"[{each['id']}]", self._words(settings, each, given),
                 self._words(settings, each, self._right(settings, each)), self._worth(settings, each, given) >= 0.999)
            for each, given in _given(settings, response)
        ]  # fmt: skip

    def moved(self, was: Settings, now: Settings, response: Response) -> Response:
        """Find again by their words what was chosen from lists."""
        given, gaps = texts(response), zip(_gaps(was), _gaps(now), strict=False)
        new = [self._moved(was, now, pair, one) for pair, one in zip(gaps, given, strict=False)]
        return [*new, *given[len(new) :]] or None

    def _moved(self, was: Settings, now: Settings, gap: tuple[Settings, Settings], given: str) -> str:
        """Return what stands in one gap as the new wording numbers it."""
        return given

    @abstractmethod
    def _worth(self, settings: Settings, gap: Mapping[str, Any], given: str) -> float:
        """Say it for one gap; each kind of gap knows."""

    @abstractmethod
    def _right(self, settings: Settings, gap: Mapping[str, Any]) -> str:
        """Say it for one gap; each kind of gap knows."""

    def _words(self, settings: Settings, gap: Mapping[str, Any], given: str) -> str:
        return given


class Cloze(_Gapped):
    """`gaps` lists {"id", "kind", "weight", …}; the rest of a gap are the settings of its kind.

    Kinds: "short" and "numerical" with their `accept`, "choice" with the `options` of a single choice, "several" with
    those of a multiple one.
    """

    name = "cloze"
    label = _l("Text with gaps")
    editor = (
        Rows(
            "gaps",
            _l("Gaps"),
            (
                Field("kind", _l("Kind"), "choice", choices=KINDS),
                Field("right", _l("Right answers, with | between them")),
                Field("wrong", _l("Wrong ones of a list, with | between them")),
                Field("tolerance", _l("Give or take, for a number"), "number"),
                Field("weight", _l("Weight"), "number"),
            ),
            2,
            _l(
                "Write [[1]] where the first gap stands in the question, [[2]] for the second. After # stands what is"
                " told to whoever answers so, %50% before an answer gives half: đúng # Tốt | %50%gần đúng."
            ),
        ),
        *KINDNESS,
    )

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return each gap: its kind, and the options of a list without what they earn."""
        gaps = []
        for each in _gaps(settings):
            kind = each.get("kind")
            options = SINGLE.shown(each, ())["options"] if kind in LISTED else []
            many = {"many": True} if kind == "several" else {}
            gaps.append({"id": str(each["id"]), "options": options, "number": kind == "numerical", **many})
        return {"gaps": gaps}

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside what stands in the gaps."""
        pairs = [(each, given) for each, given in _given(settings, response) if given]
        return [
            words for each, given in pairs for words in _inner(each).feedback({**settings, **each}, _split(each, given))
        ]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for a gap, and for every gap a right answer."""
        gaps = _gaps(settings)
        found = [Problem(str(said), "gaps") for each in gaps for said in _inner(each).problems(each)]
        return list(dict.fromkeys(found)) if gaps else [Problem(_l("At least one gap is needed."), "gaps")]

    def _moved(self, was: Settings, now: Settings, gap: tuple[Settings, Settings], given: str) -> str:
        old, new = gap
        if not given or not {old.get("kind"), new.get("kind")} <= set(LISTED):
            return given
        return ",".join(_inner(old).moved(old, new, _split(old, given)) or [""])

    def _worth(self, settings: Settings, gap: Mapping[str, Any], given: str) -> float:
        return _inner(gap).grade({**settings, **gap}, _split(gap, given) if given else None)

    def _right(self, settings: Settings, gap: Mapping[str, Any]) -> str:
        return ",".join(_inner(gap).key({**settings, **gap}) or [""])

    def _words(self, settings: Settings, gap: Mapping[str, Any], given: str) -> str:
        return _inner(gap).said(gap, _split(gap, given)) if given else ""

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay each gap out as one row."""
        return {**settings, "gaps": [gaprows.row(each) for each in _gaps(settings)]}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Build each gap from its row."""
        return {**data, "gaps": [gaprows.gap(each) for each in data.get("gaps", ())]}


class GapSelect(_Gapped):
    """`choices` lists {"id", "text", "group"}, `gaps` {"id", "right" (id of a choice)}.

    A gap offers the choices of the group of its right one.
    """

    name = "gapselect"
    label = _l("Choose the missing words")
    editor = (
        Rows(
            "choices",
            _l("Words"),
            (Field("text", _l("Word")), Field("group", _l("Group"))),
            3,
            _l("A gap offers the words of one group; one group will do."),
        ),
        Field("right", _l("Right words of the gaps [[1]], [[2]] …, by their numbers"), hint=_l("For example: 1, 3, 2")),
    )

    def parts(self, settings: Settings) -> list[str]:
        """Return the choices."""
        return [str(each["id"]) for each in settings.get("choices", ())]

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return each gap with the words of its group, in the drawn order."""
        known = _choices(settings)
        ids = [one for one in order if one in known] + [one for one in known if one not in order]
        gaps = []
        for each in _gaps(settings):
            group = str(known.get(str(each["right"]), {}).get("group", ""))
            offered = [one for one in ids if str(known[one].get("group", "")) == group]
            gaps.append(
                {"id": str(each["id"]), "options": [{"id": one, "text": known[one]["text"]} for one in offered]}
            )
        return {"gaps": gaps}

    def guess(self, settings: Settings) -> float | None:
        """Return one word of all."""
        return share(1 / max(1, len(_choices(settings))))

    def problems(self, settings: Settings) -> list[str]:
        """Ask for a gap, and that every right word is there."""
        if not _gaps(settings):
            return [Problem(_l("At least one gap is needed."), "right")]
        known = _choices(settings)
        lost = [each for each in _gaps(settings) if str(each.get("right")) not in known]
        found: list[str] = [Problem(_l("A gap names a word that is not there."), "right")] if lost else []
        return found if len(known) >= 2 else [*found, Problem(_l("At least two options are needed."), "choices")]

    def _moved(self, was: Settings, now: Settings, gap: tuple[Settings, Settings], given: str) -> str:
        return renumbered(worded(was.get("choices")), worded(now.get("choices"))).get(given, given)

    def _worth(self, settings: Settings, gap: Mapping[str, Any], given: str) -> float:
        return float(given == str(gap.get("right")))

    def _right(self, settings: Settings, gap: Mapping[str, Any]) -> str:
        return str(gap.get("right", ""))

    def _words(self, settings: Settings, gap: Mapping[str, Any], given: str) -> str:
        return str(_choices(settings).get(given, {}).get("text", ""))

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the gaps out as one line."""
        return {**settings, "right": ", ".join(str(each["right"]) for each in _gaps(settings))}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Read the gaps from their line."""
        rights = re.findall(r"\d+", str(data.get("right", "")))
        gaps = [{"id": str(place), "right": one} for place, one in enumerate(rights, start=1)]
        return {"choices": data.get("choices", []), "gaps": gaps}


def _gaps(settings: Settings) -> list[dict[str, Any]]:
    return list(settings.get("gaps", ()))


def _given(settings: Settings, response: Response) -> list[tuple[dict[str, Any], str]]:
    given, gaps = texts(response), _gaps(settings)
    return [(gap, given[place] if place < len(given) else "") for place, gap in enumerate(gaps)]


def _choices(settings: Settings) -> dict[str, dict[str, Any]]:
    return {str(each["id"]): dict(each) for each in settings.get("choices", ())}


def _split(gap: Mapping[str, Any], given: str) -> list[str]:
    return given.split(",") if gap.get("kind") == "several" else [given]


def _inner(gap: Mapping[str, Any]) -> QuestionType:
    return INNER.get(str(gap.get("kind")), SHORT)


CLOZE, GAP_SELECT = Cloze(), GapSelect()
