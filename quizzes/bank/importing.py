"""Files of questions coming in: looked at first, kept as one import, and taken back whole where nobody answered yet."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from quizzes import composing, service
from quizzes.bank import dressing, keeping
from quizzes.bank.models import QuestionCategory, QuestionImport, QuestionTag
from quizzes.formats import inspect, paths
from quizzes.formats.question import FileRefused, Read
from quizzes.models import Part, Question, QuestionVersion, Quiz, Slot
from quizzes.types import TYPES
from quizzes.types.numbering import neutral
from quizzes.words import said
from training.core import audit, clock, files, richtext
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.files import StoredFile

PURPOSE = "questions.import"
LARGEST = inspect.LARGEST


@dataclass(frozen=True)
class Back:
    """What became of the questions of an import that was taken back; `now` says that this call did it."""

    deleted: int
    retired: int
    now: bool = True


def look(data: bytes, name: str, *, unit_id: int, category: str, by: int) -> QuestionImport:
    """Keep a file to look at; raise RuleBroken for one that cannot be read."""
    found = _read(data)
    held = files.store(data, name or "questions", PURPOSE, owner_id=by, largest=LARGEST)
    row = QuestionImport(
        code=secrets.token_urlsafe(12), unit_id=unit_id, category=paths.joined(paths.names(category))[:200],
        name=held.name, format=found.format, file_id=held.id, counts={"all": len(found.questions)}, made_by=by,
        made_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def content(row: QuestionImport) -> inspect.Found:
    """Read the file of an import again."""
    return _read(db.session.get_one(StoredFile, row.file_id).path.read_bytes())


def problem_of(each: Read) -> str:
    """Return why a question of a file cannot be kept, in the language of the request; "" if it can."""
    if each.problem:
        return said(each.problem)
    return "" if each.kind in TYPES else said(f"Questions of the type {each.kind} cannot be read.")


def keep(row: QuestionImport, found: inspect.Found) -> Sequence[Question]:
    """Put every good question of a file into the bank; a repeated call keeps nothing twice."""
    once = update(QuestionImport).where(QuestionImport.id == row.id, QuestionImport.kept_at.is_(None))
    if db.session.execute(once.values(kept_at=clock.now()).returning(QuestionImport.id)).first() is None:
        return questions_of(row)
    db.session.refresh(row)
    made = [_put(each, row) for each in found.questions if not problem_of(each)]
    if not made:
        raise RuleBroken(_("The file holds no question that can be read."), field="file", code="import.nothing")
    _keep_categories(row, found.categories)
    row.counts = {"all": len(found.questions), "kept": len(made)}
    audit.note("question.import", ("question_import", row.id), questions=len(made))
    return made


def questions_of(row: QuestionImport) -> Sequence[Question]:
    """Return the questions that an import brought, in the order of the file."""
    return db.session.scalars(select(Question).filter_by(import_id=row.id).order_by(Question.id)).all()


def quiz_of(row: QuestionImport, title: str, made: Sequence[Question]) -> Quiz:
    """Make a quiz (not published yet) of what an import brought; a repeated call finds it again."""
    held = quiz_held(row)
    if held is not None:
        return held
    quiz = Quiz(key=f"import/{row.code}", title=title, unit_id=row.unit_id, minutes=max(3, len(made)))
    quiz.intro, quiz.competency, quiz.relearn, quiz.version, quiz.edited = "", "", "", 1, True
    db.session.add(quiz)
    db.session.flush()
    composing.set_parts(quiz, [composing.Planned(each.id) for each in made])
    audit.note("quiz.import", ("quiz", quiz.id), questions=len(made))
    return quiz


def quiz_held(row: QuestionImport) -> Quiz | None:
    """Return the quiz that was made of an import, if there is one."""
    return db.session.scalars(select(Quiz).filter_by(key=f"import/{row.code}")).first()


def take_back(row: QuestionImport) -> Back:
    """Take a whole import back: what nobody was asked yet goes, what was asked or stands in a quiz is retired.

    A repeated call changes nothing and says again what the first one did. Raises RuleBroken where nothing came in yet.
    """
    if row.kept_at is None:
        raise RuleBroken(_("Nothing of this file is in the bank yet."), code="import.not_kept")
    free = update(QuestionImport).where(QuestionImport.id == row.id, QuestionImport.taken_back_at.is_(None))
    if db.session.execute(free.values(taken_back_at=clock.now()).returning(QuestionImport.id)).first() is None:
        db.session.refresh(row)
        return Back(row.counts.get("deleted", 0), row.counts.get("retired", 0), now=False)
    db.session.refresh(row)
    ids = [each.id for each in questions_of(row)]
    versions = select(QuestionVersion.id).where(QuestionVersion.question_id.in_(ids))
    asked = set(db.session.scalars(select(Part.question_id).where(Part.question_id.in_(ids))))
    asked |= set(
        db.session.scalars(
            select(QuestionVersion.question_id).where(
                QuestionVersion.id.in_(select(Slot.version_id).where(Slot.version_id.in_(versions)))
            )
        )
    )
    gone = [one for one in ids if one not in asked]
    _delete(gone)
    keep_on = [each for each in questions_of(row) if each.id in asked]
    keeping.set_state(keep_on, "retired")
    row.counts = {**row.counts, "deleted": len(gone), "retired": len(keep_on)}
    audit.note("question.import_back", ("question_import", row.id), deleted=len(gone), retired=len(keep_on))
    return Back(len(gone), len(keep_on))


def _read(data: bytes) -> inspect.Found:
    try:
        return inspect.look(data)
    except FileRefused as error:
        line = _(" (line %(line)s)", line=error.line) if error.line else ""
        raise RuleBroken(said(str(error)) + line, field="file", code="import.refused") from error


def _put(each: Read, row: QuestionImport) -> Question:
    pictures = dressing.keep_pictures(each.files, row.made_by)
    told = each.feedback_format or each.text_format
    question = service.add_question(
        each.kind, dressing.html(each.text, each.text_format, pictures), neutral(dressing.settings(each, pictures)),
        feedback=dressing.html(each.feedback, told, pictures), by=row.made_by, unit_id=row.unit_id,
        category=_category(row.category, each.category),
    )  # fmt: skip
    question.import_id, question.idnumber = row.id, each.idnumber[:100]
    if each.title:
        question.title = dressing.words(each.title, "plain" if each.text_format == "plain" else "moodle")[:200]
    names = keeping.tags(",".join(each.tags))
    if names:
        db.session.execute(insert(QuestionTag), [{"question_id": question.id, "tag": tag} for tag in names])
    return question


def _category(root: str, own: str) -> str:
    return paths.BETWEEN.join(each for each in (root, own) if each)[: keeping.LONGEST_PATH]


def _keep_categories(row: QuestionImport, told: dict[str, str]) -> None:
    for path, words in told.items():
        whole = _category(row.category, path)
        if not words:
            continue
        held = db.session.scalars(select(QuestionCategory).filter_by(unit_id=row.unit_id, path=whole)).first()
        if held is None:
            db.session.add(QuestionCategory(unit_id=row.unit_id, path=whole, info=richtext.clean_html(words)))
        else:
            held.info = richtext.clean_html(words)


def _delete(ids: Iterable[int]) -> None:
    gone = list(ids)
    for start in range(0, len(gone), 500):
        part = gone[start : start + 500]
        keeping.forget(part)
        for model in (QuestionTag, QuestionVersion):
            db.session.execute(delete(model).where(model.question_id.in_(part)))
        db.session.execute(delete(Question).where(Question.id.in_(part)))
