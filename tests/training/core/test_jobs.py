from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from training.core import clock, transaction
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.core.feature import house
from training.core.jobs import enqueue, queue, worker
from training.core.jobs.models import Job


@pytest.fixture
def calls(each_database: Flask) -> list[int]:
    calls: list[int] = []
    house().jobs["test.count"] = calls.append
    house().jobs["test.fail"] = fail
    return calls


def fail() -> None:
    from training.core import audit

    audit.note("test.lost")
    db.session.flush()
    raise ValueError("no")


def test_a_job_of_a_lost_transaction_is_never_done(calls: list[int]) -> None:
    house().jobs["test.count"] = lambda number: calls.append(number)
    enqueue("test.count", number=1)
    transaction.rollback()
    enqueue("test.count", number=2)
    transaction.commit()

    worker.run_due()

    assert calls == [2]


def test_a_dedupe_key_is_good_for_one_job(calls: list[int]) -> None:
    house().jobs["test.count"] = lambda number: calls.append(number)
    first = enqueue("test.count", dedupe_key="once", number=1)
    second = enqueue("test.count", dedupe_key="once", number=2)
    transaction.commit()
    worker.run_due()

    assert (first is not None, second, calls) == (True, None, [1])


def test_a_job_whose_worker_was_killed_is_done_by_another(calls: list[int]) -> None:
    house().jobs["test.count"] = lambda number: calls.append(number)
    job_id = enqueue("test.count", number=7)
    transaction.commit()
    assert job_id is not None
    assert queue.claim(job_id) is not None
    assert queue.claim(job_id) is None

    db.session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))
    db.session.commit()
    worker.run_due()

    assert calls == [7]


def test_a_failing_job_leaves_nothing_behind_and_is_tried_again_later(calls: list[int]) -> None:
    job_id = enqueue("test.fail")
    transaction.commit()
    worker.run_due()
    job = db.session.get_one(Job, job_id)

    assert (job.status, job.attempts, job.error) == ("queued", 1, "ValueError: no")
    assert job.run_at > clock.now()
    assert db.session.scalar(select(func.count(AuditEvent.id)).filter_by(action="test.lost")) == 0


def test_only_one_process_holds_the_scheduler(calls: list[int]) -> None:
    assert queue.hold("scheduler", "one")
    assert not queue.hold("scheduler", "two")
    assert queue.hold("scheduler", "one")


def test_a_periodic_job_is_added_once_a_period(calls: list[int]) -> None:
    with clock.at(clock.now()):
        worker.schedule()
        worker.schedule()

    assert db.session.scalar(select(func.count(Job.id)).filter_by(name="audit.seal")) == 1
