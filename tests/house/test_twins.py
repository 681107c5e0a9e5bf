"""Two provinces in one house: whoever answers for the one finds nothing of the other, by any door and any number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.authoring import publishing, writing
from courses.models import CourseRow
from quizzes import composing
from quizzes import service as bank
from quizzes import taking as quizzes
from quizzes.marking_models import Appeal, Override
from quizzes.models import AnswerStep, Attempt, Quiz, Slot
from tests.counting import statements
from training.accounts import grants, people, staff_apply, units
from training.accounts.models import Identity, Membership, Person, Unit
from training.accounts.rights import Role
from training.accounts.staff_judge import Importer
from training.certificates import service as certificates
from training.certificates.models import Certificate, CertificateRule
from training.core import activities, clock, content, files, permissions, transaction
from training.core.db import db
from training.ledger import extensions, waves
from training.ledger import service as ledger
from training.ledger.models import Assignment, Duty, ExtensionRequest, Rollout
from training.notices import threads
from training.notices.models import Thread, ThreadMessage
from training.paths import service as paths
from training.paths.models import Path as Walk
from training.sandbox import service as practice
from training.sandbox.models import Copy

CANARY = "Hoàng Yến Bí Mật"
SIDE = (Role.TRAINER, Role.MANAGER, Role.HELP_DESK, Role.AUTHOR)
BELONGS = {
    Person: Person.id, Identity: Identity.person_id, Membership: Membership.person_id, Unit: Unit.name,
    Assignment: Assignment.given_by, Duty: Duty.person_id, ExtensionRequest: ExtensionRequest.person_id,
    Rollout: Rollout.given_by, CertificateRule: CertificateRule.changed_by, Certificate: Certificate.person_id,
    Walk: Walk.created_by,
    Thread: Thread.asked_by, ThreadMessage: ThreadMessage.thread_id, Attempt: Attempt.learner_id, Copy: Copy.owner_id,
    CourseRow: CourseRow.title,
}  # fmt: skip
"""By which column each table says whose a row is."""


@dataclass
class Twins:
    """Numbers of everything on the other side, by the name of the argument that could carry them."""

    mine: int
    other: int
    named: dict[str, int]

    @property
    def theirs(self) -> list[int]:
        """Return all their numbers."""
        return sorted(set(self.named.values()))


@pytest.fixture
def twins(app: Flask) -> Twins:
    with app.app_context(), app.test_request_context():
        content.load()
        here, there = units.create("A01", "UBND tỉnh Đây"), units.create("B01", f"UBND tỉnh {CANARY}")
        mine = people.enrol("A1", "Lê Đây", here)
        for role in SIDE:
            grants.give(mine, role, here)
        other = people.enrol("B1", f"Lê {CANARY}", there, email="canary@vidu.invalid")
        found, quiz = activities.by_key("course", "mot-cua"), activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        assert quiz
        asked = ledger.assign(found.ref, by=other.id, unit_id=there.id, days=5)
        thread = threads.ask(other.id, found.ref, f"Câu hỏi {CANARY}", "canary-question")
        duty = db.session.scalars(select(Duty).filter_by(person_id=other.id)).one()
        wish = extensions.ask(duty, clock.today() + timedelta(days=40), f"Lý do {CANARY}", "canary-wish")
        attempt = quizzes.start(db.session.get_one(Quiz, quiz.ref.id), other.id)
        copy = practice.play_freely(other.id)
        stored = files.store(f"ma_can_bo,ho_ten\nB9,{CANARY}\n".encode(), f"{CANARY}.csv", "staff", owner_id=other.id)
        batch = staff_apply.begin(stored, Importer(is_admin=False, person_id=other.id))
        rollout = waves.plan(found.ref, there, title=f"Đợt {CANARY}", days=5, gate=0, by=other.id)
        wave = waves.add(rollout, CANARY, [there.id], clock.today())
        words = {"ref_kind": "course", "ref_id": found.ref.id, "signatory_name": CANARY}
        rule = certificates.define(None, there, certificates.shipped() | words, other.id)
        paper = certificates.issue(rule, other.id, rule.ref)
        assert paper
        path = paths.create(f"Lộ trình {CANARY}", "", there.id, other.id)
        paths.add_step(path, CANARY, 0)
        lesson = _course(there, other.id)
        transaction.commit()
        rows = {
            "course": lesson, "path": path, "unit": there, "person": other, "assignment": asked, "thread": thread,
            "request": wish, "attempt": attempt, "copy": copy, "batch": batch, "rollout": rollout, "wave": wave,
            "rule": rule, "certificate": paper,
        }  # fmt: skip
        return Twins(mine.id, other.id, {f"{name}_id": row.id for name, row in rows.items()})


def _course(unit: Unit, by: int) -> CourseRow:
    """Publish a course of the other side."""
    row = writing.begin(f"Khóa {CANARY}", unit.id, by=by)
    key = writing.add_lesson(row, 0, f"Bài {CANARY}", by=by)
    writing.add_block(row, key, "", {"type": "text", "md": f"Chữ {CANARY}"}, by=by)
    publishing.publish(row, "", by=by)
    return row


def _paths(app: Flask, method: str, ids: list[int]) -> Iterator[str]:
    """Yield the address of every door of `method` that takes a number, with each number of the other side."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            numbers = [name for name in rule.arguments if "Integer" in type(rule._converters[name]).__name__]
            door = permissions.door_of(app, rule.endpoint)
            if not numbers or method not in (rule.methods or ()) or door is None or door.public:
                continue
            for number in ids:
                words = {
                    name: sorted(getattr(rule._converters[name], "items", None) or ["unknown"])[0]
                    for name in rule.arguments - set(numbers)
                }
                yield app.url_map.bind("localhost").build(rule.endpoint, words | dict.fromkeys(numbers, number))


