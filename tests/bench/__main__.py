"""Time the pages that matter, each as a ratio to a bare Flask page measured in the same run.

    python -m tests.bench [PEOPLE]
    BENCH_EXAM=1 BENCH_SECONDS=4 python -m tests.bench


First the CPU time of each page inside one process, then real servers over loopback with eight visitors at once.
The second times only the day of an exam.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from tests.bench import copies, inside, looks, many_courses, served


def main() -> None:
    """Print all tables, each from a process of its own: what one leaves in memory would slow the floor of the next."""
    crowd = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    if served.EXAM_ONLY:
        _apart(served.measure, min(crowd, 300))
        return
    print("CPU milliseconds of one request inside one process (SQLite), times its floor, statements, floor, aim")
    _apart(inside.measure, crowd)
    _apart(copies.measure)
    _apart(looks.measure)
    _apart(many_courses.measure)
    _apart(served.measure, min(crowd, 2000))


def _apart(measure: Callable[..., None], *sizes: int) -> None:
    """Do one measurement in a new process and a folder of its own; raise SystemExit where it failed."""
    with tempfile.TemporaryDirectory() as folder:
        process = get_context("spawn").Process(target=measure, args=(Path(folder), *sizes))
        process.start()
        process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)
    print()


if __name__ == "__main__":
    main()
