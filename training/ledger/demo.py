"""The demo's assignments: two waves, so that some things are due, some late and some still far away."""

from __future__ import annotations

from datetime import timedelta

from training.core import activities
from training.core.calendar import store
from training.core.demo import Stage
from training.ledger import service

FIRST = (("course", "mot-cua"), ("inbox", "hop-thu-10"))
SECOND = (("quiz", "an-toan-co-ban"), ("scenario", "m1-chung-thuc-ban-sao"), ("course", "an-toan-hang-ngay"))


def play(stage: Stage) -> None:
    """Ask everybody, in two waves."""
    trainer = stage.with_role("trainer")[0].person_id
    with stage.at(30):
        for place, key in enumerate(FIRST):
            _ask(key, stage, trainer, 4 + 5 * place, "Đợt 1")
    with stage.at(12):
        for place, key in enumerate(SECOND):
            _ask(key, stage, trainer, 7 + 4 * place, "Đợt 2")


def _ask(key: tuple[str, str], stage: Stage, trainer: int, ahead: int, wave: str) -> None:
    found = activities.by_key(*key)
    if found is None:
        return
    due = store.current().this_or_next_working_day(stage.today + timedelta(days=ahead))
    service.assign(found.ref, by=trainer, unit_id=stage.root_id, due_on=due, wave=wave)