def _theirs(app: Flask, twins: Twins) -> dict[str, list[str]]:
    """Return every row of the other side, as text."""
    with app.app_context():
        thread = db.session.scalars(select(Thread.id).filter_by(asked_by=twins.other)).one()
        owner = {CourseRow: f"Khóa {CANARY}", Unit: f"UBND tỉnh {CANARY}", ThreadMessage: thread}
        found = {}
        for model, column in BELONGS.items():
            query = select(*model.__table__.columns).where(column == owner.get(model, twins.other))
            found[model.__tablename__] = sorted(str(tuple(row)) for row in db.session.execute(query))
        return found


def test_no_number_opens_what_belongs_to_the_other_side(
    app: Flask, twins: Twins, as_person: Callable[[int], FlaskClient]
) -> None:
    client, seen = as_person(twins.mine), []
    paths = list(_paths(app, "GET", twins.theirs))
    seen += [path for path in paths if CANARY in client.get(path).get_data().decode("utf-8", "replace")]

    assert len(paths) > 50
    assert seen == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_door_to_what_belongs_to_the_other_side_is_not_there(
    app: Flask, twins: Twins, as_person: Callable[[int], FlaskClient], method: str
) -> None:
    client = as_person(twins.mine)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)
    assert token
    doors = list(_named_paths(app, method, twins.named))
    found = {path: client.open(path, method=method, data={"csrf_token": token[1]}).status_code for path in doors}

    assert len(doors) > 20
    assert {path: status for path, status in found.items() if status not in (403, 404)} == {}


