"""Whole attempts at once, each learner on a line of its own: run as a process, so that it shares no interpreter.

    python -m tests.bench.exam PORT SECONDS QUIZ QUESTIONS < learners.json

It reads [cookie, token] for each learner; each starts, saves every answer, hands in, and begins again. It prints
{"attempts": n, "starts": [...], "saves": [...], "ends": [...], "wrong": {…}} with seconds as JSON.
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


@dataclass
class Sheet:
    """What all learners together saw."""

    until: float
    attempts: int = 0
    starts: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)


def main() -> None:
    """Let everybody sit the exam until the time is over."""
    port, seconds, quiz, questions = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    learners: list[list[str]] = json.load(sys.stdin)
    sheet = Sheet(time.monotonic() + seconds)
    threads = [threading.Thread(target=_sit, args=(port, *each, quiz, questions, sheet)) for each in learners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {name: getattr(sheet, name) for name in ("attempts", "starts", "saves", "ends")}
    print(json.dumps(told | {"wrong": dict(Counter(sheet.wrong))}))


def _sit(port: int, cookie: str, token: str, quiz: int, questions: int, sheet: Sheet) -> None:
    line = socket.create_connection(("127.0.0.1", port), timeout=120)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    reader = line.makefile("rb")
    form = f"csrf_token={token}"

    def ask(path: str, body: str, kind: str, times: list[float]) -> tuple[int, str]:
        raw = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        begun = time.perf_counter()
        line.sendall(raw.encode())
        status, where = _read(reader)
        times.append(time.perf_counter() - begun)
        if status not in (200, 302):
            sheet.wrong.append(status)
        return status, where

    while time.monotonic() < sheet.until:
        status, where = ask(f"/quizzes/{quiz}", form, "application/x-www-form-urlencoded", sheet.starts)
        found = re.search(r"/attempts/(\d+)", where)
        if status != 302 or not found:
            continue
        for place in range(1, questions + 1):
            body = json.dumps({"slot": place, "response": ["1"], "uuid": uuid.uuid4().hex, "base": 0})
            ask(f"/attempts/{found[1]}/answers", body, "application/json", sheet.saves)
        ask(f"/attempts/{found[1]}/submit", form, "application/x-www-form-urlencoded", sheet.ends)
        sheet.attempts += 1
    line.close()


def _read(reader: Any) -> tuple[int, str]:
    """Return the status of an answer, and where it leads."""
    status, length, where = int(reader.readline().split()[1]), 0, ""
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
