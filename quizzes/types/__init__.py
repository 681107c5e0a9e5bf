"""What a question is and how right a response is; when feedback appears is the business of a behaviour."""

from __future__ import annotations

from quizzes.types.base import QuestionType
from quizzes.types.choice import MULTIPLE, SINGLE
from quizzes.types.number import NUMERICAL
from quizzes.types.plain import SHORT, TRUE_FALSE

TYPES: dict[str, QuestionType] = {each.name: each for each in (SINGLE, MULTIPLE, TRUE_FALSE, SHORT, NUMERICAL)}

__all__ = ["TYPES", "QuestionType"]
