"""Doing the work: one job at a time, at least once, with its lease renewed by finishing."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g
from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer

from training.core import clock, transaction
from training.core.db import db
from training.core.feature import house
from training.core.jobs import queue
from training.core.jobs.models import Job

SWEEP_SECONDS = 2.0


def run(job_id: int) -> bool:
    """Do one job if it is due and free; say whether it was ours. A failure is kept and tried again later."""
    job = queue.claim(job_id)
    if job is None:
        return False
    try:
        result = house().jobs[job.name](**job.args)
        _finish(job_id, result)
    except Exception as error:
        transaction.rollback()
        current_app.logger.exception("job %s failed", job_id)
        _fail(job_id, error)
    return True


def run_due() -> int:
    """Do everything that is due, in this process; return how many jobs were done."""
    done = 0
    while ids := queue.due():
        done += sum(run(job_id) for job_id in ids)
    return done


def _finish(job_id: int, result: Any) -> None:
    job = db.session.get_one(Job, job_id)
    job.status, job.finished_at, job.lease_until, job.error = "done", clock.now(), None, ""
    job.result = result if isinstance(result, dict) else None
    transaction.commit()


def _fail(job_id: int, error: Exception) -> None:
    job = db.session.get_one(Job, job_id)
    job.error, job.lease_until = f"{type(error).__name__}: {error}"[:500], None
    if job.attempts >= queue.RETRIES:
        job.status, job.finished_at = "failed", clock.now()
    else:
        job.status, job.run_at = "queued", clock.now() + timedelta(seconds=10 * 3**job.attempts)
        job.pushed_at = None
    db.session.commit()


def schedule() -> None:
    """Add each periodic job once a period, whoever else may be running."""
    now = int(clock.now().timestamp())
    for periodic in house().periodic:
        slot = now // int(periodic.every.total_seconds())
        queue.enqueue(periodic.name, dedupe_key=f"{periodic.name}@{slot}")
    transaction.commit()


class QuietConsumer(Consumer):  # type: ignore[misc,unused-ignore]
    """huey's consumer, without taking the process's signals."""

    def _set_signal_handlers(self) -> None:
        """Leave the signals to the server."""


class Workshop:
    """The threads that do jobs beside the server: huey's consumer, and a sweeper that forgets nothing."""

    def __init__(self, app: Flask) -> None:
        """Belong to `app`; nothing starts yet."""
        self.app = app
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self.consumer: Any = None
        self.sweeper: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work; calling twice is harmless."""
        if self.sweeper is not None:
            return
        huey: Huey = self.app.extensions["huey"]
        self.consumer = QuietConsumer(huey, workers=1, periodic=False, initial_delay=0.05, max_delay=0.5)
        self.consumer.start()
        self.sweeper = threading.Thread(target=self._sweep, name="sweeper", daemon=True)
        self.sweeper.start()

    def stop(self) -> None:
        """Finish what is begun, begin nothing new."""
        self.stopping.set()
        if self.consumer is not None:
            self.consumer.stop(graceful=True)
        if self.sweeper is not None:
            self.sweeper.join(timeout=10)

    def _sweep(self) -> None:
        while not self.stopping.wait(SWEEP_SECONDS):
            with self.app.app_context():
                try:
                    self.round()
                except Exception:
                    db.session.rollback()
                    self.app.logger.exception("the sweeper stumbled and goes on")

    def round(self) -> None:
        """Hold the scheduler's duty if it is free, then bring what is due."""
        if queue.hold("scheduler", self.name):
            schedule()
            for job_id in queue.due():
                queue.push(job_id)


def _huey(app: Flask, redis_url: str) -> Huey:
    if redis_url:
        return RedisHuey("santapso", url=redis_url, results=False)
    folder = app.config["HOUSE"].instance
    return SqliteHuey("santapso", filename=str(folder / "carrier.sqlite3"), results=False, fsync=False)


def _carrier(huey: Huey) -> Callable[[int], None]:
    def work(job_id: int) -> None:
        app: Flask = huey.house_app
        with app.app_context():
            g.actor_id = None
            run(job_id)

    task = huey.task(name="house_job")(work)
    return lambda job_id: task(job_id)


def init_app(app: Flask) -> None:
    """Give `app` its carrier and workshop. Nothing connects or starts until it is used."""
    config = app.config["HOUSE"]
    if config.testing and not config.redis_url:
        return
    huey = _huey(app, config.redis_url)
    huey.house_app = app
    app.extensions["huey"] = huey
    app.extensions["carrier"] = _carrier(huey)
    app.extensions["workshop"] = Workshop(app)
    if config.embedded_jobs and not config.testing:
        app.before_request(lambda: app.extensions["workshop"].start())
