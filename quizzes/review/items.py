"""Questions of the bank as items: what whoever repeats things may ask, draw and grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import get_template_attribute, render_template
from markupsafe import Markup
from sqlalchemy import select

from quizzes.lone import Lone
from quizzes.models import Question, QuestionVersion
from quizzes.types import TYPES
from training.core import clock, richtext
from training.core.db import db
from training.core.items import Grade, ItemRef

QUICK = ("single", "multiple", "truefalse", "short", "numerical", "matching", "ordering", "gapselect", "spotcue")
"""Types that one answers within a minute."""


class BankItems:
    """Ready questions that came with the house; those of units come back through the quizzes that asked them."""

    name = "question"

    def choose(self, competency: str, limit: int) -> list[ItemRef]:
        """Return ready questions that train `competency`."""
        query = (
            select(Question.id, QuestionVersion.version)
            .join(QuestionVersion, QuestionVersion.id == Question.current_id)
            .where(Question.competency == competency, Question.state == "ready", Question.archived_at.is_(None))
            .where(Question.unit_id.is_(None), QuestionVersion.kind.in_(QUICK)).order_by(Question.id).limit(limit)
        )  # fmt: skip
        return [ItemRef(self.name, row[0], row[1]) for row in db.session.execute(query)]

    def words(self, ref: ItemRef) -> str:
        """Return the question without its answers."""
        return richtext.plain(_version(ref).text)

    def render(self, ref: ItemRef, response: Any = None) -> Markup:
        """Return the question with its fields; options stand in another order each day."""
        lone = Lone.drawn(_version(ref), f"{ref.id}/{clock.today()}", response)
        return Markup(render_template("quizzes/_lone.html", item=lone))  # noqa: S704  (our own template)

    def read(self, ref: ItemRef, form: Mapping[str, str]) -> Any:
        """Return the response that a form holds, or None."""
        listed = getattr(form, "getlist", None)
        values = listed("answer-1") if listed else [form["answer-1"]] if "answer-1" in form else []
        return TYPES[_version(ref).kind].read(values)

    def grade(self, ref: ItemRef, response: Any) -> Grade:
        """Grade a response, and say why."""
        lone = Lone(_version(ref), (), response)
        told = lone.told
        told_of = get_template_attribute("quizzes/_told.html", "told_of")
        return Grade(lone.fraction, told_of(told, not told.faults, lone.version.kind == "truefalse"))

    def exist(self, refs: Iterable[ItemRef]) -> set[ItemRef]:
        """Return those that may still be asked."""
        wanted = list(refs)
        query = select(Question.id).where(
            Question.id.in_([each.id for each in wanted]), Question.archived_at.is_(None), Question.state != "draft"
        )
        known = set(db.session.scalars(query))
        return {each for each in wanted if each.id in known}


def _version(ref: ItemRef) -> QuestionVersion:
    """Return the version that was asked; the current one where none is named."""
    query = select(QuestionVersion).where(QuestionVersion.question_id == ref.id)
    if ref.version:
        return db.session.scalars(query.where(QuestionVersion.version == ref.version)).one()
    return db.session.scalars(query.join(Question, Question.current_id == QuestionVersion.id)).one()
