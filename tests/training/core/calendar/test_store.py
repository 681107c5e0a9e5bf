from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from training.core import clock, transaction
from training.core.audit.models import AuditEvent
from training.core.calendar import seed, service, store
from training.core.calendar.limits import TimeLimit, due
from training.core.calendar.models import CalendarVersion
from training.core.calendar.rules import MONDAY_TO_FRIDAY
from training.core.calendar.written import Entry
from training.core.db import db
from training.core.errors import RuleBroken

MORNING = datetime(2026, 11, 9, 1, tzinfo=UTC)  # Monday, 08:00 at the office
WEDNESDAY, SATURDAY = date(2026, 11, 11), date(2026, 11, 14)


@pytest.fixture(autouse=True)
def then() -> Iterator[None]:
    with clock.at(MORNING):
        yield


@pytest.fixture
def office(each_database: Flask) -> Flask:
    return each_database


def flood_day() -> None:
    service.add_days(WEDNESDAY, WEDNESDAY, "holiday", "Nghỉ phòng chống lũ", announced=True)
    transaction.commit()


def test_until_somebody_decides_the_shipped_calendar_applies(office: Flask) -> None:
    assert store.current() is seed.shipped()
    assert store.version(seed.SHIPPED_NUMBER) is seed.shipped()


def test_a_new_day_off_takes_effect_and_what_was_pinned_stays(office: Flask) -> None:
    before = store.current()
    promised = due(MORNING, TimeLimit(3), before)

    flood_day()

    assert store.current().number == before.number + 1
    assert due(MORNING, TimeLimit(3), store.current()).date == promised.date + timedelta(days=1)
    assert due(MORNING, TimeLimit(3), store.version(before.number)) == promised


def test_old_versions_survive_several_changes_and_a_cold_start(office: Flask) -> None:
    flood_day()
    second = store.current()
    service.remove_day(WEDNESDAY)
    service.add_days(SATURDAY, SATURDAY, "make_up", "Làm bù", announced=False)
    transaction.commit()
    store.forget()
    db.session.expire_all()

    assert store.version(second.number) == second
    assert store.version(1) == seed.shipped()
    assert store.current().is_working_day(SATURDAY)
    assert store.current().is_expected(SATURDAY)
    with pytest.raises(KeyError):
        store.version(99)


def test_the_same_change_twice_is_one_version(office: Flask) -> None:
    flood_day()
    flood_day()
    service.remove_day(date(2026, 11, 12))
    service.set_hours(MONDAY_TO_FRIDAY)
    service.announce([WEDNESDAY])
    transaction.commit()

    assert db.session.scalars(select(CalendarVersion.number).order_by(CalendarVersion.number)).all() == [1, 2]
    query = select(func.count(AuditEvent.id)).where(AuditEvent.action.startswith("calendar."))
    assert db.session.scalar(query) == 1


def test_an_undone_change_leaves_nothing(office: Flask) -> None:
    store.current()
    service.add_days(WEDNESDAY, WEDNESDAY, "holiday", "Nghỉ", announced=True)
    transaction.rollback()

    assert store.current().number == seed.SHIPPED_NUMBER
    assert store.newest() is None


def test_a_fresh_copy_costs_no_query_and_another_process_is_heard_within_seconds(office: Flask) -> None:
    asked: list[str] = []
    store.current()
    with db.engine.connect() as other:
        row = {"number": 2, "zone": "Asia/Ho_Chi_Minh", "days": [], "made_at": clock.now(), "note": ""}
        weekly = [[["08:00", "12:00"]]] * 5 + [[], []]
        other.execute(CalendarVersion.__table__.insert().values(weekly=weekly, **row))  # type: ignore[attr-defined]
        other.commit()
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    assert store.current().number == 1
    assert asked == []
    with clock.at(MORNING + timedelta(seconds=6)):
        assert store.current().opening(WEDNESDAY) == clock.at_office(WEDNESDAY, 8)


def test_hours_of_the_week_are_decided(office: Flask) -> None:
    early = (((time(6, 30), time(11)), (time(13), time(16, 30))),) * 5 + (((time(7), time(11)),), ())

    service.set_hours(early)
    transaction.commit()

    assert store.current().is_working_day(SATURDAY)
    assert store.current().closing(WEDNESDAY) == clock.at_office(WEDNESDAY, 16, 30)


def test_an_entry_moves_to_another_day_and_keeps_one_version(office: Flask) -> None:
    flood_day()

    service.change_day(WEDNESDAY, Entry(date(2026, 11, 12), "holiday", "Nghỉ phòng chống lũ"))
    transaction.commit()

    assert store.current().is_working_day(WEDNESDAY)
    assert not store.current().is_working_day(date(2026, 11, 12))
    assert store.current().number == 3


def test_what_cannot_be_is_refused_in_words(office: Flask) -> None:
    flood_day()
    off: tuple[tuple[()], ...] = ((),) * 7
    crossed = (((time(11), time(7)),),) * 7

    for deed, said in (
        (lambda: service.set_hours(off), "no_work"),
        (lambda: service.set_hours(crossed), "hours"),
        (lambda: service.add_days(WEDNESDAY, WEDNESDAY, "holiday", "Khác", announced=True), "taken"),
        (lambda: service.add_days(SATURDAY, SATURDAY, "make_up", " ", announced=True), "name_missing"),
        (lambda: service.add_days(WEDNESDAY, SATURDAY - timedelta(days=9), "holiday", "X", announced=True), "span"),
        (lambda: service.add_days(date(2026, 11, 13), date(2026, 11, 13), "make_up", "X", announced=True), "worked"),
        (lambda: service.add_days(date(1926, 1, 1), date(1926, 1, 1), "holiday", "X", announced=True), "year"),
    ):
        with pytest.raises(RuleBroken) as refused:
            deed()
        assert said in refused.value.code
        assert str(refused.value)
    assert store.current().number == 2
