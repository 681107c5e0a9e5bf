"""Questions written as the table that docs/questions.md describes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizzes.formats.question import Read
from quizzes.formats.table import ARROW, number_said
from quizzes.formats.tablenames import SAID

KINDS = tuple(SAID)
HEADS = {
    "type": "loại",
    "title": "tên",
    "question": "câu hỏi",
    "feedback": "giải thích",
    "category": "nhóm",
    "tags": "nhãn",
}


def rows(questions: Iterable[Read]) -> tuple[list[str], list[list[Any]]]:
    """Return the headings and one row a question, as wide as the widest needs."""
    listed = [(each, *_answers(each.kind, each.settings)) for each in questions if each.kind in KINDS]
    rights = max((len(right) for _each, right, _wrong in listed), default=1)
    wrongs = max((len(wrong) for _each, _right, wrong in listed), default=1)
    heads = [*HEADS.values(), *(f"đúng {n + 1}" for n in range(rights)), *(f"sai {n + 1}" for n in range(wrongs))]
    return heads, [
        [
            SAID[each.kind], each.title, each.text, each.feedback, each.category, ", ".join(each.tags),
            *_padded(right, rights), *_padded(wrong, wrongs),
        ]
        for each, right, wrong in listed
    ]  # fmt: skip


def _padded(values: list[str], width: int) -> list[str]:
    return values + [""] * (width - len(values))


def _answers(kind: str, settings: dict[str, Any]) -> tuple[list[str], list[str]]:
    match kind:
        case "single" | "multiple":
            least = 0.999 if kind == "single" else 1e-9
            right = [str(each["text"]) for each in settings["options"] if float(each["fraction"]) >= least]
            return right, [str(each["text"]) for each in settings["options"] if float(each["fraction"]) < least]
        case "truefalse":
            return ["đúng" if settings["answer"] else "sai"], []
        case "short":
            return [str(each["text"]) for each in settings["accept"] if float(each["fraction"]) >= 0.999], []
        case "numerical":
            whole = [each for each in settings["accept"] if float(each["fraction"]) >= 0.999]
            return [number_said(each["number"], float(each.get("tolerance", 0))) for each in whole], []
        case "matching":
            pairs = [f"{each['text']} {ARROW} {each['answer']}" for each in settings["pairs"]]
            return pairs, [str(each) for each in settings.get("extra", ())]
        case "ordering":
            return [str(each["text"]) for each in settings["items"]], []
    return [], []
