"""Eight visitors at once over loopback, each on a line of its own: run as a process, so that it shares no interpreter.

    python -m tests.bench.load PORT SECONDS < requests.json

It reads a list of raw requests, one a visitor, and prints {"times": [...], "wrong": n} as JSON.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
import uuid
from collections import Counter


def main() -> None:
    """Knock until the time is over."""
    port, seconds = int(sys.argv[1]), float(sys.argv[2])
    asked: list[str] = json.load(sys.stdin)
    times: list[float] = []
    wrong: list[int] = []
    begun = time.monotonic()
    until = begun + seconds
    threads = [threading.Thread(target=_visit, args=(port, raw, until, times, wrong)) for raw in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"times": times, "took": time.monotonic() - begun, "wrong": dict(Counter(wrong))}))


def _visit(port: int, raw: str, until: float, times: list[float], wrong: list[int]) -> None:
    line, reader = _connect(port)
    fresh = "@UUID@" in raw
    while time.monotonic() < until:
        request = (raw.replace("@UUID@", str(uuid.uuid4())) if fresh else raw).encode()
        start = time.perf_counter()
        try:
            line.sendall(request)
            status = _read(reader)
        except OSError:  # the server closed an idle line: a browser opens another
            line, reader = _connect(port)
            continue
        times.append(time.perf_counter() - start)
        if status not in (200, 304):
            wrong.append(status)
    line.close()


def _connect(port: int) -> tuple[socket.socket, object]:
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line, line.makefile("rb")


def _read(reader: object) -> int:
    first = reader.readline().split()  # type: ignore[attr-defined]
    if len(first) < 2:
        raise ConnectionResetError
    status, length = int(first[1]), 0
    while header := reader.readline().strip():  # type: ignore[attr-defined]
        name, _colon, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    if length:
        reader.read(length)  # type: ignore[attr-defined]
    return status


if __name__ == "__main__":
    main()
