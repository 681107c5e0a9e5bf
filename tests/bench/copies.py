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
KEY = "m1-chung-thuc-ban-sao"
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
    return {
        "list of exercises": lambda: learner.get("/practice"),
        "start of an exercise": lambda: learner.get(f"/practice/{KEY}"),
        "practice desk": lambda: learner.get(desk),
        "a case": lambda: learner.get(f"{desk}/cases/{case}"),
        "reception form": lambda: learner.get(f"{desk}/new/receive?procedure=2.000815"),
    }


def _fill(mine: house.House, first: int, last: int) -> None:
    """Give each learner a copy with two steps of M1 in it: the first ones really played, the others like them."""
    with mine.app.app_context(), mine.app.test_request_context():
        exercise = queries.exercise(KEY)
        assert exercise
        for person in mine.learners[first : min(last, FEW)]:
            copy = db.session.get_one(Copy, service.begin(person, exercise).copy_id)
            told = worlds.exercise_of(copy)
            for play in told.right[0].steps[:2]:
                step = step_of(told, play, worlds.beginning(copy), worlds.current(copy), "")
                service.act(copy, (copy.epoch, copy.seq), "Học viên", play.move, step.args)
        if last > FEW:
            _multiply(mine.learners[FEW:last])
        transaction.commit()


def _multiply(people: tuple[int, ...]) -> None:
    """Copy the rows of the first played copy for many people."""
    model = db.session.query(Copy).order_by(Copy.id).first()
    assert model
    run, steps = queries.run_of(model.id), db.session.query(StepRow).filter_by(copy_id=model.id).all()
    assert run
    rows = [_like(model) | {"id": model.id + 1000 + n, "owner_id": person} for n, person in enumerate(people)]
    db.session.execute(insert(Copy), rows)
    runs = [_like(run) | {"person_id": row["owner_id"], "copy_id": row["id"]} for row in rows]
    db.session.execute(insert(Run), [{k: v for k, v in one.items() if k != "id"} for one in runs])
    told = [_like(step) | {"copy_id": row["id"], "real_at": clock.now()} for row in rows for step in steps]
    db.session.execute(insert(StepRow), [{k: v for k, v in one.items() if k != "id"} for one in told])


def _like(row: Copy | Run | StepRow) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
