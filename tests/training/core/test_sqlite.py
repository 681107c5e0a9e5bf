from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, text

from training.core import clock, sqlite
from training.core.content import LoadedContent
from training.core.db import db
from training.core.sqlite import WriterQueue

really_set = sqlite.PRAGMAS
"""What the house sets; tests afterwards let the disk take its time."""


def row(key: str) -> LoadedContent:
    return LoadedContent(source="t", key=key, version=1, available=1, loaded_at=clock.now())


def keys() -> set[str]:
    return set(db.session.scalars(select(LoadedContent.key)))


def test_writers_that_read_first_never_find_the_database_locked(app: Flask) -> None:
    def read_then_write(number: int) -> None:
        with app.app_context():
            keys()
            db.session.add(row(f"k{number}"))
            db.session.commit()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(read_then_write, range(120)))

    with app.app_context():
        assert len(keys()) == 120


def test_a_savepoint_rolled_back_leaves_the_rest(in_app: Flask) -> None:
    db.session.add(row("kept"))
    inner = db.session.begin_nested()
    db.session.add(row("dropped"))
    db.session.flush()
    inner.rollback()
    db.session.commit()

    assert keys() == {"kept"}


def test_a_rollback_undoes_everything_and_lets_the_next_writer_in(in_app: Flask) -> None:
    db.session.add(row("lost"))
    db.session.flush()
    db.session.rollback()

    db.session.add(row("next"))
    db.session.commit()

    assert keys() == {"next"}


def test_readers_do_not_wait_for_a_writer(app: Flask) -> None:
    with app.app_context():
        db.session.add(row("unseen"))
        db.session.flush()
        seen: list[set[str]] = []

        def read() -> None:
            with app.app_context():
                seen.append(keys())

        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
        db.session.rollback()

    assert seen == [set()]


def test_writes_are_synced_and_foreign_keys_hold(in_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", really_set)
    assert db.session.scalar(text("PRAGMA synchronous")) == 2
    assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
    assert db.session.scalar(text("PRAGMA journal_mode")) == "wal"


def test_the_queue_serves_in_the_order_of_arrival() -> None:
    queue, order = WriterQueue(), []
    assert queue.acquire()

    def wait(number: int) -> None:
        queue.acquire()
        order.append(number)
        queue.release()

    waiting = [threading.Thread(target=wait, args=(number,)) for number in range(8)]
    for thread in waiting:
        thread.start()
        time.sleep(0.02)
    queue.release()
    for thread in waiting:
        thread.join(5)

    assert order == list(range(8))


def test_whoever_gives_up_waiting_does_not_block_the_others() -> None:
    queue = WriterQueue()
    queue.acquire()

    assert queue.acquire(timeout=0.01) is False
    queue.release()
    assert queue.acquire(timeout=0.01) is True


def test_a_connection_keeps_prepared_what_it_asks_however_often_it_asked_other_things_before(in_app: Flask) -> None:
    compiled, late = list[int](), ("SELECT source FROM loaded_content", "SELECT version FROM loaded_content")
    connection = db.session.connection()
    driver = connection.connection.driver_connection
    assert driver is not None

    def watch(action: int, *_what: object) -> int:
        compiled.append(action)
        return 0

    for _turn in range(3):
        for number in range(40, 540):
            connection.exec_driver_sql("SELECT key FROM loaded_content".ljust(number)).all()
    driver.set_authorizer(watch)
    try:
        for query in late:
            connection.exec_driver_sql(query).all()
        once = len(compiled)
        for query in late:
            connection.exec_driver_sql(query).all()
    finally:
        driver.set_authorizer(None)

    assert once > 0
    assert len(compiled) == once
