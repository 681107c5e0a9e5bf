"""The competency map: a level is shown by what was done alone, and stays."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, content, events, transaction
from training.ledger import competence


def _level(person_id: int, competency: str) -> int:
    return next(each.level for each in competence.of_person(person_id) if each.competency == competency)


def test_a_level_is_shown_by_the_highest_thing_done_alone(each_database: Flask) -> None:
    with each_database.test_request_context():
        content.load()
        unit = units.create("Q01", "UBND xã Năng Lực")
        person = people.enrol("Q1", "Lê Năng", unit)
        found = {each.level: each for each in activities.training("one-stop")}
        top = max(found)
        events.publish(events.Finished(person.id, found[top].ref, "passed", 1.0, {}, True))
        shown = _level(person.id, "one-stop")
        events.publish(events.Finished(person.id, found[1].ref, "passed", 1.0))
        first = next(each for each in competence.of_person(person.id) if each.competency == "one-stop")
        events.publish(events.Finished(person.id, found[top].ref, "passed", 1.0))
        rows = competence.of_units(unit, top)

        assert shown == 0  # shown the solution: no evidence
        assert first.level == 1
        assert all(about.level > 1 for about, _stand in first.next)
        assert _level(person.id, "one-stop") == top
        assert [(row.people, row.counts["one-stop"]) for row in rows] == [(1, 1)]


def test_the_map_holds_the_same_figures_on_the_screen_and_in_the_file(
    app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("Q01", "UBND xã Năng Lực")
        trainer = people.enrol("Q0", "Lê Giảng", unit)
        grants.give(trainer, Role.TRAINER, unit)
        ids = [people.enrol(f"Q{n}", f"Lê Năng {n}", unit).id for n in range(1, 4)]
        found = activities.by_key("course", "mot-cua")
        assert found
        for person_id in ids[:2]:
            events.publish(events.Finished(person_id, found.ref, "completed", 1.0))
        transaction.commit()
        number = trainer.id
    client = as_person(number)
    page, file = client.get("/competencies").text, client.get("/competencies.csv").data.decode("utf-8-sig")

    assert "2 (50 %)" in page
    assert file.splitlines()[1].startswith("UBND xã Năng Lực,4,2,50")
