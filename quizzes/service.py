"""The verbs of whoever writes quizzes: put questions into the bank, make a quiz of them, open it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from quizzes import composing
from quizzes.formats.question import Read
from quizzes.models import Question, QuestionVersion, Quiz
from quizzes.types import TYPES
from training.core import audit, clock, richtext
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import UnitMerged


def hear_merged(event: UnitMerged) -> None:
    """Hand quizzes and questions of a unit over to the one it was merged into."""
    for model in (Quiz, Question):
        db.session.execute(update(model).where(model.unit_id == event.unit_id).values(unit_id=event.into_id))


def add_question(
    kind: str, text: str, settings: dict[str, Any], *, feedback: str = "", key: str | None = None,
    by: int | None = None, unit_id: int | None = None, category: str = "", competency: str = "",
) -> Question:  # fmt: skip
    """Put a question into the bank, or a new version of the one with this `key`; raise RuleBroken for a broken one."""
    if problems := TYPES[kind].problems(settings):
        raise RuleBroken(_(problems[0]), code="question.broken")
    held = select(Question).filter_by(key=key)
    question = db.session.scalars(held).first() if key else None
    if question is None:
        question = Question(key=key, unit_id=unit_id)
        db.session.add(question)
    question.category, question.competency, question.archived_at = category, competency, None
    db.session.flush()
    last = db.session.scalar(select(func.max(QuestionVersion.version)).filter_by(question_id=question.id)) or 0
    row = QuestionVersion(
        question_id=question.id, version=last + 1, kind=kind, text=text, settings=settings, feedback=feedback,
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    question.current_id = row.id
    return question


def import_quiz(title: str, read: Iterable[Read], *, unit_id: int | None, by: int | None) -> Quiz:
    """Make a quiz (not published yet) of everything readable in a file; what could not be read is left out."""
    ids = []
    for each in read:
        if each.problem or each.kind not in TYPES or TYPES[each.kind].problems(each.settings):
            continue
        question = add_question(
            each.kind, _html(each.text, each.text_format), _clean(each.settings),
            feedback=_html(each.feedback, "plain"), unit_id=unit_id, by=by, category=each.category[:200],
        )  # fmt: skip
        ids.append(question.id)
    if not ids:
        raise RuleBroken(_("The file holds no question that can be read."), field="file", code="import.nothing")
    quiz = Quiz(title=title.strip()[:200], unit_id=unit_id, minutes=max(3, len(ids)))
    quiz.intro, quiz.competency, quiz.relearn, quiz.version, quiz.edited = "", "", "", 1, False
    db.session.add(quiz)
    db.session.flush()
    composing.set_parts(quiz, [composing.Planned(one) for one in ids])
    audit.note("quiz.import", ("quiz", quiz.id), questions=len(ids))
    return quiz


def publish(quiz: Quiz, on: bool) -> None:
    """Open a quiz to learners, or close it."""
    quiz.published_at = clock.now() if on else None
    audit.note("quiz.publish" if on else "quiz.close", ("quiz", quiz.id))


def _html(text: str, text_format: str) -> str:
    if text_format == "markdown":
        return richtext.markdown(text)
    if text_format in ("html", "moodle") and "<" in text:
        return richtext.clean_html(text)
    from markupsafe import escape

    return richtext.clean_html("<br>".join(str(escape(line)) for line in text.split("\n")))


def _clean(settings: dict[str, Any]) -> dict[str, Any]:
    options = [{**each, "text": richtext.plain(each["text"])} for each in settings.get("options", ())]
    return {**settings, "options": options} if options else settings
