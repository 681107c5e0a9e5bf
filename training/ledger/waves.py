"""Waves: a province is asked in stages, and what the last stage reached is known before the next opens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import Select, select, update

from training.accounts.access import scope
from training.accounts.models import Unit, UnitPath
from training.accounts.rights import Permission
from training.core import activities, audit, clock, words
from training.core.activities import ActivityRef
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.jobs import enqueue
from training.ledger import queries, reach, rules, service
from training.ledger.models import Assignment, Rollout, Wave
from training.ledger.reach import Target
from training.notices import service as notices

STATES = ("draft", "running", "paused", "stopped")


@dataclass(frozen=True)
class Stage:
    """One wave with its units and what it reached: people asked, done, in progress, late."""

    wave: Wave
    units: Sequence[Unit]
    asked: int = 0
    done: int = 0
    started: int = 0
    late: int = 0

    @property
    def fraction(self) -> float:
        """Return the part that is done, 0..1."""
        return self.done / self.asked if self.asked else 0.0


def mine(viewer_id: int) -> Select[Rollout]:
    """Return the query for rollouts of my units, newest first."""
    units = scope(viewer_id, Permission.ASSIGN)
    return select(Rollout).where(Rollout.unit_id.in_(units)).order_by(Rollout.id.desc())


def access_rollout(viewer_id: int, rollout_id: int) -> Rollout:
    """Return a rollout of the units I assign to, or 404."""
    found = db.session.scalars(mine(viewer_id).where(Rollout.id == rollout_id)).first()
    return found if found is not None else abort(404)


def given(wave: Wave) -> Sequence[Assignment]:
    """Return what was asked by opening a wave, and still is."""
    query = select(Assignment).filter_by(wave_id=wave.id, ended_at=None).order_by(Assignment.id)
    return db.session.scalars(query).all() if wave.opened_at else []


def access_wave(rollout: Rollout, wave_id: int) -> Wave:
    """Return a wave of this rollout, or 404."""
    found = db.session.scalars(select(Wave).filter_by(id=wave_id, rollout_id=rollout.id)).first()
    return found if found is not None else abort(404)


def plan(
    ref: ActivityRef, unit: Unit, *, title: str, days: int, gate: int, by: int, position_id: int | None = None,
    role: str = "",
) -> Rollout:  # fmt: skip
    """Begin a rollout without any wave; nobody is asked yet. Raises RuleBroken for what cannot be begun."""
    service.check(ref, None)
    row = Rollout(
        title=title, ref_kind=ref.kind, ref_id=ref.id, unit_id=unit.id, position_id=position_id, role=role, days=days,
        gate=gate, given_by=by, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.note("rollout.plan", ("rollout", row.id), unit=unit.id, ref=str(ref))
    return row


def add(rollout: Rollout, name: str, unit_ids: Sequence[int], opens_on: date) -> Wave:
    """Add a wave; raise RuleBroken for no units, units that another wave has, or a day before the wave before it."""
    locked(Rollout, rollout.id)
    others = of(rollout)
    same = next((each for each in others if each.name == name and sorted(each.unit_ids) == sorted(unit_ids)), None)
    if same is not None:
        return same
    if rollout.state == "stopped":
        raise RuleBroken(_("This rollout was stopped."), code="wave.stopped")
    _check_units(rollout, others, unit_ids)
    _check_day(others, opens_on)
    row = Wave(rollout_id=rollout.id, name=name, unit_ids=sorted(unit_ids), opens_on=opens_on)
    db.session.add(row)
    db.session.flush()
    audit.note("wave.add", ("rollout", rollout.id), wave=row.id, units=len(unit_ids))
    if rollout.state == "running" and opens_on <= clock.today():
        enqueue("ledger.open_waves")
    return row


def change(rollout: Rollout, wave: Wave, name: str, unit_ids: Sequence[int], opens_on: date) -> bool:
    """Change a wave that has not opened; say whether anything is new. A day it already has may stay, though passed.

    Raises RuleBroken for a wave that is open, a rollout that was stopped, and all that `add` refuses.
    """
    locked(Rollout, rollout.id)
    db.session.refresh(wave)
    if rollout.state == "stopped":
        raise RuleBroken(_("This rollout was stopped."), code="wave.stopped")
    if wave.opened_at is not None:
        raise RuleBroken(_("This wave is open already; its people are asked."), code="wave.open")
    others = [each for each in of(rollout) if each.id != wave.id]
    _check_units(rollout, others, unit_ids)
    if opens_on != wave.opens_on:
        _check_day([each for each in others if each.opened_at], opens_on)
    before, after = (wave.name, wave.unit_ids, wave.opens_on), (name, sorted(unit_ids), opens_on)
    if before == after:
        return False
    wave.name, wave.unit_ids, wave.opens_on = after
    db.session.flush()
    audit.note("wave.change", ("rollout", rollout.id), wave=wave.id, units=len(unit_ids), day=opens_on.isoformat())
    if rollout.state == "running" and opens_on <= clock.today():
        enqueue("ledger.open_waves")
    return True


def seal(wave: Wave) -> str:
    """Return a digest of a wave: what was looked at is what is opened."""
    plain = json.dumps([wave.id, wave.name, sorted(wave.unit_ids)])
    return hashlib.sha256(plain.encode()).hexdigest()[:24]


def remove(wave: Wave) -> None:
    """Take a wave out that has not opened; raise RuleBroken for one that has."""
    if wave.opened_at is not None:
        raise RuleBroken(_("This wave is open already; its people are asked."), code="wave.open")
    audit.note("wave.remove", ("rollout", wave.rollout_id), wave=wave.id)
    db.session.delete(wave)


def turn(rollout: Rollout, state: str) -> None:
    """Start, pause or stop a rollout; what was asked stays asked. Raises RuleBroken once it is stopped."""
    if state == rollout.state:
        return
    if rollout.state == "stopped" or state not in STATES[1:]:
        raise RuleBroken(_("This rollout was stopped."), code="wave.stopped")
    rollout.state = state
    audit.note(f"rollout.{state}", ("rollout", rollout.id))
    if state == "running":
        enqueue("ledger.open_waves")


def open_wave(rollout: Rollout, wave: Wave, by: int | None) -> bool:
    """Ask everyone in the units of a wave; say whether it was this call that did so. Safe to repeat."""
    service.check(rollout.ref, None)
    once = update(Wave).where(Wave.id == wave.id, Wave.opened_at.is_(None))
    once = once.values(opened_at=clock.now(), opened_by=by).returning(Wave.id)
    if db.session.execute(once, execution_options={"synchronize_session": "fetch"}).first() is None:
        return False
    db.session.refresh(wave)
    for unit_id in wave.unit_ids:
        service.assign(
            rollout.ref, by=by or rollout.given_by, unit_id=unit_id, position_id=rollout.position_id,
            role=rollout.role, days=rollout.days, wave=wave.name, wave_id=wave.id, alone=unit_id == rollout.unit_id,
        )  # fmt: skip
    count = len(reach.people(target(rollout, wave)))
    _tell(rollout, wave, "wave", f"wave:{wave.id}", people=words.number(count))
    audit.note("wave.open", ("rollout", rollout.id), wave=wave.id, people=count)
    return True


def open_due() -> dict[str, int]:
    """Open each wave whose day has come and whose forerunner reached enough: a job of every hour, safe to repeat."""
    opened = 0
    for rollout in db.session.scalars(select(Rollout).filter_by(state="running")).all():
        while (stage := following(stages(rollout))) is not None and activities.exists(rollout.ref):
            before = [each for each in stages(rollout) if each.wave.opened_at]
            reached = [(each.asked, each.done) for each in before]
            if rules.may_open(stage.wave.opens_on, clock.today(), rollout.gate, reached):
                opened += open_wave(rollout, stage.wave, None)
                continue
            if stage.wave.opens_on <= clock.today():
                year, week, _day = clock.today().isocalendar()
                far = {"reached": words.percent(before[-1].fraction), "gate": words.percent(rollout.gate / 100)}
                _tell(rollout, stage.wave, "wave_waits", f"wave_waits:{stage.wave.id}:{year}-{week:02}", **far)
            break
    return {"opened": opened}


def of(rollout: Rollout) -> Sequence[Wave]:
    """Return the waves of a rollout in the order in which they open."""
    query = select(Wave).filter_by(rollout_id=rollout.id).order_by(Wave.opens_on, Wave.id)
    return db.session.scalars(query).all()


def stages(rollout: Rollout) -> list[Stage]:
    """Return the waves with what each reached, in three queries whatever their number."""
    found = of(rollout)
    numbers = _taken(found)
    units = {row.id: row for row in db.session.scalars(select(Unit).where(Unit.id.in_(numbers)))}
    far = {row[0]: row[2:6] for row in queries.completion_by_unit(numbers, rollout.ref, (rollout.unit_id,))}
    shown = []
    for wave in found:
        figures = [far[number] for number in wave.unit_ids if number in far] if wave.opened_at else []
        sums = [sum(each[place] for each in figures) for place in range(4)]
        named = sorted((units[n] for n in wave.unit_ids if n in units), key=lambda unit: unit.sort_key)
        shown.append(Stage(wave, named, *sums))
    return shown


def following(found: Sequence[Stage]) -> Stage | None:
    """Return the first wave that has not opened."""
    return next((each for each in found if each.wave.opened_at is None), None)


def waits_for(rollout: Rollout, found: Sequence[Stage]) -> Stage | None:
    """Return the wave that has not reached enough, where the next one's day has come and only this keeps it closed."""
    ready, before = following(found), [each for each in found if each.wave.opened_at]
    if rollout.state != "running" or ready is None or ready.wave.opens_on > clock.today() or not before:
        return None
    reached = [(each.asked, each.done) for each in before]
    return None if rules.may_open(ready.wave.opens_on, clock.today(), rollout.gate, reached) else before[-1]


