"""True or false, and a description that asks nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.types.base import Bucket, Field, Line, Picked, Problem, QuestionType, Response, Settings, texts
from quizzes.types.base import say as _l

TRUE, FALSE = "true", "false"
WORDS = {TRUE: _l("True"), FALSE: _l("False")}


class TrueFalse(QuestionType):
    """`settings["answer"]` is True or False; `settings["said"]` holds words to whoever chose {"true", "false"}."""

    name = "truefalse"
    label = _l("True or false")
    template = "truefalse"
    editor = (
        Field("answer", _l("The sentence is"), "choice", choices=((TRUE, _l("True")), (FALSE, _l("False")))),
        Field("said_true", _l("Said to whoever chooses true")),
        Field("said_false", _l("Said to whoever chooses false")),
    )

    def read(self, values: Sequence[str]) -> Response:
        """Take true or false."""
        return [values[0]] if values and values[0] in (TRUE, FALSE) else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return 1 for the right one."""
        return float(texts(response) == self.key(settings))

    def key(self, settings: Settings) -> Response:
        """Return the right one."""
        return [TRUE if settings.get("answer") else FALSE]

    def guess(self, settings: Settings) -> float | None:
        """Return one half."""
        return 0.5

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return true, false or nothing."""
        given = (texts(response) or [""])[0]
        return [Bucket("", given, WORDS.get(given, ""), self.grade(settings, response))]

    def said(self, settings: Settings, response: Response) -> str:
        """Return true or false as an msgid."""
        return WORDS.get((texts(response) or [""])[0], "")

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return both: chosen or not, right or not."""
        key = self.key(settings) or []
        return [Picked(WORDS[each], each in texts(response), each in key) for each in (TRUE, FALSE)]

    def problems(self, settings: Settings) -> list[str]:
        """Ask which is right."""
        known = isinstance(settings.get("answer"), bool)
        return [] if known else [Problem(_l("Say whether the sentence is true."), "answer")]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return what is said to whoever chose this."""
        words = (settings.get("said") or {}).get((texts(response) or [""])[0], "")
        return [str(words)] if words else []

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the two remarks out as fields."""
        said = settings.get("said") or {}
        answer = settings.get("answer")
        return {
            "answer": "" if answer is None else (TRUE if answer else FALSE),
            "said_true": said.get(TRUE, ""), "said_false": said.get(FALSE, ""),
        }  # fmt: skip

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Gather the two remarks."""
        answer = {TRUE: True, FALSE: False}.get(str(data.get("answer")))
        said = {name: data[f"said_{name}"] for name in (TRUE, FALSE) if data.get(f"said_{name}")}
        return {"answer": answer, "said": said}


class Description(QuestionType):
    """Words, a picture or a case that stands before the questions about it; it asks and earns nothing."""

    name = "description"
    label = _l("Description, without a question")
    template = "nothing"
    asks = False

    def read(self, values: Sequence[str]) -> Response:
        """Take nothing."""
        return None

    def guess(self, settings: Settings) -> float | None:
        """Say that there is nothing to guess."""
        return None

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return nothing."""
        return []


TRUE_FALSE, DESCRIPTION = TrueFalse(), Description()
