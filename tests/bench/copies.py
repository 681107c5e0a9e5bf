"""Practice pages with five learners' copies in the database and with five thousand, in the same run."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import insert

from tests.bench import house
from tests.bench.inside import Knock, time_of
from training.core import clock, transaction
from training.core.db import db
from training.sandbox import queries, service, worlds
from training.sandbox.models import Copy, Run, StepRow
from training.sandbox.scenarios.run import step_of

FEW, MANY = 5, 5000
KEY, PAPERS = "m1-chung-thuc-ban-sao", "v1-vao-so-van-ban-den"
NOISE = 1.25
"""How much slower a page may seem between two measurements of one run without being slower."""


def measure(folder: Path) -> None:
    """Print each practice page's CPU milliseconds among few and among many copies, and the ratio."""
    mine = house.build(folder / "copies", MANY)
    _fill(mine, 0, FEW)
    learner = house.enter(mine, mine.learners[0])
    pages = _pages(mine, learner)
    few = {name: time_of(knock) for name, knock in pages.items()}
    _fill(mine, FEW, MANY)
    print(f"practice pages: CPU ms with {FEW} copies, with {MANY}, ratio (no slower is at most {NOISE})")
    for name, knock in pages.items():
        many = time_of(knock)
        verdict = "as fast" if many <= few[name] * NOISE else "SLOWER"
        print(f"{name:<40}{few[name] * 1000:>8.2f}{many * 1000:>8.2f}{many / few[name]:>8.2f}  {verdict}")


def _pages(mine: house.House, learner: FlaskClient) -> dict[str, Knock]:
    with mine.app.app_context():
        exercise = queries.exercise(KEY)
        assert exercise
        run = queries.open_run(mine.learners[0], exercise.id)
        assert run
        desk = f"/practice/copies/{run.copy_id}"
        case = next(iter(worlds.current(db.session.get_one(Copy, run.copy_id)).new_codes("case")))
        other = queries.exercise(PAPERS)
        assert other
        written = queries.open_run(mine.learners[0], other.id)
        assert written
        papers = f"/practice/copies/{written.copy_id}/papers"
    return {
        "list of exercises": lambda: learner.get("/practice"),
        "start of an exercise": lambda: learner.get(f"/practice/{KEY}"),
        "practice desk": lambda: learner.get(desk),
        "a case": lambda: learner.get(f"{desk}/cases/{case}"),
        "documents on my desk": lambda: learner.get(papers),
        "search in documents": lambda: learner.get(f"{papers}?menu=search&q=ra+soat"),
        "an incoming document": lambda: learner.get(f"{papers}/incoming/den-ngan-sach"),
        "a draft with remarks": lambda: learner.get(f"{papers}/outgoing/di-bc-vitamin"),
        "register of arrivals": lambda: learner.get(f"{papers}/books/den"),
        "a package with its forms": lambda: learner.get(f"{papers}/parcel/goi-thieu-ky"),
        "a letter in the mailbox": lambda: learner.get(f"{papers}/letter/thu-gia"),
        "drafting form with its sample": lambda: learner.get(f"{papers}/new/out.draft?type=quyet-dinh"),
        "figures and the week": lambda: learner.get(f"{papers}/overview"),
        "the other side of the axis": lambda: learner.get(f"{papers}/other-side"),
        "reception form": lambda: learner.get(f"{desk}/new/receive?procedure=2.000815"),
    }


def _fill(mine: house.House, first: int, last: int) -> None:
    """Give each learner a copy with two steps of M1 and one of V1: the first really played, the others like them."""
    with mine.app.app_context(), mine.app.test_request_context():
        for key in (KEY, PAPERS):
            _play(mine, key, first, last)
        transaction.commit()


def _play(mine: house.House, key: str, first: int, last: int) -> None:
    """Play the first steps of an exercise in the first copies, and copy their rows for the others."""
    exercise = queries.exercise(key)
    assert exercise
    for person in mine.learners[first : min(last, FEW)]:
        copy = db.session.get_one(Copy, service.begin(person, exercise).copy_id)
        told = worlds.exercise_of(copy)
        for play in told.right[0].steps[:2]:
            step = step_of(told, play, worlds.beginning(copy), worlds.current(copy), "")
            service.act(copy, (copy.epoch, copy.seq), "Học viên", play.move, step.args)
    if last > FEW:
        _multiply(exercise.id, mine.learners[FEW:last])


def _multiply(exercise_id: int, people: tuple[int, ...]) -> None:
    """Copy the rows of the first played copy of an exercise for many people."""
    model = db.session.query(Copy).filter_by(exercise_id=exercise_id).order_by(Copy.id).first()
    assert model
    run, steps = queries.run_of(model.id), db.session.query(StepRow).filter_by(copy_id=model.id).all()
    assert run
    rows = [_like(model) | {"id": exercise_id * 100_000 + n, "owner_id": person} for n, person in enumerate(people)]
    db.session.execute(insert(Copy), rows)
    runs = [_like(run) | {"person_id": row["owner_id"], "copy_id": row["id"]} for row in rows]
    db.session.execute(insert(Run), [{k: v for k, v in one.items() if k != "id"} for one in runs])
    told = [_like(step) | {"copy_id": row["id"], "real_at": clock.now()} for row in rows for step in steps]
    db.session.execute(insert(StepRow), [{k: v for k, v in one.items() if k != "id"} for one in told])


def _like(row: Copy | Run | StepRow) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
