"""Doors of the rules by which a course counts as finished."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from courses.access import access_written_course
from courses.authoring import outline, writing
from courses.authoring.desk import title_of
from courses.authoring.forms import LeastForm, RuleForm
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
    "passed_or_tried": _l("passed, or tried so many times"),
    "practice_done": _l("exercise passed, with guidance, alone or assessed"),
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