def target(rollout: Rollout, wave: Wave) -> Target:
    """Return whom a wave speaks to."""
    return Target.of_rollout(rollout, wave.unit_ids)


def choices(rollout: Rollout) -> Sequence[Unit]:
    """Return the units that may stand in a wave: the rollout's own, for who belongs to it directly, and those below."""
    below = select(UnitPath.descendant_id).where(UnitPath.ancestor_id == rollout.unit_id, UnitPath.depth == 1)
    query = select(Unit).where(Unit.id.in_(below), Unit.archived_at.is_(None)).order_by(Unit.sort_key)
    return [db.session.get_one(Unit, rollout.unit_id), *db.session.scalars(query)]


def named(rollout: Rollout, found: Sequence[Unit]) -> list[tuple[int, str]]:
    """Return (id, name) of units of a rollout; of its own unit it is said that those below are not meant."""
    alone = len(choices(rollout)) > 1
    said = _("%(unit)s: only who belongs to it directly", unit=db.session.get_one(Unit, rollout.unit_id).name)
    return [(unit.id, said if alone and unit.id == rollout.unit_id else unit.name) for unit in found]


def free(rollout: Rollout, beside: Wave | None = None) -> list[Unit]:
    """Return the units that stand in no wave yet, or in none but `beside`."""
    taken = _taken([each for each in of(rollout) if beside is None or each.id != beside.id])
    return [unit for unit in choices(rollout) if unit.id not in taken]


def _check_units(rollout: Rollout, others: Sequence[Wave], unit_ids: Sequence[int]) -> None:
    if not unit_ids:
        raise RuleBroken(_("Tick at least one unit."), field="units", code="wave.empty")
    if not set(unit_ids) <= {each.id for each in choices(rollout)} or _taken(others) & set(unit_ids):
        raise RuleBroken(_("A unit stands in one wave only."), field="units", code="wave.twice")


def _check_day(others: Sequence[Wave], opens_on: date) -> None:
    latest = max([each.opens_on for each in others], default=date.min)
    if opens_on < max(clock.today(), latest):
        raise RuleBroken(
            _("Choose today or a later day, not before the wave before it."), field="opens_on", code="wave.day"
        )


def _taken(found: Sequence[Wave]) -> set[int]:
    return {number for wave in found for number in wave.unit_ids}


def _tell(rollout: Rollout, wave: Wave, kind: str, key: str, **more: str) -> None:
    if rollout.given_by is not None:
        about = {"title": rollout.title, "wave": wave.name, **more}
        notices.tell([rollout.given_by], kind, key, url=f"/rollouts/{rollout.id}", about=about)
