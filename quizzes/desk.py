"""Doors of the quizzes, for those who write them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from quizzes import composing, explaining, queries, rules, service, terms
from quizzes.access import access_written_quiz
from quizzes.authoring import draws, settings
from quizzes.authoring import queries as bank
from quizzes.authoring import service as authoring
from quizzes.bank import queries as lists
from quizzes.bank.access import seen
from quizzes.behaviours import BEHAVIOURS
from quizzes.forms import QuizForm
from quizzes.marking import queries as marking
from quizzes.models import Quiz
from quizzes.types import TYPES
from training.accounts.access import scope
from training.accounts.rights import Permission
from training.core import clock, errand, paging, transaction
from training.core.activities import ActivityRef
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.ledger.needs import COMPETENCIES

WRITE = Permission.CONTENT_WRITE
LARGEST = 2_000_000


STAGES = {
    "empty": (_l("No question yet"), "warn"), "draft": (_l("Draft, learners do not see it"), "calm"),
    "soon": (_l("Opens later"), "info"), "open": (_l("Open to learners"), "good"),
    "over": (_l("Its time is over"), "calm"),
}  # fmt: skip


def stage(quiz: Quiz) -> str:
    """Return where a quiz stands now."""
    return rules.stage(quiz.size, quiz.published_at, quiz.opens_at, quiz.closes_at, clock.now())


def register(bp: Blueprint) -> None:
    """Hang the author's doors into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/desk", "desk", desk, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/edit", "edit", edit, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/edit", "change", change, methods=["POST"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/publish", "publish", publish, methods=["POST"])


@requires(WRITE)
def desk() -> str:
    """See the quizzes of my units."""
    page = paging.paginate(queries.own_quizzes(scope(current_user.id, WRITE)))
    waiting = marking.waiting_for(current_user.id) if current_user.may(Permission.TEACH) else None
    return render_template("quizzes/desk.html", page=page, waiting=waiting, stage=stage, stages=STAGES)


@requires(WRITE)
def edit(quiz_id: int) -> str:
    """See a quiz as its author."""
    return page_of(quiz_id)


@requires(WRITE)
def change(quiz_id: int) -> ResponseReturnValue:
    """Change the rules of a quiz."""
    quiz, form = access_written_quiz(current_user.id, quiz_id), QuizForm()
    if form.validate_on_submit():
        with form.refusals():
            authoring.change(quiz, settings.values_of(form, quiz))
            flash(_("The rules are saved. What learners read before they start stands below."), "success")
            return redirect(url_for("quizzes.edit", quiz_id=quiz.id, _anchor="rules"))
    return page_of(quiz_id, form), 422


@requires(WRITE)
def publish(quiz_id: int) -> ResponseReturnValue:
    """Open a quiz to learners, or close it again."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    try:
        service.publish(quiz, request.form.get("on") == "yes")
    except RuleBroken as error:
        transaction.refuse(error)
        flash(str(error), "error")
        return redirect(url_for("quizzes.edit", quiz_id=quiz_id))
    flash(_("Open to learners.") if quiz.published_at else _("Closed. Attempts that were handed in stay."), "success")
    return redirect(url_for("quizzes.edit", quiz_id=quiz.id))


def page_of(quiz_id: int, form: QuizForm | None = None, asked: draws.Asked | None = None) -> str:
    """Render a quiz as its author sees it; `asked` is a draw that could not be added."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    parts = composing.parts_of(quiz.id)
    versions = queries.current_versions(each.question_id for each in parts if each.question_id)
    kinds = sorted(((name, _(each.label)) for name, each in TYPES.items() if each.asks), key=_by_words)
    offers = composing.pools([part.draw or {} for part in parts if not part.question_id], quiz)
    visible, units = seen(current_user.id), scope(current_user.id, WRITE)
    return render_template(
        "quizzes/edit.html", quiz=quiz, form=form or settings.form_of(quiz), parts=parts, versions=versions,
        tried=queries.tried(quiz.id), types=TYPES, titles=bank.titles(versions), sections=settings.SECTIONS,
        categories=bank.categories(units), kinds=kinds, tag_pairs=[(each, each) for each in lists.all_tags(visible)],
        competencies=COMPETENCIES, levels=draws.LEVELS,
        drawn={part.id: (draws.said(part.draw or {}, part.count), len(offers[composing.rule(part.draw or {})]))
               for part in parts if not part.question_id},
        stage=stage(quiz), stages=STAGES, reach=composing.missing(quiz), asked=asked,
        told=explaining.rules_of(quiz, terms.of(quiz)), behaviours=BEHAVIOURS, errand=errand.current(),
        ref=ActivityRef("quiz", quiz.id), late=settings.told_only_closed(quiz),
        by_hand=quiz.behaviour == "manual" or any(not TYPES[each.kind].machine for each in versions.values()),
    )  # fmt: skip


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1]
