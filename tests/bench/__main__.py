"""Time the pages that matter in this process, each as a ratio to a bare Flask page measured in the same run."""

from __future__ import annotations

import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

import wsgi
from training.accounts import entrance, grants, people, sessions, units
from training.accounts.models import Credential
from training.accounts.rights import Role
from training.config import Config
from training.core import activities, clock, content, schema, transaction
from training.core.db import db
from training.ledger import service as ledger

ROUNDS = 60
GUIDE = "/huong-dan/dang-ky-khai-sinh"
CROWD = int(sys.argv[1]) if len(sys.argv) > 1 else 2000


def main() -> None:
    """Print one line a page: milliseconds, ratio to bare Flask, database statements."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(secret_key="bench 0123456789 abcdefghij ABCDEFGHIJ xyz", instance=Path(folder), testing=True)
        app = wsgi.create_app(config)
        with app.app_context(), app.test_request_context():
            schema.upgrade()
            learner, trainer = _fill()
        base = _time(_bare().test_client().get, "/")
        print(f"{'page':<34}{'ms':>8}{'times bare':>12}{'statements':>12}")
        print(f"{'bare Flask':<34}{base * 1000:>8.2f}{1:>12.1f}{0:>12}")
        _pages(app, learner, trainer, base)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\n{CROWD} people; peak memory {peak:.0f} MB")


def _pages(app: Flask, learner: int, trainer: int, base: float) -> None:
    mine, hers, stranger = _enter(app, learner), _enter(app, trainer), app.test_client()
    with app.app_context(), app.test_request_context():
        course, quiz = activities.by_key("course", "mot-cua"), activities.by_key("quiz", "mot-cua-kiem-tra")
        assert course
        assert quiz
    attempt = _post(mine, f"/quizzes/{quiz.ref.id}", f"/quizzes/{quiz.ref.id}").rsplit("/", 1)[-1]
    csrf = _token(mine, f"/attempts/{attempt}")
    numbers = iter(range(10**6))

    def save(_path: str) -> object:
        body = {"slot": 1, "response": ["1"], "uuid": f"bench-{next(numbers):08}"}
        return mine.post(f"/attempts/{attempt}/answers", json=body, headers={"X-CSRFToken": csrf})

    tag = stranger.get(GUIDE).headers["ETag"]
    rows: list[tuple[str, Callable[[str], object], str]] = [
        ("sign-in page", stranger.get, "/sign-in"),
        ("signed-in home", mine.get, "/"),
        ("lesson", mine.get, f"/courses/{course.ref.id}/lessons/3"),
        ("course page", mine.get, f"/courses/{course.ref.id}"),
        ("quiz attempt page", mine.get, f"/attempts/{attempt}"),
        ("quiz answer saved", save, ""),
        ("practice ground", mine.get, "/practice"),
        ("trainer's home", hers.get, "/"),
        (f"report of {CROWD} people", hers.get, "/reports/completion"),
        (f"people list of {CROWD}", hers.get, "/people"),
        ("public guide", stranger.get, "/huong-dan/dang-ky-khai-sinh"),
        (
            "public guide, 304",
            lambda p: stranger.get(p, headers={"If-None-Match": tag}),
            "/huong-dan/dang-ky-khai-sinh",
        ),
    ]
    for name, knock, path in rows:
        seconds, statements = _time(knock, path), _statements(app, knock, path)
        print(f"{name:<34}{seconds * 1000:>8.2f}{seconds / base:>12.1f}{statements:>12}")


def _fill() -> tuple[int, int]:
    content.load()
    root = units.create("B01", "UBND tỉnh Đo")
    homes = [units.create(f"B01.{n}", f"UBND xã {n}", root) for n in range(20)]
    ids = [people.enrol(f"B{n:05}", f"Lê Văn Đo {n}", homes[n % 20]).id for n in range(CROWD)]
    transaction.commit()
    trainer = people.enrol("BT", "Trần Giảng Viên", root)
    grants.give(trainer, Role.TRAINER, root)
    found = activities.by_key("course", "mot-cua")
    assert found
    ledger.assign(found.ref, by=trainer.id, unit_id=root.id, days=10)
    transaction.commit()
    return ids[0], trainer.id


def _enter(app: Flask, person_id: int) -> FlaskClient:
    with app.app_context(), app.test_request_context():
        from training.accounts.models import Person

        db.session.get_one(Person, person_id).status = "active"
        mine = db.session.get_one(Credential, person_id)
        mine.totp_confirmed_at = clock.now()
        entrance.set_password(mine, "ghe-xuong-trang-rach-lua")
        token = sessions.begin(person_id, second_factor=True)
        transaction.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


def _bare() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", "hello", lambda: "<!doctype html><title>Xin chào</title><p>Xin chào</p>")
    return app


def _time(knock: Callable[[str], object], path: str) -> float:
    for _warm in range(5):
        knock(path)
    spent = []
    for _turn in range(ROUNDS):
        start = time.process_time()
        knock(path)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def _statements(app: Flask, knock: Callable[[str], object], path: str) -> int:
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    knock(path)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def _token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def _post(client: FlaskClient, page: str, to: str) -> str:
    return str(client.post(to, data={"csrf_token": _token(client, page)}).location)


if __name__ == "__main__":
    main()
