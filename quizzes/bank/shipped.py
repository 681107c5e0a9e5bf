"""The questions of the package, as they come into the house."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, delete, exists, insert, select

from quizzes import service
from quizzes.bank import written
from quizzes.bank.models import QuestionTag
from quizzes.models import Question
from quizzes.types.numbering import neutral
from training.core import richtext
from training.core.content import Shipped
from training.core.db import db


class ShippedQuestions:
    """Files of the library, each a piece; a question keeps its key, so that a new version of it is one."""

    name = "question"
    order = 15

    def shipped(self) -> Iterator[Shipped]:
        """Read the files of the package."""
        for key in written.files():
            raw = written.read(key)
            yield Shipped(key, int(raw["version"]), raw)

    def edited(self, key: str) -> bool:
        """Say no: each question of a file guards its own change."""
        return False

    def touched(self, key: str) -> bool:
        """Say whether the house gave one of the file's questions another wording."""
        return db.session.scalar(select(exists().where(_of(key), Question.edited.is_(True)))) or False

    def give_up(self, key: str) -> None:
        """Let the shipped wording come back; the house's own stays among the versions."""
        for question in db.session.scalars(select(Question).where(_of(key), Question.edited.is_(True))):
            question.edited = False

    def write(self, piece: Shipped) -> None:
        """Create or renew the questions of a file; one that the house has changed stays as it is."""
        raw = piece.body
        labels = list[dict[str, object]]()
        for one in written.questions(raw):
            question = service.add_question(
                one["kind"], richtext.markdown(one["text"]), neutral(one["settings"]),
                feedback=richtext.markdown(one["why"]), key=f"bank/{piece.key}/{one['id']}",
                category=raw["category"], competency=raw["competency"],
            )  # fmt: skip
            if question.edited:
                continue
            question.level, question.source = one["level"], one["source"]
            question.title = one["title"] or question.title
            labels += [{"question_id": question.id, "tag": tag} for tag in dict.fromkeys(one["tags"])]
        ids = [row["question_id"] for row in labels]
        db.session.execute(delete(QuestionTag).where(QuestionTag.question_id.in_(ids)))
        if labels:
            db.session.execute(insert(QuestionTag), labels)


def _of(key: str) -> ColumnElement[bool]:
    """Return the condition that a question came with a file of the package."""
    return Question.key.startswith(f"bank/{key}/", autoescape=True)
