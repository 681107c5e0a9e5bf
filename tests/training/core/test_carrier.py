"""Jobs travel through Redis where a server answers, and are done once."""

from __future__ import annotations

import time
from pathlib import Path

import wsgi
from training.config import Config
from training.core import transaction
from training.core.db import db
from training.core.jobs import queue
from training.core.jobs.models import Job

SECRET = "a carrier's secret, long enough 0123456789 abcdef"


def test_a_job_is_carried_by_redis_and_done_by_the_workshop(tmp_path: Path, redis_url: str, postgresql: str) -> None:
    config = Config(
        secret_key=SECRET, instance=tmp_path / "redis", testing=True, database_url=postgresql, redis_url=redis_url
    )
    app = wsgi.create_app(config)
    with app.app_context():
        db.create_all()
        job_id = queue.enqueue("audit.seal")
        transaction.commit()
        waiting = len(app.extensions["huey"])
    workshop = app.extensions["workshop"]
    workshop.start()
    try:
        until = time.monotonic() + 20
        status = ""
        while status != "done" and time.monotonic() < until:
            time.sleep(0.1)
            with app.app_context():
                job = db.session.get_one(Job, job_id)
                status, attempts = job.status, job.attempts
                db.session.remove()
    finally:
        workshop.stop()
        with app.app_context():
            db.engine.dispose()

    assert waiting == 1
    assert (status, attempts) == ("done", 1)
