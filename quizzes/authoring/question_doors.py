"""Doors of one question: write it with the editor of its type, look at it as a learner, give it its next wording."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from quizzes import service as bank
from quizzes.authoring import describing, editing, pictures, service
from quizzes.authoring.draws import LEVELS
from quizzes.authoring.kinds import ABOUT
from quizzes.bank import queries as lists
from quizzes.bank.access import changed_by, seen
from quizzes.lone import Lone
from quizzes.models import Question, QuestionVersion
from quizzes.types import TYPES
from quizzes.types.numbering import neutral
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import richtext, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.core.practice import PRACTICE_MARK
from training.ledger.needs import COMPETENCIES

WRITE = Permission.CONTENT_WRITE
HINTS = 5
CARRIED = ("overall", "penalty", "weight")
"""What no editor shows and a new wording keeps: words for the whole answer, penalty and weight of a file."""


def register(bp: Blueprint) -> None:
    """Hang the doors into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/questions/new", "question_kinds", kinds, methods=["GET"])
    bp.add_url_rule("/quizzes/questions/new/<kind>", "question_new", new, methods=["GET"])
    bp.add_url_rule("/quizzes/questions/new/<kind>", "question_make", make, methods=["POST"])
    bp.add_url_rule("/quizzes/questions/<int:question_id>/edit", "question_edit", edit, methods=["GET"])
    bp.add_url_rule("/quizzes/questions/<int:question_id>/edit", "question_change", change, methods=["POST"])
    bp.add_url_rule("/quizzes/pictures/<code>", "picture", picture, methods=["GET"])


@requires(WRITE)
def kinds() -> str:
    """Choose which kind of question I write."""
    return render_template("quizzes/authoring/kinds.html", types=TYPES, about=ABOUT)


@requires(WRITE)
def new(kind: str) -> str:
    """Write a question."""
    return _page(_type(kind), {}, {}, None)


@requires(WRITE)
def make(kind: str) -> ResponseReturnValue:
    """Put my question into the bank."""
    return _keep(_type(kind), None)


@requires(WRITE)
def edit(question_id: int) -> str:
    """See a question as its author."""
    question, version = access_question(question_id)
    kind = TYPES[version.kind]
    values = editing.values_of(kind.editor, kind.to_editor(version.settings))
    hints = [plain_source(str(each)) for each in version.settings.get("hints", ())]
    values |= {"text": plain_source(version.text), "feedback": plain_source(version.feedback)}
    values |= describing.values_of(question)
    values |= {f"hint-{number}": each for number, each in enumerate(hints, start=1)}
    return _page(kind, values, {}, question)


@requires(WRITE)
def change(question_id: int) -> ResponseReturnValue:
    """Give a question its next wording; old attempts keep theirs."""
    question, version = access_question(question_id)
    return _keep(TYPES[version.kind], question)


@requires(Permission.LEARN)
def picture(code: str) -> ResponseReturnValue:
    """See a picture of a question."""
    return pictures.respond(code)


def access_question(question_id: int) -> tuple[Question, QuestionVersion]:
    """Return a question that I may change, with its newest wording."""
    query = (
        select(Question, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == Question.current_id)
        .where(Question.id == question_id, changed_by(current_user.id))
    )
    found = db.session.execute(query).first()
    if found is None:
        abort(404)
    return found[0], found[1]


def plain_source(html: str) -> str:
    """Return clean HTML as an author types it: plain paragraphs without their tags, anything else as it is."""
    if re.search(r"<(?!/?p>|br>)", html):
        return html
    text = re.sub(r"</p>\s*<p>", "\n\n", html.strip()).replace("<p>", "").replace("</p>", "").replace("<br>", "\n")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "<" not in text else html


def _type(kind: str) -> Any:
    if kind not in TYPES:
        abort(404)
    return TYPES[kind]


