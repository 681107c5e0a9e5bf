"""Whole attempts at once, each learner on a line of its own: run as a process, so that it shares no interpreter.

    python -m tests.bench.exam PORT SECONDS QUIZ QUESTIONS < learners.json

It reads [cookie, token] for each learner; each starts, saves every answer, hands in, looks at the review, and begins
again. A line that the server closed is opened anew and the same request sent again, as a browser does it. It prints
{"attempts": n, "took": s, "starts": [...], "saves": [...], "ends": [...], "reviews": [...], "again": n, "wrong": {…}}.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

TURNS = 4
LONGEST = 60.0
"""How many seconds longer those may go on who have begun an attempt, so that attempts are whole."""
FORM, DATA = "application/x-www-form-urlencoded", "application/json"


@dataclass
class Sheet:
    """What all learners together saw."""

    until: float
    attempts: int = 0
    starts: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    reviews: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    again: int = 0


class Learner:
    """One browser: its line to the server, its cookie and its token."""

    def __init__(self, port: int, cookie: str, token: str, sheet: Sheet) -> None:
        """Open the line."""
        self.port, self.cookie, self.token, self.sheet = port, cookie, token, sheet
        self._connect()

    def ask(self, path: str, body: str, kind: str, times: list[float]) -> tuple[int, str]:
        """Send one request until it is answered, and note how long that took and what came that was not expected."""
        raw = (
            f"{'POST' if kind else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
            f"X-CSRFToken: {self.token}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        begun, status, where = time.perf_counter(), 0, ""
        for _turn in range(TURNS):
            try:
                self.line.sendall(raw.encode())
                status, where = _read(self.reader)
                break
            except OSError:
                self.sheet.again += 1
                self._connect()
        times.append(time.perf_counter() - begun)
        if status not in (200, 302):
            self.sheet.wrong.append(f"{status} {re.sub('[0-9]+', 'N', path)}")
        return status, where

    def _connect(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.line.makefile("rb")


def main() -> None:
    """Let everybody sit the exam until the time is over."""
    port, seconds, quiz, questions = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    seats: list[list[str]] = json.load(sys.stdin)
    begun = time.monotonic()
    sheet = Sheet(begun + seconds)
    threads = [threading.Thread(target=_sit, args=(port, *each, quiz, questions, sheet)) for each in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {name: getattr(sheet, name) for name in ("attempts", "starts", "saves", "ends", "reviews", "again")}
    print(json.dumps(told | {"took": time.monotonic() - begun, "wrong": dict(Counter(sheet.wrong))}))


def _sit(port: int, cookie: str, token: str, quiz: int, questions: int, sheet: Sheet) -> None:
    try:
        mine = Learner(port, cookie, token, sheet)
        while time.monotonic() < sheet.until:
            _attempt(mine, quiz, questions)
        mine.line.close()
    except OSError as error:
        sheet.wrong.append(type(error).__name__)


def _attempt(mine: Learner, quiz: int, questions: int) -> None:
    """Sit one whole attempt; where it takes far too long, the rest is left, and it is not counted."""
    sheet = mine.sheet
    status, where = mine.ask(f"/quizzes/{quiz}", f"csrf_token={mine.token}", FORM, sheet.starts)
    found = re.search(r"/attempts/(\d+)", where)
    if status != 302 or not found:
        return
    for place in range(1, questions + 1):
        if time.monotonic() >= sheet.until + LONGEST:
            return
        body = json.dumps({"slot": place, "response": ["1"], "uuid": uuid.uuid4().hex, "base": None})
        mine.ask(f"/attempts/{found[1]}/answers", body, DATA, sheet.saves)
    mine.ask(f"/attempts/{found[1]}/submit", f"csrf_token={mine.token}", FORM, sheet.ends)
    mine.ask(f"/attempts/{found[1]}/review", "", "", sheet.reviews)
    sheet.attempts += 1


def _read(reader: Any) -> tuple[int, str]:
    """Return the status of an answer, and where it leads."""
    first = reader.readline().split()
    if len(first) < 2:
        raise ConnectionResetError
    status, length, where = int(first[1]), 0, ""
    while header := reader.readline().strip():
        name, _colon, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif name.lower() == b"location":
            where = value.strip().decode()
    if length:
        reader.read(length)
    return status, where


if __name__ == "__main__":
    main()
