"""Real servers over loopback: requests a second, latency, CPU and memory, beside bare Flask under the same server.

Two set-ups: embedded (waitress, one process, SQLite) and, where a PostgreSQL server answers, scale (gunicorn, two
processes, PostgreSQL). Client and server share the cores, as in the figures the aims were taken from.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import bare, house, sitting
from tests.bench.inside import GUIDE
from training.core.db import db

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
VISITORS = 8
EXAM_ONLY = bool(os.environ.get("BENCH_EXAM"))
"""Leave the pages out and time only the day of an exam."""
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Setup:
    """How both are served, and which floor is whose."""

    name: str
    command: Sequence[str]
    database: str
    bare_database: str


@dataclass(frozen=True)
class Figures:
    """What one load showed: requests a second, milliseconds, CPU milliseconds a request, MiB."""

    rate: float
    p50: float
    p95: float
    cpu: float
    memory: float


def measure(folder: Path, crowd: int) -> None:
    """Print one table for each set-up."""
    waitress = (str(BIN / "waitress-serve"), "--listen", "127.0.0.1:{port}", "--threads", "8", "--call")
    _table(
        Setup("embedded: waitress, one process, SQLite", waitress, "", f"sqlite:///{folder / 'bare.db'}"),
        folder / "one",
        crowd,
    )
    with _database() as ours, _database() as bares:
        if not ours or not bares:
            print("\nscale: no PostgreSQL server answers here, left out")
            return
        gunicorn = (str(BIN / "gunicorn"), "-w", "2", "-k", "gthread", "--threads", "4", "-b", "127.0.0.1:{port}")
        _table(Setup("scale: gunicorn, two processes, PostgreSQL", gunicorn, ours, bares), folder / "two", crowd)


def _table(setup: Setup, folder: Path, crowd: int) -> None:
    known = house.build(folder, crowd, setup.database)
    visitors = [house.enter(known, person) for person in known.learners[:VISITORS]]
    attempts = [house.begin_attempt(known, each) for each in visitors]
    tokens = [house.token_on(each, f"/attempts/{n}") for each, n in zip(visitors, attempts, strict=True)]
    cookies = [f"house={each.get_cookie('house', domain='127.0.0.1').value}" for each in visitors]  # type: ignore[union-attr]
    learners = sitting.seats(known, VISITORS, max(sitting.CROWDS))
    quiz = sitting.exam(known)
    _let_go(known)
    print(f"\n{setup.name}; {VISITORS} visitors")
    print(f"{'page':<28}{'a second':>9}{'of bare':>9}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'MiB':>6}")
    floors: dict[str, Figures] = {}
    bare.create_app(setup.bare_database)  # its tables stand before two processes look for them at once
    floor = {"BARE_DATABASE": setup.bare_database}
    mine = {"SECRET_KEY": house.SECRET, "INSTANCE_PATH": str(folder), "DATABASE_URL": setup.database, "REDIS_URL": ""}
    with (
        _server(setup, "tests.bench.bare:create_app", floor) as (bare_port, bare_pid),
        _server(setup, "wsgi:create_app", mine) as (port, pid),
    ):
        _settle(port, pid)
        for name, raw in (("page", _get("/")), ("plain", _get("/plain")), ("commit", _post("/save"))):
            floors[name] = _load(bare_port, bare_pid, [raw] * VISITORS)
            _say(f"bare Flask, {name}", floors[name], floors[name])
        lesson, course = f"/courses/{known.course}/lessons/3", f"/courses/{known.course}"
        pages = (
            ("sign-in page", "plain", "/sign-in"),
            ("home", "page", "/"),
            ("lesson", "page", lesson),
            ("course page", "page", course),
            ("public guide", "page", GUIDE),
        )
        for name, beside, path in () if EXAM_ONLY else pages:
            asked = [_get(path, cookie if beside == "page" and path != GUIDE else "") for cookie in cookies]
            _say(name, _load(port, pid, asked), floors[beside])
        saves = [_post(f"/attempts/{n}/answers", c, t) for n, c, t in zip(attempts, cookies, tokens, strict=True)]
        floors["commit"] = _load(bare_port, bare_pid, [_post("/save")] * VISITORS)  # again, right beside it
        _say("one answer saved", _load(port, pid, saves), floors["commit"])
        print("whole attempts (start, 20 saves, hand in, review); the floor: a bare page and a bare commit a request;")
        print("of bare: all requests beside as many bare commits alone")
        print(sitting.HEAD)
        sitting.warm(port, quiz, learners[: sitting.CROWDS[1]], SECONDS)
        _look_over(known)
        sitting.warm(port, quiz, learners[: sitting.CROWDS[1]], SECONDS)  # plans are made anew by what was counted
        for size in sitting.CROWDS:
            sitting.sit(
                port, quiz, learners[:size], SECONDS * 2,
                lambda many: _load(bare_port, bare_pid, [_post("/save")] * many), lambda: _cpu(pid),
                floors["page"].rate,
            )  # fmt: skip


def _get(path: str, cookie: str = "") -> str:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"


def _post(path: str, cookie: str = "", token: str = "") -> str:
    body = json.dumps({"slot": 1, "response": ["1"], "uuid": "@UUID@"})
    length = len(body.replace("@UUID@", "0" * 36))
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )


def _settle(port: int, pid: int) -> None:
    """Let a server that just began do the jobs of its day first: they are not part of what one request costs."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(_get("/sign-in").encode())
        line.recv(1)
    for _second in range(60):
        before = _cpu(pid)
        time.sleep(3)  # longer than the sweeper waits between two looks at what is due
        if _cpu(pid) - before < 0.15:
            return


