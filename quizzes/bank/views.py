"""Doors of the bank: the list, what is done to many at once, one question with its versions and usage."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from quizzes.authoring.draws import LEVELS
from quizzes.bank import access, changes, keeping, preview, queries
from quizzes.lone import Lone
from quizzes.models import QuestionVersion
from quizzes.types import TYPES
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import paging, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.ledger.needs import COMPETENCIES

WRITE = Permission.CONTENT_WRITE
PER = 25
"""Questions of a page: few enough to reach what is done with them."""
MOST_COMPARED = 50
"""Newest versions whose differences a page tells."""
ACTIONS = {
    "move": _l("Move into the category named here"), "label": _l("Add these labels"),
    "unlabel": _l("Take these labels away"), "ready": _l("Mark as ready"), "draft": _l("Make them drafts"),
    "retired": _l("Retire: ask them no more"),
}  # fmt: skip
STATES = {"draft": _l("Draft"), "ready": _l("Ready"), "retired": _l("Retired")}


def register(bp: Blueprint) -> None:
    """Hang the bank's doors into the quizzes' blueprint."""
    bp.add_url_rule("/bank", "bank", bank, methods=["GET"])
    bp.add_url_rule("/bank/change", "bank_change", bank_change, methods=["POST"])
    bp.add_url_rule("/bank/doubles", "bank_doubles", bank_doubles, methods=["GET"])
    bp.add_url_rule("/bank/<int:question_id>", "bank_question", bank_question, methods=["GET"])
    bp.add_url_rule("/bank/<int:question_id>/try", "bank_try", bank_try, methods=["GET", "POST"])
    bp.add_url_rule("/bank/<int:question_id>/copy", "bank_copy", bank_copy, methods=["POST"])
    bp.add_url_rule("/bank/<int:question_id>/back", "bank_back", bank_back, methods=["POST"])


@requires(WRITE)
def bank() -> str:
    """Find questions of my units and of the house."""
    return _list(request.args, request.query_string.decode())


@requires(WRITE)
def bank_change() -> ResponseReturnValue:
    """Do one thing to all questions that are ticked."""
    ids = [int(each) for each in request.form.getlist("chosen") if each.isdigit()][: keeping.MOST_AT_ONCE]
    found = access.own_questions(current_user.id, ids)
    try:
        done = _apply(request.form.get("action", ""), found, request.form.get("words", ""))
    except RuleBroken as error:
        transaction.refuse(error)
        if request.form.get("from") == "doubles":
            flash(str(error), "error")
            return redirect(_back())
        asked = request.form.get("query", "")
        return _list(MultiDict(parse_qsl(asked)), asked, error, ids), 422
    flash(ngettext("%(num)s question changed.", "%(num)s questions changed.", done), "success")
    if len(found) < len(ids):
        flash(_("Questions of the house stay as they are. Copy one to your unit to change it."), "info")
    return redirect(_back())


@requires(WRITE)
def bank_doubles() -> str:
    """See questions that say the same."""
    visible = access.seen(current_user.id)
    page = paging.paginate(queries.doubles(visible), per=20)
    kinds = {name: _(each.label) for name, each in TYPES.items()}
    return render_template(
        "quizzes/bank/doubles.html", page=page, groups=queries.groups(visible, page.items), kinds=kinds, right=_right
    )


@requires(WRITE)
def bank_question(question_id: int) -> str:
    """See one question as its author: what it says, its versions, where it is asked."""
    question = access.access_question(current_user.id, question_id)
    version = access.access_version(question, request.args.get("version", type=int) or 0)
    lone = Lone(version, (), TYPES[version.kind].key(version.settings))
    usage = queries.usage(question)
    pairs = pairwise(usage.versions[:MOST_COMPARED])
    differs = {new.id: (old.version, changes.between(old, new)) for new, old in pairs}
    return render_template(
        "quizzes/bank/question.html", question=question, version=version, item=lone, usage=usage, differs=differs,
        tags=queries.tags_of([question.id]).get(question.id, []), mine=_mine(question_id), units=_units(),
        owner=queries.names({question.unit_id or 0}).get(question.unit_id or 0, ""), states=STATES, levels=LEVELS,
        competencies=COMPETENCIES,
    )  # fmt: skip


@requires(WRITE)
def bank_try(question_id: int) -> str:
    """Answer a question as a learner would, without any trace."""
    question = access.access_question(current_user.id, question_id)
    version = access.access_version(question, request.args.get("version", type=int) or 0)
    given = TYPES[version.kind].read(request.form.getlist("answer-1")) if request.method == "POST" else None
    item = Lone.drawn(version, f"{question.id}", given)
    return render_template(
        "quizzes/bank/try.html", question=question, version=version, item=item, answered=request.method == "POST"
    )


@requires(WRITE)
def bank_copy(question_id: int) -> ResponseReturnValue:
    """Make a copy of my own, to change it."""
    question = access.access_question(current_user.id, question_id)
    unit = access_unit(current_user.id, request.form.get("unit", type=int) or 0, WRITE)
    made = keeping.copy(question, access.access_version(question, 0), unit.id, current_user.id)
    flash(_("The copy is a draft of your unit."), "success")
    return redirect(url_for("quizzes.bank_question", question_id=made.id))


@requires(WRITE)
def bank_back(question_id: int) -> ResponseReturnValue:
    """Make an older wording the current one again."""
    question = access.access_own_question(current_user.id, question_id)
    version = access.access_version(question, request.form.get("version", type=int) or 0)
    keeping.bring_version_back(question, version, current_user.id)
    flash(_("This wording is the current one again. Attempts so far keep theirs."), "success")
    return redirect(url_for("quizzes.bank_question", question_id=question.id))


def filters_asked(asked: MultiDict[str, str] | None = None) -> queries.Filters:
    """Return what the address (or another query) narrows the list to."""
    args = request.args if asked is None else asked
    text: dict[str, Any] = {name: args.get(name, "").strip()[:200] for name in
            ("words", "category", "tag", "kind", "state", "competency", "used")}  # fmt: skip
    numbers: dict[str, Any] = {name: args.get(name, type=int) or 0 for name in ("level", "unit", "bringing")}
    return queries.Filters(**text, **numbers)


def choices(filters: queries.Filters) -> dict[str, Any]:
    """Return what the filter's lists offer."""
    visible = access.seen(current_user.id)
    paths, tags, units = queries.categories(visible), queries.all_tags(visible), _units()
    kinds = {name: _(each.label) for name, each in TYPES.items()}
    return {
        "filters": filters, "categories": paths, "category_pairs": [(path, path) for path, _many in paths],
        "tag_pairs": [(tag, tag) for tag in tags], "kinds": kinds, "kinds_said": sorted(kinds.items(), key=_by_words),
        "states": STATES, "levels": LEVELS, "competencies": COMPETENCIES, "units": units,
        "unit_pairs": [(unit.id, unit.name) for unit in units],
    }  # fmt: skip


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1]


