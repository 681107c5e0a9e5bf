"""Doors of the rules: when a step opens and for whom, and when a course counts as finished."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from courses.access import access_written_course
from courses.authoring import choices, outline, writing
from courses.authoring.desk import title_of
from courses.authoring.forms import LeastForm, ReleaseForm, RuleForm
from courses.models import CourseRow
from courses.plain import NUMBERS
from courses.types import CompletionRule
from training.accounts.rights import Permission
from training.core.errors import RuleBroken
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE
ASKED = {
    "lesson_viewed": _l("read to the end"), "lesson_minutes": _l("read for at least so many minutes"),
    "passed": _l("passed"), "quiz_passed": _l("a score of at least so many percent"),
    "passed_or_tried": _l("passed, or tried so many times"), "practice_done": _l("exercise passed"),
    "inbox_done": _l("mailbox handed in"), "signed_off": _l("signed off by a trainer"),
}  # fmt: skip
FITS = {
    "lesson": ("lesson_viewed", "lesson_minutes", "signed_off"),
    "quiz": ("passed", "quiz_passed", "passed_or_tried", "signed_off"),
    "scenario": ("practice_done", "quiz_passed", "passed_or_tried", "signed_off"),
    "inbox": ("inbox_done", "signed_off"), "signoff": ("signed_off",),
}  # fmt: skip
"""Which rules make sense for which kind of step."""


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    one = "/course-desk/<int:course_id>"
    bp.add_url_rule(f"{one}/rules", "rules", rules, methods=["GET"])
    bp.add_url_rule(f"{one}/rules", "add_rule", add_rule, methods=["POST"])
    bp.add_url_rule(f"{one}/rules/<int:number>/remove", "remove_rule", remove_rule, methods=["POST"])
    bp.add_url_rule(f"{one}/rules/least", "set_least", set_least, methods=["POST"])
    bp.add_url_rule(f"{one}/release", "release", release, methods=["GET"])
    bp.add_url_rule(f"{one}/release", "set_release", set_release, methods=["POST"])


@requires(WRITE)
def rules(course_id: int) -> str:
    """See when a course counts as finished."""
    return _rules(access_written_course(current_user.id, course_id))


@requires(WRITE)
def add_rule(course_id: int) -> ResponseReturnValue:
    """Add a rule."""
    row, form = access_written_course(current_user.id, course_id), RuleForm()
    _fill(row, form)
    if form.validate_on_submit():
        with form.refusals():
            rule = _rule(form)
            writing.reshape(row, lambda head: outline.with_rule(head, rule), _("rule added"), by=current_user.id)
            flash(_("The rule is in the draft. What was finished before stays finished."), "success")
            return redirect(url_for("courses.rules", course_id=row.id))
    return _rules(row, form), 422


@requires(WRITE)
def remove_rule(course_id: int, number: int) -> ResponseReturnValue:
    """Take a rule away."""
    row = access_written_course(current_user.id, course_id)
    writing.reshape(row, lambda head: outline.without_rule(head, number), _("rule taken out"), by=current_user.id)
    return redirect(url_for("courses.rules", course_id=row.id))


@requires(WRITE)
def set_least(course_id: int) -> ResponseReturnValue:
    """Say how many rules are enough."""
    row, form = access_written_course(current_user.id, course_id), LeastForm()
    if form.validate_on_submit():
        least = form.least.data
        what = _("number of rules that are enough changed")
        writing.reshape(row, lambda head: outline.with_least(head, least), what, by=current_user.id)
        flash(_("Kept."), "success")
        return redirect(url_for("courses.rules", course_id=row.id))
    return _rules(row, least=form), 422


@requires(WRITE)
def release(course_id: int) -> str:
    """See when a step opens, and for whom."""
    row = access_written_course(current_user.id, course_id)
    step = _step(row)
    score = step.get("score") or {}
    from courses.plain import release_of

    held = release_of(step)
    form = ReleaseForm(
        formdata=None, opens_on=held.opens_on, after=list(held.after), score_of=score.get("activity", ""),
        percent=score.get("percent"), units=list(held.units), positions=list(held.positions),
    )  # fmt: skip
    return _release(row, step, form)


@requires(WRITE)
def set_release(course_id: int) -> ResponseReturnValue:
    """Decide when a step opens, and for whom."""
    row, form = access_written_course(current_user.id, course_id), ReleaseForm()
    step = _step(row)
    _offer(row, step, form)
    if form.validate_on_submit():
        scored = form.score_of.data and form.percent.data
        conditions = {
            "opens_on": form.opens_on.data.isoformat() if form.opens_on.data else None, "after": form.after.data,
            "score": {"activity": form.score_of.data, "percent": form.percent.data} if scored else None,
            "units": form.units.data, "positions": form.positions.data,
        }  # fmt: skip
        activity = step["activity"]
        what = _("conditions of “%(title)s” changed", title=title_of(row, activity))
        writing.reshape(row, lambda head: outline.with_release(head, activity, conditions), what, by=current_user.id)
        flash(_("Kept."), "success")
        return redirect(url_for("courses.edit", course_id=row.id) + "#outline")
    return _release(row, step, form), 422


def _rule(form: RuleForm) -> dict[str, Any]:
    """Return the rule that a form describes; raise RuleBroken for a number that is missing or too large."""
    kind, number = form.rule.data, form.number.data
    if kind not in FITS.get(form.activity.data.partition(":")[0], tuple(ASKED)):
        raise RuleBroken(_("This cannot be asked of this step. Choose something else."), field="rule", code="rule.fit")
    rule: dict[str, Any] = {"rule": kind, "activity": form.activity.data}
    if name := NUMBERS.get(kind):
        if not number or (name == "percent" and number > 100):
            raise RuleBroken(_("This rule needs a number: percent up to 100, minutes or tries."), field="number",
                             code="rule.number")  # fmt: skip
        rule[name] = number
    if form.path.data:
        rule["path"] = form.path.data
    return rule


def _rules(row: CourseRow, form: RuleForm | None = None, least: LeastForm | None = None) -> str:
    head = writing.head_of(row).body
    form = form or RuleForm(formdata=None)
    _fill(row, form)
    shown = [
        (CompletionRule(each["rule"], each["activity"], each.get("percent"), each.get("minutes"), each.get("tries"),
                        each.get("path") or ""), title_of(row, each["activity"]))
        for each in head["completion"]
    ]  # fmt: skip
    least = least or LeastForm(formdata=None, least=head.get("least"))
    return render_template("courses/desk/rules.html", row=row, head=head, shown=shown, form=form, least=least)


def _fill(row: CourseRow, form: RuleForm) -> None:
    head = writing.head_of(row).body
    form.activity.choices = [
        (step["activity"], title_of(row, step["activity"])) for _s, _p, step in outline.steps(head)
    ]
    form.rule.choices = list(ASKED.items())


def _step(row: CourseRow) -> dict[str, Any]:
    activity = request.values.get("activity", "")
    found = outline.step_of(writing.head_of(row).body, activity)
    if found is None:
        abort(404)
    return found


def _release(row: CourseRow, step: dict[str, Any], form: ReleaseForm) -> str:
    _offer(row, step, form)
    title = title_of(row, step["activity"])
    return render_template("courses/desk/release.html", row=row, step=step, form=form, title=title)


def _offer(row: CourseRow, step: dict[str, Any], form: ReleaseForm) -> None:
    head = writing.head_of(row).body
    others = [each["activity"] for _s, _p, each in outline.steps(head) if each["activity"] != step["activity"]]
    named = [(each, title_of(row, each)) for each in others]
    form.after.choices = named
    form.score_of.choices = [("", _("no score asked")), *(each for each in named if not each[0].startswith("lesson:"))]
    held = [(each, each) for each in step.get("units") or ()]
    mine = choices.units(current_user.id)
    form.units.choices = [*mine, *(each for each in held if each[0] not in dict(mine))]
    form.positions.choices = choices.positions()
