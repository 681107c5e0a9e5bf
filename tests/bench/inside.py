"""CPU time of one request, measured inside one process: what a page costs, whatever else the machine does."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from tests.bench import bare, house
from training.core import serving
from training.core.db import db

ROUNDS = 60
FIXED_MS, FIXED_STATEMENTS = 1.0, 4
GUIDE = "/huong-dan/dang-ky-khai-sinh"
Knock = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One page: what it is compared with, and the most times that it may cost by the aims."""

    name: str
    knock: Knock
    floor: str = "page"
    aim: float | None = None


def measure(folder: Path, crowd: int) -> None:
    """Print one line a page."""
    floors = _floors(folder)
    mine = house.build(folder / "house", crowd)
    serving.settle()  # as the house is served
    for name, seconds in floors.items():
        print(f"{'bare Flask, ' + name:<40}{seconds * 1000:>8.2f}{1:>8.1f}")
    lines = _lines(mine, crowd)
    _say_fixed_cost(mine, lines[1], floors["plain"])
    for line in lines:
        seconds, statements = time_of(line.knock), _statements(mine.app, line.knock)
        times = seconds / floors[line.floor]
        aim = "" if line.aim is None else f"{line.aim:>6.1f} {'reached' if times <= line.aim else 'missed'}"
        print(f"{line.name:<40}{seconds * 1000:>8.2f}{times:>8.1f}{statements:>8}  {line.floor:<6}{aim}")
    print(f"{crowd} people; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _say_fixed_cost(mine: house.House, line: Line, plain: float) -> None:
    """Say what session, visitor, menu, notices and shell add to a plain Flask page of the same run."""
    added, statements = (time_of(line.knock) - plain) * 1000, _statements(mine.app, line.knock)
    well = "reached" if added <= FIXED_MS and statements <= FIXED_STATEMENTS else "missed"
    aim = f"aim {FIXED_MS} ms, {FIXED_STATEMENTS}"
    print(f"a signed-in page adds {added:.2f} ms and {statements} statements ({aim}): {well}")


def time_of(knock: Knock) -> float:
    """Return the median CPU seconds of one knock."""
    for _warm in range(5):
        knock()
    spent = []
    for _turn in range(ROUNDS):
        start = time.process_time()
        knock()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def _floors(folder: Path) -> dict[str, float]:
    client = bare.create_app(f"sqlite:///{folder / 'bare.db'}").test_client()
    return {
        "page": time_of(lambda: client.get("/")),
        "plain": time_of(lambda: client.get("/plain")),
        "commit": time_of(lambda: client.post("/save", json={"slot": 1, "response": ["1"]})),
    }


def _lines(known: house.House, crowd: int) -> list[Line]:
    mine, hers, stranger = (
        house.enter(known, known.learners[0]),
        house.enter(known, known.trainer),
        known.app.test_client(),
    )
    attempt = house.begin_attempt(known, mine)
    csrf = {"X-CSRFToken": house.token_on(mine, f"/attempts/{attempt}")}
    practice = house.begin_practice(mine)
    tag = {"If-None-Match": stranger.get(GUIDE).headers["ETag"]}
    numbers = iter(range(10**6))

    def save(number: int = attempt, slot: int = 1) -> object:
        body = {"slot": slot, "response": ["1"], "uuid": f"bench-{next(numbers):08}"}
        return mine.post(f"/attempts/{number}/answers", json=body, headers=csrf)

    def whole() -> None:
        number = house.begin_attempt(known, mine)
        for turn in range(20):
            save(number, turn % 14 + 1)
        mine.post(f"/attempts/{number}/submit", data={"csrf_token": csrf["X-CSRFToken"]})
        mine.get(f"/attempts/{number}/review")

    asked = {"csrf_token": house.token_on(hers, "/assignments/new"), "ref": f"course:{known.course}", "unit": "1"}
    check = f"/chung-nhan/bench-{known.learners[0]:016}"

    def look() -> object:
        return hers.post("/assignments/new", data=asked | {"days": "5", "counted": "asked", "go": "look"})

    mine.post(f"/attempts/{attempt}/submit", data={"csrf_token": csrf["X-CSRFToken"]})
    attempt_open = house.begin_attempt(known, mine)
    lesson = f"/courses/{known.course}/lessons/3"
    return [
        Line("sign-in page", lambda: stranger.get("/sign-in"), "plain", 2.4),
        Line("help page, signed in (the fixed cost)", lambda: mine.get("/help")),
        Line("home", lambda: mine.get("/"), aim=3),
        Line("lesson", lambda: mine.get(lesson), aim=3),
        Line("course page", lambda: mine.get(f"/courses/{known.course}"), aim=4),
        Line("quiz attempt page", lambda: mine.get(f"/attempts/{attempt_open}")),
        Line("one answer saved", lambda: save(attempt_open), "commit", 2),
        Line("practice ground", lambda: mine.get("/practice")),
        Line("practice desk, list of cases", lambda: mine.get(practice)),
        Line("practice desk, list of documents", lambda: mine.get(f"{practice}/papers?menu=in_all")),
        Line("practice document with its page", lambda: mine.get(f"{practice}/papers/incoming/den-ra-soat")),
        Line("trainer's home", lambda: hers.get("/")),
        Line(f"report of {crowd} people", lambda: hers.get("/reports/completion")),
        Line(f"people list of {crowd}", lambda: hers.get("/people")),
        Line(f"whom an assignment would reach, {crowd}", look),
        Line("rollout with what each wave reached", lambda: hers.get("/rollouts/1")),
        Line("competency map", lambda: hers.get("/competencies")),
        Line(f"certificates of {crowd} people", lambda: hers.get("/certificates/issued")),
        Line("my certificates", lambda: mine.get("/certificates"), aim=3),
        Line("certificate check, by a stranger", lambda: stranger.get(check), aim=2),
        Line("path", lambda: mine.get("/paths/1"), aim=4),
        Line("public guide", lambda: stranger.get(GUIDE), aim=1),
        Line("public guide, 304", lambda: stranger.get(GUIDE, headers=tag), aim=0.5),
        Line("whole attempt: start, 20 saves, submit, review", whole, "commit"),
    ]  # fmt: skip


def _statements(app: Flask, knock: Knock) -> int:
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    knock()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