def _named_paths(app: Flask, method: str, named: dict[str, int]) -> Iterator[str]:
    """Yield the address of every door of `method` whose first number names something of the other side."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            numbers = re.findall(r"<int:(\w+)>", rule.rule)
            door = permissions.door_of(app, rule.endpoint)
            if not numbers or numbers[0] not in named or method not in (rule.methods or ()):
                continue
            if door is None or door.public:
                continue
            words = {
                name: sorted(getattr(rule._converters[name], "items", None) or ["unknown"])[0]
                for name in rule.arguments - set(numbers)
            }
            given = {name: named.get(name, 1) for name in numbers}
            yield app.url_map.bind("localhost").build(rule.endpoint, words | given, method=method)


def test_no_number_in_a_query_shows_the_other_side(
    app: Flask, twins: Twins, as_person: Callable[[int], FlaskClient]
) -> None:
    client, seen = as_person(twins.mine), []
    lists = (
        "/people", "/reports/completion", "/reports/completion.csv", "/questions/desk", "/extensions",
        "/assignments", "/rollouts", "/certificates", "/certificates/issued", "/certificates/issued.csv",
        "/certificates/rules", "/offers", "/competencies", "/competencies.csv", "/paths", "/paths/desk",
        "/slips", "/units", "/quizzes/desk", "/people/export.csv",
        "/people/import", "/",
    )  # fmt: skip
    for path in lists:
        for name in ("unit", "person", "of", "id", "q", "ref"):
            for value in [*map(str, twins.theirs), CANARY, "people"]:
                answer = client.get(path, query_string={name: value})
                text = answer.get_data().decode("utf-8", "replace")
                shown = re.sub(r'value="[^"]*"|[?&]\w+=[^"&]*', "", text)  # what was typed may be shown again
                if CANARY in shown:
                    seen.append((path, name, value))

    assert seen == []


def test_no_form_changes_the_other_side(app: Flask, twins: Twins, as_person: Callable[[int], FlaskClient]) -> None:
    client = as_person(twins.mine)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)
    assert token
    before, seen = _theirs(app, twins), []
    for path in _paths(app, "POST", twins.theirs):
        for number in twins.theirs[:3]:
            fields = dict.fromkeys(("unit", "to", "person", "take", "session", "slot", "id"), str(number))
            more = {"csrf_token": token[1], "verdict": "grant", "body": "x", "once": "twin-form", "go": "keep"}
            answer = client.post(path, data={**fields, **more, "name": "Đổi tên", "outcome": "passed", "reason": "x"})
            if CANARY in answer.get_data().decode("utf-8", "replace"):
                seen.append(path)

    assert seen == []
    assert all(before.values())
    assert _theirs(app, twins) == before


def test_lists_ask_the_database_as_often_for_ten_as_for_five_hundred(
    app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    lists = (
        "/people", "/units", "/assignments", "/reports/completion", "/slips", "/questions/desk",
        "/extensions", "/positions", "/rollouts", "/certificates/issued", "/certificates/rules", "/offers",
        "/audit", "/jobs", "/notices", "/quizzes", "/courses", "/procedures", "/people/import",
        "/bank", "/quizzes/desk", "/quizzes/marking", "/quizzes/appeals", "/quizzes/appeals?state=decided",
    )  # fmt: skip
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("C01", "UBND tỉnh Đếm")
        admin = people.enrol("C0", "Lê Đếm", root)
        grants.give(admin, Role.ADMIN, root)
        grants.give(admin, Role.TRAINER, root)
        _fill(root, 0, 10)
        exam = _examine(root, admin.id, 0, 10)
        transaction.commit()
        number, root_id = admin.id, root.id
        pages = ("exceptions", "edit", "pick", "report", "analysis", "regrade")
        lists += tuple(f"/quizzes/{exam}/{page}" for page in pages)
    client = as_person(number)
    few = {path: statements(app, client, path) for path in lists}
    with app.app_context(), app.test_request_context():
        _fill(db.session.get_one(Unit, root_id), 10, 500)
        _examine(db.session.get_one(Unit, root_id), number, 10, 500)
        transaction.commit()
    many = {path: statements(app, client, path) for path in lists}

    assert {path: (few[path], many[path]) for path in lists if abs(many[path] - few[path]) > 2} == {}


def _fill(root: Unit, first: int, last: int) -> None:
    found = activities.by_key("course", "mot-cua")
    assert found
    rule = db.session.scalars(select(CertificateRule)).first()
    words = certificates.shipped() | {"ref_kind": "course", "ref_id": found.ref.id}
    rule = rule or certificates.define(None, root, words, root.id)
    for number in range(first, last):
        unit = units.create(f"C01.{number}", f"UBND xã {number}", root) if number % 5 == 0 else root
        person = people.enrol(f"C{number + 1}", f"Lê Đếm {number}", unit, position=f"Chức vụ {number % 50}")
        if number % 5 == 0:
            ledger.assign(found.ref, by=person.id, unit_id=unit.id, days=number + 1)
            threads.ask(person.id, found.ref, f"Câu hỏi {number}", f"count-{number}")
            ledger.assign(found.ref, by=person.id, unit_id=root.id, days=number + 1, voluntary=True)
            waves.plan(found.ref, root, title=f"Đợt {number}", days=5, gate=0, by=person.id)
            paths.create(f"Lộ trình {number}", "", root.id, person.id)
        certificates.issue(rule, person.id, rule.ref)


def _examine(root: Unit, by: int, first: int, last: int) -> int:
    """Make questions and quizzes; have one essay of each learner wait, one asked about again, one excepted."""
    now = clock.now()
    found = db.session.scalars(select(Quiz.id).filter_by(unit_id=root.id).order_by(Quiz.id)).first()
    for number in range(first, last):
        question = bank.add_question("essay", f"<p>Viết {number}?</p>", {"rubric": []}, unit_id=root.id)
        quiz = Quiz(title=f"Bài thi {number}", unit_id=root.id, competency=f"c{number % 30}", published_at=now)
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [composing.Planned(question.id)])
        person = db.session.scalars(select(Identity.person_id).filter_by(code=f"C{number + 1}")).one()
        attempt = Attempt(quiz_id=found or quiz.id, learner_id=person, number=1, started_at=now, submitted_at=now)
        attempt.waiting, found = 1, found or quiz.id
        db.session.add(attempt)
        db.session.flush()
        slots = [Slot(attempt_id=attempt.id, place=place, version_id=question.current_id, order=[]) for place in (1, 2)]
        db.session.add_all(slots)
        db.session.flush()
        db.session.add(AnswerStep(slot_id=slots[0].id, seq=1, client_uuid=f"u{number}", response=["Bài"], at=now))
        for slot, done in ((slots[0], None), (slots[1], now)):
            db.session.add(Appeal(slot_id=slot.id, learner_id=person, unit_id=root.id, reason="Xin xem lại câu này.",
                                  asked_at=now, decided_at=done, decided_by=by if done else None))  # fmt: skip
        db.session.add(Override(quiz_id=found, person_id=person, time_percent=150, made_by=by, made_at=now))
    return int(found or 0)
