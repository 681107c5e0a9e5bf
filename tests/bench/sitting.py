"""How an exam day runs: whole attempts and saves beside a bare committing endpoint with as many visitors, same run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from quizzes import composing
from quizzes.models import Question, QuestionVersion, Quiz
from tests.bench import house
from training.core import clock, transaction
from training.core.db import db

ROOT = Path(__file__).resolve().parents[2]
CROWDS = (8, 32, 200)
QUESTIONS = 20
REQUESTS = QUESTIONS + 3
"""Of one attempt: it is begun, every question is saved, it is handed in and looked at."""
HEAD = (
    f"{'learners':>9}{'attempts a minute':>19}{'the floor':>11}{'of it':>7}{'saves a second':>16}{'of bare':>9}"
    f"{'p50 ms':>8}{'p95 ms':>8}{'CPU ms, bare':>16}{'ratio':>7}"
)
"""The floor of a whole attempt: for each of its requests a bare page of forty rows and a bare durable commit, as the
same server makes them in the same run; `of bare` sets all requests beside as many commits alone."""


def exam(known: house.House) -> int:
    """Open a quiz of twenty questions from the shipped bank and return its number."""
    with known.app.app_context(), known.app.test_request_context():
        kinds = select(QuestionVersion.id).where(QuestionVersion.kind.in_(("single", "truefalse", "multiple")))
        query = select(Question.id).where(Question.current_id.in_(kinds), Question.state == "ready")
        chosen = db.session.scalars(query.order_by(Question.id).limit(QUESTIONS)).all()
        quiz = Quiz(title="Bài đo", published_at=clock.now(), intro="", competency="", relearn="")
        quiz.version, quiz.edited, quiz.shuffle = 1, False, False
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [composing.Planned(each) for each in chosen])
        transaction.commit()
        return quiz.id


def seats(known: house.House, taken: int, most: int) -> list[list[str]]:
    """Return [cookie, token] of as many learners, signed in, who have no attempt yet: `taken` others do."""
    found = []
    for person in known.learners[taken : taken + most]:
        client = house.enter(known, person, password=False)
        token = house.token_on(client, f"/quizzes/{known.quiz}")
        cookie = client.get_cookie("house", domain="127.0.0.1")
        found.append([f"house={cookie.value if cookie else ''}", token])
    return found


def warm(port: int, quiz: int, learners: Sequence[list[str]], seconds: float) -> None:
    """Let learners sit the exam unmeasured, as each load is begun: connections prepare what is asked a sixth time."""
    _exam(port, quiz, learners, seconds)


def _exam(port: int, quiz: int, learners: Sequence[list[str]], seconds: float) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench.exam", str(port), str(seconds), str(quiz), str(QUESTIONS)]
    return subprocess.run(command, input=json.dumps(list(learners)), text=True, capture_output=True, cwd=ROOT)


def sit(
    port: int, quiz: int, learners: Sequence[list[str]], seconds: float,
    floor: Callable[[int], Any], cpu: Callable[[], float], pages: float,
) -> None:  # fmt: skip
    """Let `learners` sit the exam and print one line.

    `floor` measures the bare committing endpoint with as many visitors, right before and right after; `cpu` tells the
    CPU seconds that the server has spent; `pages` is how many bare pages a second it made in this run.
    """
    before, spent = floor(len(learners)), cpu()
    done = _exam(port, quiz, learners, seconds)
    spent, after = cpu() - spent, floor(len(learners))
    if done.returncode:
        print(f"{len(learners):>9}  could not be measured: {done.stderr.strip()[-300:]}", flush=True)
        return
    found = json.loads(done.stdout)
    if found["wrong"]:
        print(f"  answers that were not right: {found['wrong']}", file=sys.stderr)
    _say(len(learners), found, [before, after], spent, pages)


def _say(crowd: int, found: dict[str, Any], floors: Sequence[Any], spent: float, pages: float) -> None:
    saves, took = sorted(found["saves"]) or [0.0], found["took"]
    asked = sum(len(found[name]) for name in ("starts", "saves", "ends", "reviews"))
    bare, bare_cpu = (statistics.mean(getattr(each, name) for each in floors) for name in ("rate", "cpu"))
    cpu, floor = spent / max(1, asked) * 1000, 1 / (1 / pages + 1 / bare)
    print(
        f"{crowd:>9}{found['attempts'] / took * 60:>19.0f}{floor * 60 / REQUESTS:>11.0f}{asked / took / floor:>7.2f}"
        f"{len(saves) / took:>16.0f}{asked / took / bare:>9.2f}"
        f"{statistics.median(saves) * 1000:>8.1f}{saves[int(len(saves) * 0.95)] * 1000:>8.1f}"
        f"{f'{cpu:.2f}, {bare_cpu:.2f}':>16}{cpu / bare_cpu if bare_cpu else 0:>7.2f}",
        flush=True,
    )
