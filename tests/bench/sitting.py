"""How an exam day runs: whole attempts and saves beside a bare committing endpoint with as many visitors, same run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench import house

ROOT = Path(__file__).resolve().parents[2]
CROWDS = (8, 32, 200)
QUESTIONS = 14


def seats(known: house.House, taken: int, most: int) -> list[list[str]]:
    """Return [cookie, token] of as many learners, signed in, who have no attempt yet: `taken` others do."""
    found = []
    for person in known.learners[taken : taken + most]:
        client = house.enter(known, person)
        token = house.token_on(client, f"/quizzes/{known.quiz}")
        cookie = client.get_cookie("house", domain="127.0.0.1")
        found.append([f"house={cookie.value if cookie else ''}", token])
    return found


def sit(port: int, known: house.House, learners: Sequence[list[str]], seconds: float, bare: float) -> None:
    """Let `learners` sit the exam and print one line; `bare` is the rate of the bare endpoint with as many visitors."""
    command = [sys.executable, "-m", "tests.bench.exam", str(port), str(seconds), str(known.quiz), str(QUESTIONS)]
    done = subprocess.run(
        command, input=json.dumps(list(learners)), text=True, check=True, capture_output=True, cwd=ROOT
    )
    found = json.loads(done.stdout)
    if found["wrong"]:
        print(f"  answers that were not right: {found['wrong']}", file=sys.stderr)
    saves = sorted(found["saves"])
    commits = len(saves) + len(found["starts"]) + len(found["ends"])
    took = max(seconds, sum(saves + found["starts"] + found["ends"]) / len(learners))
    print(
        f"{len(learners):>4} learners {found['attempts'] / took * 60:>9.0f} attempts a minute"
        f"{len(saves) / took:>8.0f} saves a second, p50 {statistics.median(saves) * 1000:.1f} ms,"
        f" p95 {saves[int(len(saves) * 0.95)] * 1000:.1f} ms; commits {commits / took / bare:.2f} of bare",
        flush=True,
    )
