"""Time the pages that matter, each as a ratio to a bare Flask page measured in the same run.

    python -m tests.bench [PEOPLE]
    BENCH_EXAM=1 BENCH_SECONDS=4 python -m tests.bench


First the CPU time of each page inside one process, then real servers over loopback with eight visitors at once.
The second times only the day of an exam.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from tests.bench import copies, inside, many_courses, served


def main() -> None:
    """Print both tables."""
    crowd = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    if served.EXAM_ONLY:
        with tempfile.TemporaryDirectory() as folder:
            served.measure(Path(folder), min(crowd, 300))
        return
    print("CPU milliseconds of one request inside one process (SQLite), times its floor, statements, floor, aim")
    with tempfile.TemporaryDirectory() as folder:
        inside.measure(Path(folder), crowd)
    print(f"{crowd} people; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
    with tempfile.TemporaryDirectory() as folder:
        copies.measure(Path(folder))
    print()
    with tempfile.TemporaryDirectory() as folder:
        many_courses.measure(Path(folder))
    print()
    with tempfile.TemporaryDirectory() as folder:
        served.measure(Path(folder), min(crowd, 2000))


if __name__ == "__main__":
    main()
