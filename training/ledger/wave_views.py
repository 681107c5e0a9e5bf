"""Doors of the waves: plan, look at what was reached, open, pause and stop."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts.access import access_unit
from training.accounts.rights import Permission
from training.core import activities, clock, paging
from training.core.activities import ActivityRef
from training.core.permissions import requires
from training.ledger import asking, reach, waves
from training.ledger.forms import RolloutForm, WaveForm
from training.ledger.models import Rollout, Wave
from training.ledger.rules import REACHED
from training.ledger.views import bp

RIGHT = Permission.ASSIGN


@bp.get("/rollouts")
@requires(RIGHT)
def rollouts() -> str:
    """See what is brought to my units in waves."""
    page = paging.paginate(waves.mine(current_user.id))
    about = activities.describe(row.ref for row in page.items)
    return render_template("ledger/rollouts.html", page=page, about=about)


@bp.get("/rollouts/new")
@requires(RIGHT)
def new_rollout() -> str:
    """Choose what to bring to a province in waves."""
    return render_template("ledger/rollout_new.html", form=asking.fill(RolloutForm(gate=60), current_user.id))


@bp.post("/rollouts/new")
@requires(RIGHT)
def plan_rollout() -> ResponseReturnValue:
    """Begin a rollout; nobody is asked before its first wave opens."""
    form = asking.fill(RolloutForm(), current_user.id)
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), RIGHT)
        with form.refusals():
            row = waves.plan(
                ActivityRef.parse(form.ref.data), unit, title=form.title.data, days=form.days.data,
                gate=form.gate.data or 0, by=current_user.id, role=form.role.data or "",
                position_id=int(form.position.data) if form.position.data else None,
            )  # fmt: skip
            flash(_("Now add the waves, and start."), "success")
            return redirect(url_for("ledger.rollout", rollout_id=row.id))
    return render_template("ledger/rollout_new.html", form=form), 422


@bp.get("/rollouts/<int:rollout_id>")
@requires(RIGHT)
def rollout(rollout_id: int) -> str:
    """See each wave and what it reached."""
    row = waves.access_rollout(current_user.id, rollout_id)
    return _page(row, WaveForm(opens_on=clock.today()))


@bp.post("/rollouts/<int:rollout_id>")
@requires(RIGHT)
def turn(rollout_id: int) -> ResponseReturnValue:
    """Start, pause, go on or stop."""
    row = waves.access_rollout(current_user.id, rollout_id)
    waves.turn(row, request.form.get("state", ""))
    said = {
        "running": _("Running. A wave whose day has come and whose condition is met opens within minutes."),
        "paused": _("Paused: no wave opens until you go on."),
        "stopped": _("Stopped: no further wave opens. What was asked stays asked."),
    }
    flash(said[row.state], "success")
    return redirect(url_for("ledger.rollout", rollout_id=row.id))


@bp.post("/rollouts/<int:rollout_id>/waves")
@requires(RIGHT)
def add_wave(rollout_id: int) -> ResponseReturnValue:
    """Add a wave."""
    row, form = waves.access_rollout(current_user.id, rollout_id), WaveForm()
    form.units.choices = waves.named(row, waves.choices(row))
    if form.validate_on_submit():
        with form.refusals():
            chosen = [unit.id for unit in waves.free(row)] if form.all.data else form.units.data
            waves.add(row, form.name.data, chosen, form.opens_on.data)
            flash(_("The wave is there; it opens on its day once the rollout runs."), "success")
            return redirect(url_for("ledger.rollout", rollout_id=row.id))
    return _page(row, form), 422


@bp.get("/rollouts/<int:rollout_id>/waves/<int:wave_id>")
@requires(RIGHT)
def wave(rollout_id: int, wave_id: int) -> str:
    """See what the last wave reached and whom this one would ask, before it opens."""
    row = waves.access_rollout(current_user.id, rollout_id)
    found = waves.access_wave(row, wave_id)
    target, fate = waves.target(row, found), request.args.get("fate", "")
    counts = reach.counted(target, row.ref)
    stages = waves.stages(row)
    before = [each for each in stages if each.wave.opened_at and each.wave.id != found.id]
    stage = next(each for each in stages if each.wave.id == found.id)
    return render_template(
        "ledger/wave.html", rollout=row, stage=stage, seal=waves.seal(found),
        names=[name for _id, name in waves.named(row, stage.units)], given=waves.given(found),
        more=bool(waves.free(row)),
        last=before[-1] if before else None, counts=counts, fates=asking.FATES, fate=fate,
        page=paging.paginate(reach.looked(target, row.ref, fate), rows=True),
        reached=sum(counts.get(each, 0) for each in REACHED), about=activities.describe([row.ref]).get(row.ref),
    )  # fmt: skip


@bp.post("/rollouts/<int:rollout_id>/waves/<int:wave_id>")
@requires(RIGHT)
def open_wave(rollout_id: int, wave_id: int) -> ResponseReturnValue:
    """Open a wave now, whatever its day, or take it out before it opens."""
    row = waves.access_rollout(current_user.id, rollout_id)
    found = waves.access_wave(row, wave_id)
    if request.form.get("go") == "remove":
        waves.remove(found)
        flash(_("The wave is taken out."), "success")
    elif request.form.get("go") == "open":
        if request.form.get("seen", waves.seal(found)) != waves.seal(found):
            flash(_("This wave was changed meanwhile. Look once more at whom it asks, then open it."), "warning")
            return redirect(url_for("ledger.wave", rollout_id=row.id, wave_id=found.id))
        new = waves.open_wave(row, found, current_user.id)
        flash(_("The wave is open; everyone in it is asked.") if new else _("This wave was open already."), "success")
    return redirect(url_for("ledger.rollout", rollout_id=row.id))


@bp.get("/rollouts/<int:rollout_id>/waves/<int:wave_id>/change")
@requires(RIGHT)
def edit_wave(rollout_id: int, wave_id: int) -> ResponseReturnValue:
    """See what a wave was made with; one that is open says on its own page why it stays as it is."""
    row = waves.access_rollout(current_user.id, rollout_id)
    found = waves.access_wave(row, wave_id)
    if found.opened_at is not None or row.state == "stopped":
        return redirect(url_for("ledger.wave", rollout_id=row.id, wave_id=found.id))
    return _edit(row, found, WaveForm(formdata=None, name=found.name, opens_on=found.opens_on, units=found.unit_ids))


@bp.post("/rollouts/<int:rollout_id>/waves/<int:wave_id>/change")
@requires(RIGHT)
def change_wave(rollout_id: int, wave_id: int) -> ResponseReturnValue:
    """Change a wave that has not opened, then see whom it would ask now."""
    row, form = waves.access_rollout(current_user.id, rollout_id), WaveForm()
    found = waves.access_wave(row, wave_id)
    form.units.choices = waves.named(row, waves.choices(row))
    if form.validate_on_submit():
        with form.refusals():
            chosen = [unit.id for unit in waves.free(row, found)] if form.all.data else form.units.data
            waves.change(row, found, form.name.data, chosen, form.opens_on.data)
            flash(_("Changed. Below stands whom it would ask now."), "success")
            return redirect(url_for("ledger.wave", rollout_id=row.id, wave_id=found.id))
    return _edit(row, found, form), 422


def _edit(row: Rollout, found: Wave, form: WaveForm) -> str:
    form.units.choices = waves.named(row, waves.free(row, found))
    return render_template("ledger/wave_change.html", rollout=row, wave=found, form=form)


def _page(row: Rollout, form: WaveForm) -> str:
    stages = waves.stages(row)
    form.units.choices = waves.named(row, waves.free(row))
    return render_template(
        "ledger/rollout.html", rollout=row, stages=stages, following=waves.following(stages), form=form,
        waits=waves.waits_for(row, stages), today=clock.today(),
        seals={stage.wave.id: waves.seal(stage.wave) for stage in stages},
        names=dict(waves.named(row, [unit for stage in stages for unit in stage.units])),
        about=activities.describe([row.ref]).get(row.ref),
    )  # fmt: skip
