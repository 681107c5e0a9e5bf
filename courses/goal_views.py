"""Doors of my weekly goal."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from courses import goals
from courses.forms import AwayForm, GoalForm
from training.accounts.rights import Permission
from training.core.permissions import requires


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    bp.add_url_rule("/courses/goal", "goal", goal, methods=["GET"])
    bp.add_url_rule("/courses/goal", "set_goal", set_goal, methods=["POST"])
    bp.add_url_rule("/courses/goal/away", "add_away", add_away, methods=["POST"])
    bp.add_url_rule("/courses/goal/back", "drop_away", drop_away, methods=["POST"])
    bp.add_url_rule("/courses/goal/drop", "drop_goal", drop_goal, methods=["POST"])


@requires(Permission.LEARN)
def goal() -> str:
    """See how my week goes."""
    return _page()


@requires(Permission.LEARN)
def set_goal() -> ResponseReturnValue:
    """Decide how many minutes a week I want to learn."""
    form = GoalForm()
    if form.validate_on_submit():
        goals.choose(current_user.id, form.minutes.data, _away())
        flash(_("Your goal holds from this week on. Only you see it."), "success")
        return redirect(url_for("courses.goal"))
    return _page(form=form), 422


@requires(Permission.LEARN)
def add_away() -> ResponseReturnValue:
    """Say when I am away, so that those weeks ask less of me."""
    form, week = AwayForm(), goals.this_week(current_user.id)
    if week is None:
        return redirect(url_for("courses.goal"))
    if form.validate_on_submit():
        with form.refusals():
            goals.choose(current_user.id, week.wished, [*_away(), (form.first.data, form.until.data)])
            flash(_("Noted. The goal is smaller in these days."), "success")
            return redirect(url_for("courses.goal"))
    return _page(away=form), 422


@requires(Permission.LEARN)
def drop_away() -> ResponseReturnValue:
    """Say that I am not away after all."""
    week, gone = goals.this_week(current_user.id), request.form.get("first", "")
    if week is not None:
        kept = [(first, last) for first, last in week.away if first.isoformat() != gone]
        goals.choose(current_user.id, week.wished, kept)
    return redirect(url_for("courses.goal"))


@requires(Permission.LEARN)
def drop_goal() -> ResponseReturnValue:
    """Do without a weekly goal."""
    goals.choose(current_user.id, None, ())
    flash(_("There is no weekly goal any more."), "success")
    return redirect(url_for("courses.goal"))


def _away() -> tuple[tuple[date, date], ...]:
    week = goals.this_week(current_user.id)
    return week.away if week else ()


def _page(form: GoalForm | None = None, away: AwayForm | None = None) -> str:
    week = goals.this_week(current_user.id)
    wished = week.wished if week else 60
    return render_template(
        "courses/goal.html", week=week, form=form or GoalForm(formdata=None, minutes=wished),
        away=away or AwayForm(formdata=None),
    )  # fmt: skip
