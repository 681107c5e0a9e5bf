"""An exam day at its worst: everybody starts at once, and the power goes while answers are saved."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

import wsgi
from quizzes.models import Attempt, Quiz
from tests.stories import test_kills as kills
from training.accounts import people, sessions, units
from training.config import Config
from training.core import content, schema, transaction
from training.core.db import db

FULL = bool(os.environ.get("PROVE"))
CUTS = 20 if FULL else 2
HERD, WITHIN = (500, 5.0) if FULL else (40, 5.0)
SHIM = Path(__file__).with_name("power_cut.c")


@pytest.fixture
def forgetful_disk(tmp_path: Path) -> str:
    """A library under which only synced writes survive, or a skip where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler here, so no disk that forgets")
    library = tmp_path / "power_cut.so"
    done = subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(SHIM), "-ldl", "-lpthread"])
    if done.returncode:
        pytest.skip("the disk that forgets does not compile here")
    return str(library)


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_no_acknowledged_answer_is_lost_when_the_power_goes(tmp_path: Path, forgetful_disk: str) -> None:
    folder = (tmp_path / "dark").resolve()
    learners = kills._prepare(folder)
    for turn in range(CUTS):
        port = kills._free_port()
        server = kills._serve(folder, port, LD_PRELOAD=forgetful_disk, POWER_CUT=str(folder))
        stop = threading.Event()
        threads = [threading.Thread(target=kills._save, args=(each, port, turn, stop)) for each in learners]
        for thread in threads:
            thread.start()
        kills._let_work(learners)
        server.kill()
        server.wait()
        stop.set()
        for thread in threads:
            thread.join(timeout=20)
        assert _forget(folder) > 0

    whole, kept = _found(folder)
    told = {f"{each.attempt}:{uuid}" for each in learners for uuid in each.saved}
    assert len(told) > kills.LEARNERS * CUTS
    assert whole == "ok"
    assert told - set(kept) == set()


@pytest.mark.prove
@pytest.mark.timeout(600)
def test_everybody_starts_within_five_seconds(tmp_path: Path) -> None:
    folder = tmp_path / "herd"
    visitors, quiz = _crowd(folder)
    port = kills._free_port()
    server = kills._serve(folder, port)
    answers: list[int] = []
    gate = threading.Barrier(len(visitors) + 1)
    threads = [threading.Thread(target=_start, args=(each, port, quiz, gate, answers)) for each in visitors]
    try:
        for thread in threads:
            thread.start()
        gate.wait()
        begun = time.monotonic()
        for thread in threads:
            thread.join(timeout=120)
        took = time.monotonic() - begun
    finally:
        server.terminate()
        server.wait()

    app = wsgi.create_app(Config(secret_key=kills.SECRET, instance=folder, testing=True))
    with app.app_context():
        begun_attempts = db.session.scalar(select(func.count(Attempt.id)))
    assert set(answers) == {302}
    assert begun_attempts == HERD
    assert took <= WITHIN or not FULL  # timed at full size only, where the promise is made


def _forget(folder: Path) -> int:
    """Put back what a machine would find whose power went; return how many files that concerns."""
    shadows = list(folder.rglob("*.shadow"))
    for shadow in shadows:
        shutil.move(shadow, shadow.with_suffix(""))
    for index in folder.rglob("*-shm"):
        index.unlink()
    return len(shadows)


def _found(folder: Path) -> tuple[str, list[str]]:
    """Return what the database says of itself and which answers it holds, as a process sees it that opens it anew.

    This one still holds the index of the log from before the first cut.
    """
    look = (
        "import json, sqlite3, sys; base = sqlite3.connect(sys.argv[1]);"
        "print(json.dumps([base.execute('PRAGMA integrity_check').fetchone()[0],"
        "[row[0] for row in base.execute('SELECT client_uuid FROM quiz_answer_step')]]))"
    )
    database = next(folder.rglob("santapso.sqlite3"))
    done = subprocess.run([sys.executable, "-c", look, str(database)], capture_output=True, text=True, check=True)
    whole, kept = json.loads(done.stdout)
    return str(whole), list(kept)


def _crowd(folder: Path) -> tuple[list[tuple[str, str]], int]:
    app = wsgi.create_app(Config(secret_key=kills.SECRET, instance=folder, testing=True))
    tokens = []
    with app.app_context(), app.test_request_context():
        schema.upgrade()
        content.load()
        unit = units.create("H01", "UBND xã Thử")
        quiz = db.session.scalars(select(Quiz.id).where(Quiz.key == "mot-cua-kiem-tra")).one()
        for number in range(HERD):
            person = people.enrol(f"H{number}", f"Lê Thử {number}", unit)
            person.status = "active"
            tokens.append(sessions.begin(person.id))
        transaction.commit()
        db.session.remove()
        db.engine.dispose()
    return [_seat(app, token, quiz) for token in tokens], quiz


def _seat(app: object, token: str, quiz: int) -> tuple[str, str]:
    client = app.test_client()  # type: ignore[attr-defined]
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    csrf = client.get(f"/quizzes/{quiz}").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    return f"house={client.get_cookie('house', domain='127.0.0.1').value}", csrf


def _start(visitor: tuple[str, str], port: int, quiz: int, gate: threading.Barrier, answers: list[int]) -> None:
    cookie, csrf = visitor
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    gate.wait()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("POST", f"/quizzes/{quiz}", urlencode({"csrf_token": csrf}), headers)
        answers.append(line.getresponse().status)
    except OSError:
        answers.append(0)
    finally:
        line.close()
