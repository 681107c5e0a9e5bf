"""What a question is and how right a response is; when feedback appears is the business of a behaviour."""

from __future__ import annotations

from quizzes.types.base import QuestionType
from quizzes.types.choice import MULTIPLE, SINGLE
from quizzes.types.docfix import DOC_FIX
from quizzes.types.gaps import CLOZE, GAP_SELECT
from quizzes.types.handed import ESSAY, FILE
from quizzes.types.hotspot import HOTSPOT
from quizzes.types.number import NUMERICAL
from quizzes.types.pairs import MATCHING, ORDERING
from quizzes.types.plain import DESCRIPTION, TRUE_FALSE
from quizzes.types.spotcue import SPOT_CUE
from quizzes.types.typed import SHORT

TYPES: dict[str, QuestionType] = {
    each.name: each
    for each in (
        SINGLE, MULTIPLE, TRUE_FALSE, SHORT, NUMERICAL, MATCHING, ORDERING, CLOZE, GAP_SELECT, HOTSPOT, SPOT_CUE,
        DOC_FIX, ESSAY, FILE, DESCRIPTION,
    )
}  # fmt: skip

__all__ = ["TYPES", "QuestionType"]
