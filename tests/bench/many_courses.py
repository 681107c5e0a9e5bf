"""Course pages in a large house: hundreds of courses, a province of people, forty courses to each.

    python -m tests.bench.many_courses [PEOPLE] [COURSES] [EACH]

CPU of one request in one process (SQLite), as a ratio to the bare Flask page measured in the same run.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text

from courses import drafts, editions, shipped
from courses.authoring import outline
from courses.kind import _with_pictures
from courses.models import CourseRow
from tests.bench import house
from tests.bench.inside import Line, _floors, _statements, time_of
from training.accounts.models import Credential, Identity, Membership, Person, Unit
from training.core import clock, search, serving, transaction
from training.core.db import chunks, db
from training.ledger.models import Completion, Duty, Progress

HOMES = 20


def main() -> None:
    """Print one line a page."""
    people, courses, each = (int(word) for word in [*sys.argv[1:], *("20000", "500", "40")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), people, courses, each)


def measure(folder: Path, people: int = 20_000, courses: int = 500, each: int = 40) -> None:
    """Build the large house and print one line a page, each beside the bare Flask page of the same run."""
    floors = _floors(folder)
    known = house.build(folder / "house", HOMES)
    with known.app.app_context(), known.app.test_request_context():
        ids = _courses(courses)
        learners = _people(people)
        _enrolments(learners, ids, each)
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text("ANALYZE"))
        transaction.commit()
    serving.settle()  # as the house is served
    print(f"{people} people, {courses} courses, {each} each; bare page {floors['page'] * 1000:.2f} ms")
    for line in _lines(known, learners[0], ids[0]):
        seconds, statements = time_of(line.knock), _statements(known.app, line.knock)
        times = seconds / floors[line.floor]
        aim = "" if line.aim is None else f"{line.aim:>6.1f} {'reached' if times <= line.aim else 'missed'}"
        print(f"{line.name:<44}{seconds * 1000:>8.2f}{times:>8.1f}{statements:>8}{aim}")


def _lines(known: house.House, learner: int, course: int) -> Iterator[Line]:
    mine, hers = house.enter(known, learner), house.enter(known, known.trainer)
    yield Line("catalogue", lambda: mine.get("/courses"))
    yield Line("catalogue, searched", lambda: mine.get("/courses?q=mot+cua"))
    yield Line("course page", lambda: mine.get(f"/courses/{course}"), aim=4)
    yield Line("lesson", lambda: mine.get(f"/courses/{course}/lessons/3"), aim=3)
    yield Line("trainer: progress by course", lambda: hers.get("/course-progress"))
    yield Line("trainer: one course, by person", lambda: hers.get(f"/course-progress/{course}"))
    yield Line("trainer: one course, person by step", lambda: hers.get(f"/course-progress/{course}/steps"))
    yield Line("trainer: one person on a course", lambda: hers.get(f"/course-progress/{course}/people/{learner}"))
    yield Line("course desk", lambda: hers.get("/course-desk"))


def _courses(many: int) -> list[int]:
    """Publish `many` copies of the shipped course."""
    head, lessons = shipped.raw_course(shipped.LIBRARY / "mot-cua")
    body = {"course": head, "lessons": [_with_pictures("mot-cua", lesson) for lesson in lessons]}
    ids = []
    for number in range(many):
        key = f"khoa-{number}"
        row = CourseRow(key=key, version=0, title="", minutes=0)
        db.session.add(row)
        db.session.flush()
        mine = outline.rekeyed(body, key)
        mine["course"]["title"] = f"Khóa học số {number}: một cửa điện tử"
        editions.bring_out(row, mine, by=None)
        drafts.replace(row, mine, by=None)
        ids.append(row.id)
    transaction.commit()
    return ids


def _people(many: int) -> list[int]:
    """Take in people by the thousand, without asking anything of them."""
    homes = db.session.scalars(select(Unit.id).order_by(Unit.id)).all()[1:]
    first = (db.session.scalar(select(func.max(Person.id))) or 0) + 1
    ids, now = list(range(first, first + many)), clock.now()
    _insert(Person, ({"id": n, "status": "active", "name_key": f"{n:08}", "created_at": now, "locale": "vi",
                      "is_demo": False} for n in ids))  # fmt: skip
    _insert(Identity, ({"person_id": n, "code": f"C{n}", "full_name": f"Lê Văn {n}", "folded": f"le van {n}",
                        "email": "", "phone": ""} for n in ids))  # fmt: skip
    _insert(Credential, ({"person_id": n, "sign_in_name": f"c{n}", "must_change": False, "totp_last_step": 0}
                         for n in ids))  # fmt: skip
    _insert(Membership, ({"person_id": n, "unit_id": homes[n % len(homes)], "since": clock.today(), "primary": True}
                         for n in ids))  # fmt: skip
    search.index_new("person", [])
    return ids


def _enrolments(people: list[int], courses: list[int], each: int) -> None:
    """Ask `each` courses of everybody; a third is done, a third begun."""
    dice, now, today = random.Random(7), clock.now(), clock.today()
    asked = [(person, course) for person in people for course in dice.sample(courses, min(each, len(courses)))]
    _insert(Duty, ({"person_id": p, "ref_kind": "course", "ref_id": c, "assignment_id": 1, "due_on": today,
                    "given_at": now} for p, c in asked))  # fmt: skip
    begun = [pair for pair in asked if sum(pair) % 3]
    _insert(
        Progress,
        (
            {
                "person_id": p,
                "ref_kind": "course",
                "ref_id": c,
                "fraction": 0.4,
                "place": "",
                "seconds": 0,
                "tries": 0,
                "stuck_where": "",
                "started_at": now,
                "last_at": now,
            }
            for p, c in begun
        ),
    )
    _insert(Completion, ({"person_id": p, "ref_kind": "course", "ref_id": c, "activity_version": 1,
                          "outcome": "completed", "fraction": 1.0, "evidence": {}, "assisted": False,
                          "self_reported": False, "at": now, "reason": ""}
                         for p, c in begun if sum((p, c)) % 3 == 1))  # fmt: skip


def _insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    for part in chunks(rows, 5000):
        db.session.execute(insert(model.__table__), part)


if __name__ == "__main__":
    main()
