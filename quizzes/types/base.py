"""What every type of question can do: what it is, how right a response is, how it is written and shown.

A type is pure: no web, no database, no clock. When feedback appears, how often one may try and what a try costs is the
business of a behaviour. Sentences are English msgids; whoever shows them translates them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Settings = Mapping[str, Any]
Response = list[str] | None
Shape = Literal["text", "long", "number", "percent", "yes", "choice", "day", "moment"]
LONGEST = 500
"""Letters of one typed value; an essay has its own measure."""


def say(msgid: str) -> str:
    """Mark a sentence for the catalogue; imported as `_l`, it changes nothing."""
    return msgid


class Problem(str):
    """What keeps settings from being a question: an English msgid, and the field of the editor it stands beside.

    The field is named as in the settings; `cues.2.quote` is the field `quote` of the second row of `cues`.
    """

    field: str

    def __new__(cls, msgid: str, field: str = "") -> Problem:
        """Make the sentence and remember its field."""
        made = super().__new__(cls, msgid)
        made.field = field
        return made


@dataclass(frozen=True)
class Field:
    """One field of an editor; `shape` says how it is typed and what stands in the settings."""

    name: str
    label: str
    shape: Shape = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: float | None = None
    """The smallest number that makes sense; None: any."""


@dataclass(frozen=True)
class Rows:
    """A list in the settings, edited row by row; `spare` empty rows wait below."""

    name: str
    label: str
    fields: tuple[Field, ...]
    spare: int = 2
    hint: str = ""
    tall: bool = False
    """A row is long: it stands as a card of its own."""


Editor = tuple[Field | Rows, ...]


@dataclass(frozen=True)
class Bucket:
    """The group a response falls into, for item analysis: part of the question, group, its words, what it earns."""

    part: str
    key: str
    text: str
    fraction: float


@dataclass(frozen=True)
class Picked:
    """One option in a review: whether it was chosen, and whether it ought to be (None: not to be told)."""

    text: str
    chosen: bool
    right: bool | None = None


@dataclass(frozen=True)
class Said:
    """One part of an answer in a review: what was said, and what is right ("" and None: not to be told)."""

    text: str
    given: str
    right: str = ""
    good: bool | None = None


Line = Picked | Said


class QuestionType:
    """Parent of every type; each says its `name` and what differs."""

    name = ""
    label = ""
    template = "choices"
    """Which template of quizzes/types/ draws the fields; all of them send values under the name `answer`."""
    machine = True
    """Graded by this program; otherwise a person marks it."""
    asks = True
    """Waits for an answer; a description does not."""
    mixed = False
    """The order of its parts is drawn anew whatever the quiz says."""
    editor: Editor = ()

    def read(self, values: Sequence[str]) -> Response:
        """Return the response that the posted values hold, or None for no answer."""
        return list(dict.fromkeys(value[:LONGEST] for value in values if value.strip())) or None

    def parts(self, settings: Settings) -> list[str]:
        """Return the ids of what may stand in another order for each learner."""
        return []

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return all that a learner may see before the answer: nothing here gives it away."""
        return {}

    def grade(self, settings: Settings, response: Response) -> float:
        """Return 0..1; never raise on a strange response."""
        return 0.0

    def key(self, settings: Settings) -> Response:
        """Return one response that earns everything, or None where no machine knows."""
        return None

    def moved(self, was: Settings, now: Settings, response: Response) -> Response:
        """Return a response to one wording as it reads in the next: the same words, whatever their numbers."""
        return response

    def guess(self, settings: Settings) -> float | None:
        """Return what blind guessing earns on average (0..1), or None where nobody can say."""
        return 0.0 if self.machine else None

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return the groups this response falls into, one for each part of the question."""
        text = self.said(settings, response)
        return [Bucket("", text.casefold(), text, self.grade(settings, response))]

    def bucket(self, settings: Settings, response: Response) -> str:
        """Name the one group of the whole response."""
        return " | ".join(each.key for each in self.buckets(settings, response))

    def said(self, settings: Settings, response: Response) -> str:
        """Return the response in words, for reports; "" for none."""
        return "; ".join(texts(response))

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return the answer beside what is right, part by part; the caller hides what is not to be told yet."""
        key = self.said(settings, self.key(settings))
        good = self.grade(settings, response) >= 0.999 if self.machine else None
        return [Said("", self.said(settings, response), key, good)]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return what the author says to this response, beside the general feedback."""
        return []

    def problems(self, settings: Settings) -> list[str]:
        """Return what keeps these settings from being a question, as English msgids that know their field."""
        return []

    def lacking(self, data: Mapping[str, Any]) -> list[Problem]:
        """Return what the editor's fields lack to be settings at all, each beside its field."""
        return []

    def carry(self, held: Settings, made: dict[str, Any]) -> dict[str, Any]:
        """Return settings made by the editor with what the held ones say and no field of it shows."""
        return made

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Return the settings as the editor's fields hold them."""
        return dict(settings)

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the settings that the editor's fields say."""
        return dict(data)


def overall(settings: Settings, fraction: float | None) -> list[str]:
    """Return the author's words for an answer as a whole: right, partly right or wrong."""
    told = settings.get("overall") or {}
    if not isinstance(told, Mapping) or fraction is None:
        return []
    words = told.get("right" if fraction >= 0.999 else "partly" if fraction > 0 else "wrong")
    return [str(words)] if words else []


def texts(response: Any) -> list[str]:
    """Return the values of a response that may be anything."""
    return [each for each in response if isinstance(each, str)] if isinstance(response, list | tuple) else []


def share(value: float) -> float:
    """Hold a fraction between 0 and 1."""
    return min(1.0, max(0.0, round(value, 5)))


def number(value: Any) -> float:
    """Return a stored number, 0 for anything else."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def renumbered(was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return the new number of each old part: that of the same words; what was worded anew stays in its place.

    A part that is gone gets no number of another one.
    """
    free = list(now)
    found = dict[str, str]()
    for one, words in was.items():
        same = [each for each in free if now[each].strip() == words.strip()]
        if same:
            found[one] = same[0]
            free.remove(same[0])
    rest = [each for each in was if each not in found]
    if len(rest) == len(free):  # both lists stand in their author's order
        return found | dict(zip(rest, free, strict=True))
    return found | {each: each if each in free else f"{each}-" for each in rest}


def worded(rows: Any) -> dict[str, str]:
    """Return the words of the parts of a question by their numbers."""
    return {str(each["id"]): str(each.get("text", "")) for each in rows or ()}


def in_order(ids: Sequence[str], order: Sequence[str]) -> list[str]:
    """Return `ids` in the drawn order; what the order does not know stands last."""
    known = [each for each in order if each in ids]
    return known + [each for each in ids if each not in known]
