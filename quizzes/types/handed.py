"""Answers that a person marks: an essay, and a file handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.types.base import Bucket, Field, Line, Problem, QuestionType, Response, Rows, Said, Settings, number, texts
from quizzes.types.base import say as _l

ESSAY_LONGEST = 20_000
RUBRIC = Rows(
    "rubric",
    _l("What is looked for"),
    (
        Field("text", _l("Criterion")),
        Field("points", _l("Points"), "number"),
        Field("hint", _l("What full points ask for")),
    ),
    2,
    _l("The marker gives points for each; the question earns their share."),
)
NOTE = Field("note", _l("Note to markers"), "long")


class _Handed(QuestionType):
    """What both share: `rubric` lists {"id", "text", "points", "hint"}; no machine grades it."""

    machine = False

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return answered or not."""
        return [Bucket("", "answered" if response else "", "", 0.0)]

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return what was handed in."""
        return [Said("", self.said(settings, response))]

    def problems(self, settings: Settings) -> list[str]:
        """Ask that a rubric has points."""
        rows = list(settings.get("rubric", ()))
        bad = [each for each in rows if not str(each.get("text", "")).strip() or number(each.get("points")) <= 0]
        return [Problem(_l("Each criterion needs words and points above nothing."), "rubric")] if bad else []


class Essay(_Handed):
    """`least` and `most` are counts of words (0: no limit), `lines` the height of the field, `note` is for markers."""

    name = "essay"
    label = _l("Essay")
    template = "essay"
    editor = (
        RUBRIC,
        Field("least", _l("Fewest words"), "number", least=0),
        Field("most", _l("Most words"), "number", least=0),
        Field("lines", _l("Lines of the field"), "number", least=0),
        Field("start", _l("Text that stands there at the beginning"), "long"),
        NOTE,
    )

    def read(self, values: Sequence[str]) -> Response:
        """Take the text."""
        text = values[0].replace("\r\n", "\n")[:ESSAY_LONGEST] if values else ""
        return [text] if text.strip() else None

    def lacking(self, data: Mapping[str, Any]) -> list[Problem]:
        """Ask that the most words are not fewer than the fewest."""
        turned = 0 < number(data.get("most")) < number(data.get("least"))
        return [Problem(_l("The most words are fewer than the fewest."), "most")] if turned else []

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the limits and the criteria, which a writer may know; never the note to markers."""
        criteria = [{"text": each["text"], "points": each["points"]} for each in settings.get("rubric", ())]
        return {
            "least": int(number(settings.get("least"))), "most": int(number(settings.get("most"))),
            "lines": min(40, int(number(settings.get("lines")) or 8)), "start": settings.get("start", ""),
            "criteria": criteria, "longest": ESSAY_LONGEST,
        }  # fmt: skip


class FileUpload(_Handed):
    """`kinds` lists endings such as "pdf", `largest_mb` bounds one file; the response is `code name` of a kept file."""

    name = "file"
    label = _l("File to hand in")
    template = "file"
    editor = (
        RUBRIC,
        Field("kinds", _l("Kinds of files"), hint=_l("Endings with commas between, as pdf, docx, xlsx; empty: any.")),
        Field("largest_mb", _l("Largest size (MB)"), "number", least=0),
        NOTE,
    )

    def read(self, values: Sequence[str]) -> Response:
        """Take the name of one kept file."""
        given = [value[:300] for value in values[:1] if value.strip()]
        return given or None

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return what may be handed in."""
        criteria = [{"text": each["text"], "points": each["points"]} for each in settings.get("rubric", ())]
        return {
            "kinds": [str(each) for each in settings.get("kinds", ())],
            "largest_mb": int(number(settings.get("largest_mb")) or 10), "criteria": criteria,
        }  # fmt: skip

    def said(self, settings: Settings, response: Response) -> str:
        """Return the file's own name."""
        return (texts(response) or [""])[0].partition(" ")[2]

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the endings out as one line."""
        return {**settings, "kinds": ", ".join(settings.get("kinds", ()))}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Read the endings from their line."""
        kinds = [each.strip(" .").lower() for each in str(data.get("kinds") or "").split(",") if each.strip(" .")]
        return {**data, "kinds": kinds}


ESSAY, FILE = Essay(), FileUpload()