def _list(
    asked: MultiDict[str, str], query: str, refused: RuleBroken | None = None, ticked: Sequence[int] = ()
) -> str:
    """Return the list as `query` narrows it; after a refusal with its ticks and what was typed."""
    filters = filters_asked(asked)
    page = paging.paginate(
        queries.listed(access.seen(current_user.id), filters), asked.get("page", type=int), per=PER, rows=True
    )
    return render_template(
        "quizzes/bank/index.html", page=page, rows=queries.rows(page.items), query=query, refused=refused,
        ticked=ticked, actions=ACTIONS, **choices(filters),
    )  # fmt: skip


def _apply(action: str, found: Any, words: str) -> int:
    if not found:
        raise RuleBroken(_("Tick at least one question of your unit."), field="chosen", code="bank.none")
    if action == "move":
        if not words.strip(" /"):
            raise RuleBroken(_("Name the category."), field="words", code="bank.no_category")
        return keeping.move(found, words)
    if action in ("label", "unlabel"):
        return keeping.label(found, words, on=action == "label")
    return keeping.set_state(found, action)


def _back() -> str:
    """Return the list as it was, and nothing outside this house."""
    if request.form.get("from") == "doubles":
        return url_for("quizzes.bank_doubles")
    asked = request.form.get("query", "")
    return url_for("quizzes.bank") + (f"?{asked}" if asked else "")


def _right(version: QuestionVersion) -> list[str]:
    """Return the right answers in words, by which an author tells two alike questions apart."""
    found = [each.words for each in preview.answers(version.kind, version.settings) if each.right]
    return [_(words) for words in found] if version.kind == "truefalse" else found


def _mine(question_id: int) -> bool:
    return bool(access.own_questions(current_user.id, [question_id]))


def _units() -> list[Unit]:
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, WRITE)), Unit.archived_at.is_(None))
    return list(db.session.scalars(mine.order_by(Unit.code).limit(300)))
