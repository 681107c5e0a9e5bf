"""Questions from before parts were numbered by their letters: each gets a version that gives nothing away, once.

Their old numbers follow the author's list, where what is right stands first, and a page holds them. Versions that are
there and their answers stay as they are; whatever is asked from now on takes the new version.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from quizzes.bank import keeping
from quizzes.models import Question, QuestionVersion
from quizzes.types.numbering import neutral
from training.core import clock
from training.core.content import Shipped
from training.core.db import db


class NeutralNumbers:
    """One piece, loaded once a house for each rule of numbering, after every question of the package."""

    name = "question_numbers"
    order = 90

    def shipped(self) -> Iterator[Shipped]:
        """Offer the one piece."""
        yield Shipped("letters", 2, None)

    def edited(self, key: str) -> bool:
        """Say no: numbers are nobody's words."""
        return False

    def write(self, piece: Shipped) -> None:
        """Give each question whose numbers tell something a version whose numbers do not."""
        every = aliased(QuestionVersion)
        last_of = select(func.max(every.version)).where(every.question_id == Question.id).correlate(Question)
        query = select(Question, QuestionVersion, last_of.scalar_subquery()).join(
            QuestionVersion, QuestionVersion.id == Question.current_id
        )
        for question, version, last in db.session.execute(query.order_by(Question.id)).all():
            settings = neutral(version.settings)
            if settings == version.settings:
                continue
            row = QuestionVersion(
                question_id=question.id, version=last + 1, kind=version.kind, text=version.text, settings=settings,
                feedback=version.feedback, made_at=clock.now(), made_by=version.made_by,
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
            question.current_id = row.id
            keeping.settle(question, row)