def _look_over(known: house.House) -> None:
    """Let PostgreSQL count its new rows, as it does by itself within a minute: it plans by what it counted."""
    with known.app.app_context():
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("ANALYZE")
    _let_go(known)


def _load(port: int, pid: int, requests: list[str]) -> Figures:
    command = [sys.executable, "-m", "tests.bench.load", str(port)]
    subprocess.run([*command, "0.5"], input=json.dumps(requests), text=True, check=True, capture_output=True, cwd=ROOT)
    before = _cpu(pid)
    done = subprocess.run(
        [*command, str(SECONDS)], input=json.dumps(requests), text=True, check=True, capture_output=True, cwd=ROOT
    )
    spent, found = _cpu(pid) - before, json.loads(done.stdout)
    times = sorted(found["times"]) or [float("inf")]
    if found["wrong"]:
        print(f"  answers that were not the page: {found['wrong']}", file=sys.stderr)
    return Figures(
        len(times) / found["took"],
        statistics.median(times) * 1000,
        times[int(len(times) * 0.95)] * 1000,
        spent / len(times) * 1000,
        _memory(pid),
    )


def _say(name: str, found: Figures, floor: Figures) -> None:
    share = f"{found.rate / floor.rate:.2f}"
    print(
        f"{name:<28}{found.rate:>9.0f}{share:>9}{found.p50:>8.1f}{found.p95:>8.1f}{found.cpu:>8.2f}{found.memory:>6.0f}",
        flush=True,
    )


@contextmanager
def _server(setup: Setup, target: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    call = f"{target}()" if "gunicorn" in setup.command[0] else target
    command = [part.format(port=port) for part in setup.command] + [call]
    everything = {**os.environ, **environment, "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(command, cwd=ROOT, env=everything, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _turn in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def _database() -> Iterator[str]:
    """Lend an empty PostgreSQL database; "" where no server answers."""
    import psycopg

    server = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        admin = psycopg.connect(server, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        yield ""
        return
    name = f"bench_{secrets.token_hex(6)}"
    admin.execute(f"CREATE DATABASE {name}")
    try:
        yield server.rsplit("/", 1)[0] + f"/{name}"
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.close()


def _let_go(known: house.House) -> None:
    with known.app.app_context():
        db.session.remove()
        db.engine.dispose()


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [pid, *(int(each) for each in (children.read_text().split() if children.exists() else ()))]


def _cpu(pid: int) -> float:
    """Return the CPU seconds of a server and its workers; 0 where the system does not tell."""
    total = 0.0
    for each in _family(pid):
        stat = Path(f"/proc/{each}/stat")
        if stat.exists():
            fields = stat.read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / TICK
    return total


def _memory(pid: int) -> float:
    """Return the resident MiB of a server and its workers."""
    total = 0
    for each in _family(pid):
        status = Path(f"/proc/{each}/status")
        if status.exists():
            total += next(
                (int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")), 0
            )
    return total / 1024
