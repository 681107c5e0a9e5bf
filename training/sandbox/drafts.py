"""A reception form put aside for a while (“Lưu tạm”): one in each copy, until it is sent or thrown away."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.rights import Permission
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.sandbox import queries
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.desk import show_new
from training.sandbox.entrance import DONE
from training.sandbox.fields import CONTROL
from training.sandbox.forms import GuardForm
from training.sandbox.models import Copy
from training.sandbox.moves import Answer, reason_of, watched
from training.sandbox.telling import say
from training.sandbox.window import Window
from training.sandbox.world.realness import check_words
from training.sandbox.world.steps import Refused

MOST_FIELDS, LONGEST = 120, 2000
BESIDE = frozenset({"csrf_token", "guard", "back"})
"""Inputs of the page that are no part of the form."""


@bp.post("/copies/<int:copy_id>/new/<move>/keep")
@requires(Permission.LEARN)
def keep_draft(copy_id: int, move: str) -> Answer:
    """Put a form aside as it is; nothing is judged yet, except that no real person's number stays here."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if move not in VERBS or CASE.find(move, CASE.start) is None or watched(copy):
        abort(404)
    if form.validate_on_submit():
        with form.refusals():
            if refusal := keep(copy, move, request.form):
                return show_new(Window.of(copy), move, request.form, {refusal.field or "": refusal.message})
            say("Đã lưu tạm phiếu, chưa có hồ sơ nào được lập. Mở lại ở danh sách hoặc ở phiếu tiếp nhận.")
            return redirect(url_for("sandbox.desk", copy_id=copy.id, _anchor=DONE))
    return show_new(Window.of(copy), move, request.form, {"": reason_of(form)}), 422


@bp.post("/copies/<int:copy_id>/draft/drop")
@requires(Permission.LEARN)
def drop_draft(copy_id: int) -> Response:
    """Throw the form away that was put aside."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        copy.draft = None
        say("Đã bỏ phiếu lưu tạm.")
    return redirect(url_for("sandbox.desk", copy_id=copy.id, _anchor=DONE))


def keep(copy: Copy, move: str, given: Mapping[str, str]) -> Refused | None:
    """Put the values of a form aside; return why not, where one looks like a real person's; once more replaces it."""
    run = queries.run_of(copy.id)
    if run is not None and run.state != "open":
        raise RuleBroken(_("This attempt is finished. Begin a new one to practise again."), code="sandbox.finished")
    values: dict[str, str] = {}
    for name, value in list(given.items())[:MOST_FIELDS]:
        if name in BESIDE or not value:
            continue
        values[name[:LONGEST]] = CONTROL.sub("", value)[:LONGEST]
        try:
            check_words(value, name.partition(".")[0])
        except Refused as refusal:
            return refusal
    copy.draft = {"move": move, "at": Window.of(copy).world.now.isoformat(), "values": values}
    return None
