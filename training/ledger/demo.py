"""The demo's assignments: two waves, so that some things are due, some late and some still far away."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from training.accounts.models import Unit
from training.core import activities, clock
from training.core.calendar import store
from training.core.db import db
from training.core.demo import Stage
from training.ledger import extensions, service, waves
from training.ledger.models import Duty

FIRST = (("course", "mot-cua"), ("inbox", "hop-thu-10"))
SECOND = (("quiz", "an-toan-co-ban"), ("scenario", "m1-chung-thuc-ban-sao"), ("course", "an-toan-hang-ngay"))

PASSED = ("quiz", "mot-cua-kiem-tra")
LATE = ("UBND xã Đước Xanh", "UBND phường Tràm Trung")


def play(stage: Stage) -> None:
    """Ask everybody, in two waves."""
    trainer = stage.with_role("trainer")[0].person_id
    with stage.at(30):
        for place, key in enumerate(FIRST):
            _ask(key, stage, trainer, 4 + 5 * place, "Đợt 1")
    with stage.at(25):
        _late(stage, trainer)
    with stage.at(12):
        for place, key in enumerate(SECOND):
            _ask(key, stage, trainer, 7 + 4 * place, "Đợt 2")
    with stage.at(20):
        _rollout(stage, trainer)
    with stage.at(1, 9):
        _wish(stage)


def _rollout(stage: Stage, trainer: int) -> None:
    """Bring one exercise to the province in three waves: one open since weeks, one since days, one to come."""
    found, root = activities.by_key("scenario", "m2-khai-sinh-truc-tuyen"), db.session.get_one(Unit, stage.root_id)
    found = found or activities.by_key("inbox", "hop-thu-10")
    if found is None:
        return
    row = waves.plan(found.ref, root, title="Thực hành khai sinh theo đợt", days=15, gate=20, by=trainer)
    units = [unit.id for unit in waves.choices(row)]
    third = max(1, len(units) // 3)
    days = (stage.today - timedelta(days=20), stage.today - timedelta(days=6), stage.today + timedelta(days=8))
    for number, day in enumerate(days):
        part = units[number * third : (number + 1) * third if number < 2 else None]
        if part:
            waves.add(row, f"Đợt {number + 1}", part, store.current().this_or_next_working_day(max(day, clock.today())))
    waves.turn(row, "running")
    first = waves.of(row)[0]
    waves.open_wave(row, first, trainer)


def _late(stage: Stage, trainer: int) -> None:
    """Ask two communes for a quiz whose day has passed, so that a trainer sees who is late and who is held up."""
    found = activities.by_key(*PASSED)
    due = store.current().this_or_next_working_day(stage.today - timedelta(days=7))
    if found is None:
        return
    for unit in db.session.scalars(select(Unit).where(Unit.name.in_(LATE))):
        service.assign(found.ref, by=trainer, unit_id=unit.id, due_on=due, wave="Đợt 1")


def _wish(stage: Stage) -> None:
    """Let two people ask for more time, for whoever looks at the demo to decide."""
    reasons = ("Tuần tới tôi trực thay đồng nghiệp nghỉ thai sản.", "Tôi đi tập huấn ở tỉnh đến hết tuần sau.")
    people = [each.person_id for each in reversed(stage.learners) if not each.starring]
    for person_id, reason in zip(people, reasons, strict=False):
        duty = db.session.scalars(select(Duty).filter_by(person_id=person_id).where(Duty.due_on.is_not(None))).first()
        if duty is not None and duty.due_on is not None:
            wished = store.current().add_working_days(max(duty.due_on, stage.today), 7)
            extensions.ask(duty, wished, reason, f"demo-wish-{person_id}")


def _ask(key: tuple[str, str], stage: Stage, trainer: int, ahead: int, wave: str) -> None:
    found = activities.by_key(*key)
    if found is None:
        return
    due = store.current().this_or_next_working_day(stage.today + timedelta(days=ahead))
    service.assign(found.ref, by=trainer, unit_id=stage.root_id, due_on=due, wave=wave)
