"""The verbs of the bank: move, label, retire, bring back, copy; each question stays findable by its words."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update

from quizzes.bank.models import QuestionTag
from quizzes.models import Question, QuestionVersion
from training.core import audit, clock, fold, richtext, search
from training.core.db import db
from training.core.errors import RuleBroken

KIND, AUDIENCE = "question", "author"
SHOWN = ("spotcue", "docfix", "hotspot")
"""Types whose text only says what to do; what they ask stands in their settings."""
STATES = ("draft", "ready", "retired")
LONGEST_PATH, LONGEST_TAG, MOST_AT_ONCE = 200, 60, 500


def settle(question: Question, version: QuestionVersion) -> None:
    """Note of a question what lists, search and the look for duplicates need."""
    words, inside = richtext.plain(version.text), answers(version.settings)
    question.fingerprint = fingerprint(f"{words} {inside}" if version.kind in SHOWN else words)
    question.title = question.title or textwrap.shorten(words, 80, placeholder="…")
    search.index(KIND, question.id, question.title, f"{words} {inside}", audience=AUDIENCE)


def settle_missing() -> None:
    """Note what lists and search need of questions that were there before the bank knew it: a job."""
    query = (
        select(Question, QuestionVersion).join(QuestionVersion, QuestionVersion.id == Question.current_id)
        .where(Question.fingerprint == "").order_by(Question.id).limit(MOST_AT_ONCE)
    )  # fmt: skip
    for question, version in db.session.execute(query).all():
        settle(question, version)


def fingerprint(words: str) -> str:
    """Return the same few letters for two texts that differ in marks, capitals, spaces or punctuation only."""
    bare = " ".join(fold.WORD.findall(fold.fold(words)))
    return hashlib.sha256(bare.encode()).hexdigest()[:24] if bare else ""


def answers(settings: Any) -> str:
    """Return every word inside settings, for search."""
    if isinstance(settings, str):
        return richtext.plain(settings) if "<" in settings else settings
    if isinstance(settings, dict):
        told = ("id", "fraction", "kind", "place", "part", "group", "right", "listed")
        return " ".join(answers(each) for name, each in settings.items() if name not in told)
    return " ".join(answers(each) for each in settings) if isinstance(settings, list) else ""


def move(questions: Sequence[Question], category: str) -> int:
    """Put questions into a category, named by its path."""
    path = " / ".join(each.strip() for each in category.split("/") if each.strip())[:LONGEST_PATH]
    return _each(questions, "move", category=path)


def label(questions: Sequence[Question], written: str, *, on: bool) -> int:
    """Give labels to questions, or take them away; raise RuleBroken where none is named."""
    names = tags(written)
    if not names:
        raise RuleBroken(_("Name at least one label."), field="words", code="bank.no_label")
    ids = [each.id for each in questions]
    known = select(QuestionTag.question_id, QuestionTag.tag).where(
        QuestionTag.question_id.in_(ids), QuestionTag.tag.in_(names)
    )
    held = {(one, tag) for one, tag in db.session.execute(known)}
    if on:
        rows = [{"question_id": one, "tag": tag} for one in ids for tag in names if (one, tag) not in held]
        if rows:
            db.session.execute(insert(QuestionTag), rows)
        return len({row["question_id"] for row in rows})
    db.session.execute(delete(QuestionTag).where(QuestionTag.question_id.in_(ids), QuestionTag.tag.in_(names)))
    return len({one for one, _tag in held})


def tags(written: str) -> list[str]:
    """Return the labels that a line with commas names."""
    found = (fold.nfc(" ".join(each.split()))[:LONGEST_TAG] for each in written.split(","))
    return list(dict.fromkeys(each for each in found if each))


def set_state(questions: Sequence[Question], state: str) -> int:
    """Make questions drafts, ready or retired; retired ones are asked no more, and old attempts keep them."""
    if state not in STATES:
        raise RuleBroken(_("Choose what to do."), field="action", code="bank.state")
    return _each(questions, state, state=state, archived_at=clock.now() if state == "retired" else None)


def copy(question: Question, version: QuestionVersion, unit_id: int, by: int) -> Question:
    """Put a copy of a question, as a draft of one's own unit, beside it."""
    made = Question(
        unit_id=unit_id, category=question.category, competency=question.competency, title=question.title,
        state="draft", level=question.level, source=question.source,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    add_version(made, version, by)
    names = db.session.scalars(select(QuestionTag.tag).filter_by(question_id=question.id)).all()
    db.session.add_all(QuestionTag(question_id=made.id, tag=tag) for tag in names)
    audit.note("question.copy", ("question", made.id), source=question.id)
    return made


def bring_version_back(question: Question, version: QuestionVersion, by: int) -> None:
    """Make an older wording the current one again, as a new version: what was asked before stays as it was."""
    if question.current_id != version.id:
        add_version(question, version, by)
        audit.note("question.version_back", ("question", question.id), version=version.version)


def add_version(question: Question, like: QuestionVersion, by: int) -> QuestionVersion:
    """Add a version worded like another one, and make it the current one."""
    last = db.session.scalar(select(func.max(QuestionVersion.version)).filter_by(question_id=question.id)) or 0
    row = QuestionVersion(
        question_id=question.id, version=last + 1, kind=like.kind, text=like.text, settings=like.settings,
        feedback=like.feedback, made_at=clock.now(), made_by=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    question.current_id, question.edited = row.id, question.key is not None
    settle(question, row)
    return row


def forget(question_ids: Iterable[int]) -> None:
    """Let questions be found no more."""
    search.remove_many(KIND, question_ids)


def _each(questions: Sequence[Question], verb: str, **values: Any) -> int:
    changed = [row for row in questions if any(getattr(row, name) != value for name, value in values.items()
                                               if name != "archived_at")]  # fmt: skip
    if changed:
        ids = [row.id for row in changed]
        db.session.execute(update(Question).where(Question.id.in_(ids)).values(**values))
        audit.note(f"question.{verb}", ("question", ids[0]), count=len(ids))
        db.session.expire_all()
    return len(changed)
