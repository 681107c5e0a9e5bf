"""Doors of the conditions: when a part or a step of a course opens, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from courses.access import access_written_course
from courses.authoring import choices, conditions, outline, writing
from courses.authoring.desk import title_of
from courses.authoring.forms import ReleaseForm
from courses.models import CourseRow
from courses.plain import release_of
from training.accounts.rights import Permission
from training.core.errors import RuleBroken
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE


@dataclass(frozen=True)
class Spot:
    """The part of a course whose conditions are looked at: a step by its name, or a section by its place from 0."""

    raw: dict[str, Any]
    title: str
    own: frozenset[str]
    """The activities it holds: it cannot wait for these."""
    activity: str = ""
    section: int | None = None

    @property
    def anchor(self) -> str:
        """Return where it stands on the page of the outline."""
        return "#outline" if self.section is None else f"#s{self.section}"


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    one = "/course-desk/<int:course_id>/release"
    bp.add_url_rule(one, "release", release, methods=["GET"])
    bp.add_url_rule(one, "set_release", set_release, methods=["POST"])


@requires(WRITE)
def release(course_id: int) -> str:
    """See when a part or a step opens, and for whom."""
    row = access_written_course(current_user.id, course_id)
    spot = _spot(row)
    score, held = spot.raw.get("score") or {}, release_of(spot.raw)
    form = ReleaseForm(
        formdata=None, opens_on=held.opens_on, after=list(held.after), score_of=score.get("activity", ""),
        percent=score.get("percent"), units=list(held.units), positions=list(held.positions),
    )  # fmt: skip
    return _page(row, spot, form)


@requires(WRITE)
def set_release(course_id: int) -> ResponseReturnValue:
    """Decide when a part or a step opens, and for whom."""
    row, form = access_written_course(current_user.id, course_id), ReleaseForm()
    spot = _spot(row)
    _offer(row, spot, form)
    if form.validate_on_submit():
        with form.refusals():
            wanted = _conditions(form)
            what = _("conditions of “%(title)s” changed", title=spot.title)
            writing.reshape(row, lambda head: _set(head, spot, wanted), what, by=current_user.id)
            flash(_("Kept."), "success")
            return redirect(url_for("courses.edit", course_id=row.id) + spot.anchor)
    return _page(row, spot, form), 422


def _conditions(form: ReleaseForm) -> dict[str, Any]:
    """Return what a form asks for; raise RuleBroken for a score without its percent, or a percent of nothing."""
    scored, percent = form.score_of.data, form.percent.data
    if scored and not percent:
        raise RuleBroken(_("Write how many percent are enough."), field="percent", code="release.percent")
    if percent and not scored:
        raise RuleBroken(_("Choose in which step the score is earned."), field="score_of", code="release.score")
    return {
        "opens_on": form.opens_on.data.isoformat() if form.opens_on.data else None, "after": form.after.data,
        "score": {"activity": scored, "percent": percent} if scored else None,
        "units": form.units.data, "positions": form.positions.data,
    }  # fmt: skip


def _set(head: dict[str, Any], spot: Spot, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the head with these conditions; raise RuleBroken where steps would wait for one another for ever."""
    new = (
        outline.with_release(head, spot.activity, wanted)
        if spot.section is None
        else outline.with_section_release(head, spot.section, wanted)
    )
    if outline.waits_for_itself(new):
        raise RuleBroken(_("So these steps would wait for one another, and nobody could open them. Choose other ones."),
                         field="after", code="release.circle")  # fmt: skip
    return new


def _spot(row: CourseRow) -> Spot:
    head, number = writing.head_of(row).body, request.values.get("section", type=int)
    if number is not None:
        if not 0 <= number < len(head["sections"]):
            abort(404)
        part = head["sections"][number]
        own = frozenset(step["activity"] for step in part["activities"])
        return Spot(part, part["title"], own, section=number)
    activity = request.values.get("activity", "")
    found = outline.step_of(head, activity)
    if found is None:
        abort(404)
    return Spot(found, title_of(row, activity), frozenset({activity}), activity)


def _page(row: CourseRow, spot: Spot, form: ReleaseForm) -> str:
    _offer(row, spot, form)
    said = conditions.said(spot.raw, lambda activity: title_of(row, activity), conditions.unit_names(spot.raw))
    return render_template("courses/desk/release.html", row=row, spot=spot, form=form, said=said)


def _offer(row: CourseRow, spot: Spot, form: ReleaseForm) -> None:
    head = writing.head_of(row).body
    others = [each["activity"] for _s, _p, each in outline.steps(head) if each["activity"] not in spot.own]
    named = [(each, title_of(row, each)) for each in others]
    form.after.choices = named
    form.score_of.choices = [("", _("no score asked")), *(each for each in named if not each[0].startswith("lesson:"))]
    mine, posts = choices.units(current_user.id), choices.positions()
    form.units.choices = [*mine, *_held(spot.raw.get("units"), mine)]
    form.positions.choices = [*posts, *_held(spot.raw.get("positions"), posts)]


def _held(names: Any, known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what stands in a course although the author could not choose it: it is not lost by keeping the form."""
    return [(each, each) for each in names or () if each not in dict(known)]