def _keep(kind: Any, question: Question | None) -> ResponseReturnValue:
    values = {name: request.form.get(name, "") for name in request.form}
    if "more" in values:
        return _page(kind, _roomier(values), {}, question)
    try:
        if request.files.get("picture"):
            values |= pictures.keep(request.files["picture"], current_user.id)
    except RuleBroken as error:
        return _refused(kind, values, {"s-src": str(error)}, question, error)
    settings, wrong = _settings(kind, values, question)
    if wrong:
        return _refused(kind, values, wrong, question)
    text, why = richtext.markdown(values["text"]), richtext.markdown(values.get("feedback", ""))
    if "look" in values:
        return _page(kind, values, {}, question, Lone.drawn(_tried(kind, text, settings, why), "look"))
    told = describing.read(values)
    if question is None:
        unit = access_unit(current_user.id, request.form.get("unit", 0, type=int), WRITE)
        question = bank.add_question(
            kind.name, text, neutral(settings), feedback=why, by=current_user.id, unit_id=unit.id,
            category=told.category, competency=told.competency,
        )  # fmt: skip
        flash(_("The question stands in the bank."), "success")
    else:
        service.revise(question, kind.name, text, settings, why, current_user.id)
        flash(_("Changed. Attempts that have begun keep the old wording."), "success")
    if "category" in values:
        describing.write(question, told)
    return redirect(url_for("quizzes.bank_question", question_id=question.id))


def _settings(kind: Any, values: dict[str, str], question: Question | None) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the fields say as settings, and what is wrong, by the name of the field on the page."""
    data, wrong = editing.read(kind.editor, values)
    wrong |= editing.placed(kind.editor, values, kind.lacking(data))
    held = access_question(question.id)[1].settings if question else {}
    settings = kind.from_editor(data) if wrong else kind.carry(held, kind.from_editor(data))
    typed = [values.get(f"hint-{number}", "").strip() for number in range(1, HINTS + 1)]
    hints = [richtext.markdown(one) for one in typed if one]
    settings |= {"hints": hints} if hints else {}
    settings |= {name: held[name] for name in CARRIED if name in held}
    if not wrong:
        wrong = editing.placed(kind.editor, values, kind.problems(settings))
    if not values.get("text", "").strip():
        wrong = {"text": _("The question has no text."), **wrong}
    plain = ("text", "feedback", *(f"hint-{number}" for number in range(1, HINTS + 1)))
    return settings, {one: editing.TOO_LONG for one in plain if len(values.get(one, "")) > editing.LONGEST} | wrong


def _tried(kind: Any, text: str, settings: dict[str, Any], feedback: str) -> QuestionVersion:
    """Return a wording that is looked at and never kept."""
    return QuestionVersion(
        id=0, question_id=0, version=1, kind=kind.name, text=text, settings=settings, feedback=feedback
    )


def _refused(
    kind: Any, values: dict[str, str], wrong: dict[str, str], question: Question | None, error: RuleBroken | None = None
) -> ResponseReturnValue:
    number = question.id if question else None
    transaction.refuse(error or RuleBroken(next(iter(wrong.values())), code="question.broken"))
    again = access_question(number)[0] if number else None
    return _page(kind, values, {name: str(_(text)) for name, text in wrong.items()}, again), 422


def _roomier(values: dict[str, str]) -> dict[str, str]:
    """Make room for more rows: the last one of a list is held open."""
    name = values.pop("more")
    numbers = [int(found[1]) for each in values if (found := re.match(rf"r-{re.escape(name)}-(\d{{1,3}})-", each))]
    values[f"r-{name}-{max(numbers, default=0) + 2}-id"] = ""
    return values


def _page(
    kind: Any, values: dict[str, str], wrong: dict[str, str], question: Question | None, look: Lone | None = None
) -> str:
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, WRITE)), Unit.archived_at.is_(None))
    return render_template(
        "quizzes/authoring/question.html", kind=kind, values=values, wrong=wrong, question=question, hints=HINTS,
        parts=list(editing.cells(kind.editor, values, wrong)), units=db.session.scalars(mine.order_by(Unit.code)).all(),
        item=look, key=Lone.key_of(look.version) if look else None,
        practice_mark=PRACTICE_MARK, categories=lists.categories(seen(current_user.id)), competencies=COMPETENCIES,
        levels=LEVELS, labels={f"s-{each.name}": each.label for each in kind.editor},
    )  # fmt: skip
