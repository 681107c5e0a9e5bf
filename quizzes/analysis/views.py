"""Doors of the analysis: the page with its charts, and the same figures as a file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from quizzes import queries as quizzes
from quizzes.access import access_written_quiz
from quizzes.analysis import plot, queries, working
from quizzes.authoring import draws
from quizzes.types import TYPES
from training.accounts.access import scope
from training.accounts.rights import Permission
from training.core import spreadsheet
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE
WHICH = {
    "first": _l("First attempt of each person"), "last": _l("Last attempt of each person"),
    "best": _l("Best attempt of each person"), "all": _l("All attempts"),
}  # fmt: skip
ADVICE = {
    "against": _l("Those who do well in the rest get this one wrong. Check the key first, then the wording."),
    "easy": _l("Too easy: nearly everybody is right, so it tells nobody apart. Keep it only to encourage."),
    "hard": _l("Too hard: hardly anybody is right. Check the key, or teach this before asking it."),
    "guess": _l("No better than blind guessing: the question may be unclear, or nobody was taught this."),
    "weak": _l("It hardly tells those who know from those who do not. Make the wrong options more credible."),
    "unused": _l("A wrong option that nobody takes helps nothing. Replace it by a mistake people really make."),
    "lured": _l("Good people choose a wrong option rather than the right one. Is it perhaps right, too?"),
    "good": _l("Good as it is."),
    "small": _l("Few attempts yet: wait for about thirty before changing anything."),
    "none": _l("Nobody answered it yet."),
}
TELLS = {
    "unknown": _l("cannot be said yet"), "against": _l("pulls against the quiz"), "weak": _l("hardly"),
    "fair": _l("fairly"), "well": _l("well"),
}  # fmt: skip


def register(bp: Blueprint) -> None:
    """Hang the doors of the analysis into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/<int:quiz_id>/analysis", "analysis", analysis, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/analysis.<ending>", "analysis_file", analysis_file, methods=["GET"])


@requires(WRITE)
def analysis(quiz_id: int) -> str:
    """See how good a quiz and each of its questions is, and what to do about it."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    which = _which()
    found = working.work_out(queries.data(quiz, which, scope(current_user.id, WRITE)))
    return render_template(
        "quizzes/analysis.html", quiz=quiz, which=which, choices=WHICH, found=found, advice=ADVICE, tells=TELLS,
        heading=quizzes.heading, types=TYPES, draw_said=draws.said, plot=plot.of(found.lines),
        most=queries.MOST,
    )  # fmt: skip


@requires(WRITE)
@limiter.limit(EXPENSIVE)
def analysis_file(quiz_id: int, ending: str) -> Response:
    """Take the figures of all attempts away as CSV or Excel."""
    if ending not in ("csv", "xlsx"):
        abort(404)
    quiz = access_written_quiz(current_user.id, quiz_id)
    found = working.work_out(queries.data(quiz, _which(), scope(current_user.id, WRITE), whole=True))
    make = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    return make(f"phan-tich-{quiz.id}", heads(), [cells(line) for line in found.lines])


def heads() -> list[str]:
    """Return the headings of the exported table."""
    return [
        _("No."), _("Question"), _("Type"), _("Attempts"), _("Facility (%)"), _("Standard deviation (%)"),
        _("Random guess (%)"), _("Intended weight (%)"), _("Effective weight (%)"), _("Discrimination index (%)"),
        _("Discriminative efficiency (%)"), _("Advice"),
    ]  # fmt: skip


def cells(line: working.Line) -> list[Any]:
    """Return one question as it is exported; what cannot be said stays blank."""
    item = line.item
    return [
        line.number, quizzes.heading(line.version), _(TYPES[line.version.kind].label), item.count,
        _times(item.facility), _times(item.sd), _times(line.guess), _round(item.intended), _round(item.effective),
        _round(item.discrimination), _round(item.efficiency), " ".join(str(ADVICE[each]) for each in line.advice),
    ]  # fmt: skip


def _which() -> str:
    asked = request.args.get("attempts", "first")
    return asked if asked in queries.WHICH else "first"


def _times(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 2)


def _round(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 2)
