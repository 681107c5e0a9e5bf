"""The server is killed while twenty learners save: whatever was acknowledged is there afterwards."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select, text

import wsgi
from quizzes import taking
from quizzes.models import AnswerStep, Quiz
from training.accounts import people, sessions, units
from training.config import Config
from training.core import content, schema, transaction
from training.core.db import db
from training.sandbox import service as practice
from training.sandbox.models import Copy, StepRow

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a kill test's secret, long enough 0123456789 abcdef"
ROUNDS = 100 if os.environ.get("PROVE") else 10
LEARNERS = 20


@dataclass
class Learner:
    """One browser: its cookie, its token, its open attempt and practice copy, and what it was told is saved."""

    cookie: str
    csrf: str
    attempt: int
    copy: int
    saved: list[str] = field(default_factory=list)
    steps: int = 0


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_no_acknowledged_answer_is_lost_when_the_server_dies(tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    learners = _prepare(folder)
    port, spare = _warm(folder)
    for turn in range(ROUNDS):
        here, server = port, spare
        _go(server, here)
        if turn + 1 < ROUNDS:
            port, spare = _warm(folder)
        stop = threading.Event()
        threads = [threading.Thread(target=_save, args=(each, here, turn, stop)) for each in learners]
        for thread in threads:
            thread.start()
        _let_work(learners)
        server.send_signal(signal.SIGKILL)
        server.wait()
        stop.set()
        for thread in threads:
            thread.join(timeout=20)

    app = wsgi.create_app(Config(secret_key=SECRET, instance=folder, testing=True))
    with app.app_context():
        kept = set(db.session.scalars(select(AnswerStep.client_uuid)))
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
    told = {f"{each.attempt}:{uuid}" for each in learners for uuid in each.saved}
    assert len(told) > LEARNERS * ROUNDS
    assert told - kept == set()
    with app.app_context():
        steps = dict(db.session.execute(select(StepRow.copy_id, func.count()).group_by(StepRow.copy_id)).all())
        places = dict(db.session.execute(select(Copy.id, Copy.seq)).all())
    assert sum(each.steps for each in learners) > LEARNERS
    assert [each.copy for each in learners if places[each.copy] < each.steps] == []
    assert [each.copy for each in learners if steps.get(each.copy, 0) != places[each.copy]] == []


def _prepare(folder: Path) -> list[Learner]:
    app = wsgi.create_app(Config(secret_key=SECRET, instance=folder, testing=True))
    found = []
    with app.app_context(), app.test_request_context():
        schema.upgrade()
        content.load()
        unit = units.create("K01", "UBND xã Thử")
        quiz = db.session.scalars(select(Quiz).where(Quiz.key == "mot-cua-kiem-tra")).one()
        for number in range(LEARNERS):
            person = people.enrol(f"K{number}", f"Lê Thử {number}", unit)
            person.status = "active"
            attempt = taking.start(quiz, person.id)
            found.append((sessions.begin(person.id), attempt.id, practice.play_freely(person.id).id))
        transaction.commit()
        db.session.remove()
        db.engine.dispose()
    return [_browser(app, token, attempt, copy) for token, attempt, copy in found]


def _browser(app: object, token: str, attempt: int, copy: int) -> Learner:
    client = app.test_client()  # type: ignore[attr-defined]
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    page = client.get(f"/attempts/{attempt}").text
    csrf = page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    return Learner(f"house={client.get_cookie('house', domain='127.0.0.1').value}", csrf, attempt, copy)


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ, "SECRET_KEY": SECRET, "INSTANCE_PATH": str(folder), "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": "", "REDIS_URL": "",
    }  # fmt: skip


def _warm(folder: Path) -> tuple[int, subprocess.Popen[bytes]]:
    """Return a port, and a server that has read its code and waits for the one before it to die."""
    port, quiet = _free_port(), subprocess.DEVNULL
    ready = (
        "import sys, wsgi, waitress; sys.stdin.readline();"
        f"waitress.serve(wsgi.create_app(), listen='127.0.0.1:{port}', threads=8)"
    )
    command, environment = [sys.executable, "-c", ready], _environment(folder, port)
    pipe = subprocess.PIPE
    return port, subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=quiet, stderr=quiet)


def _go(server: subprocess.Popen[bytes], port: int) -> None:
    assert server.stdin
    server.stdin.write(b"\n")
    server.stdin.close()
    _wait(port)


def _serve(folder: Path, port: int, **more: str) -> subprocess.Popen[bytes]:
    environment = _environment(folder, port) | more
    command = [str(Path(sys.executable).with_name("waitress-serve")), "--listen", f"127.0.0.1:{port}", "--threads", "8"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [*command, "--call", "wsgi:create_app"], cwd=ROOT, env=environment, stdout=quiet, stderr=quiet
    )
    _wait(port)
    return server


def _wait(port: int) -> None:
    for _turn in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def _save(learner: Learner, port: int, turn: int, stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        uuid = f"kill-{turn:03}-{number:05}"
        body = json.dumps({"slot": number % 14 + 1, "response": ["1"], "uuid": uuid})
        headers = {"Content-Type": "application/json", "X-CSRFToken": learner.csrf, "Cookie": learner.cookie}
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("POST", f"/attempts/{learner.attempt}/answers", body, headers)
            answer = line.getresponse()
            if answer.status == 200 and json.loads(answer.read()).get("saved") is True:
                learner.saved.append(uuid)
            if number % 4 == 0:
                _practise(learner, line)
        except (OSError, http.client.HTTPException, ValueError):
            time.sleep(0.05)
        finally:
            line.close()


def _practise(learner: Learner, line: http.client.HTTPConnection) -> None:
    """Look where the copy stands, which the page thereby promises, and let an hour pass in it."""
    line.request("GET", f"/practice/copies/{learner.copy}", headers={"Cookie": learner.cookie})
    answer = line.getresponse()
    page = answer.read().decode()
    guard = re.search(r'name="guard"[^>]*value="(\d+)\.(\d+)"', page)
    if answer.status != 200 or guard is None:
        return
    learner.steps = max(learner.steps, int(guard[2]))
    body = urlencode({"csrf_token": learner.csrf, "guard": f"{guard[1]}.{guard[2]}", "to": "next_hour"})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": learner.cookie}
    line.request("POST", f"/practice/copies/{learner.copy}/clock", body, headers)
    line.getresponse().read()


def _let_work(learners: list[Learner]) -> None:
    """Wait until there is something to lose: half a second, more on a crowded machine."""
    wanted = sum(len(each.saved) for each in learners) + 8 * len(learners)
    until = time.monotonic() + 15
    time.sleep(0.5)
    while sum(len(each.saved) for each in learners) < wanted and time.monotonic() < until:
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
