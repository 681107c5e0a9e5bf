"""What first pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import func, select

from training.accounts import access, grants, visitor
from training.accounts.models import Person, Unit
from training.accounts.rights import Permission
from training.core import activities, clock, content, settings
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.core.jobs.models import Job
from training.ledger import extensions, reminding, repeats, stuck
from training.ledger import queries as ledger
from training.ledger.pressing import Pressing, pressing
from training.ledger.queries import Task
from training.notices import threads

MOST_HELPED = 8
MOST_FIGURES = 5
MOST_ASKED = 100
"""How many things asked are looked through for what presses."""
DOORS = (
    (Permission.COMPLETION_SEE, "courses.progress_index", "book", _l("Progress by course")),
    (Permission.COMPLETION_SEE, "reports.completion", "cal", _l("Reports")),
    (Permission.TEACH, "notices.desk", "chat", _l("Questions of my units")),
    (Permission.TEACH, "ledger.requests", "soon", _l("Requests for more time")),
    (Permission.GUIDE_WRITE, "guidance.desk", "pen", _l("Write and check the public guides")),
    (Permission.SECURITY_FIGURES, "awareness.security", "shield", _l("See the security figures")),
    (Permission.SLIP_PRINT, "accounts.slips", "print", _l("Print activation slips")),
    (Permission.CONTENT_WRITE, "courses.desk", "book", _l("Write a course")),
    (Permission.CONTENT_WRITE, "quizzes.desk", "pen", _l("Write quizzes and import questions")),
    (Permission.ASSIGN, "ledger.new", "flag", _l("Ask people to take something")),
    (Permission.PEOPLE_IMPORT, "admin.imports", "users", _l("Import a staff list")),
)
"""What matters to a role beside its own page, by right."""


@dataclass(frozen=True)
class Learning:
    """What one person has to do, by when, and what is done."""

    todo: Sequence[Task]
    done: Sequence[Task]
    again: Sequence[repeats.Waiting] = ()

    @property
    def next(self) -> Task | None:
        """Return the one thing the big button opens: the earliest due unfinished one."""
        return self.todo[0] if self.todo else None

    @property
    def minutes(self) -> int:
        """Return about how many minutes everything open takes."""
        return round(sum(task.about.minutes * (1 - task.standing.fraction) for task in self.todo))


@dataclass(frozen=True)
class Helped:
    """Somebody who is stuck in something asked of them; a step of it is named where it holds them."""

    person_id: int
    name: str
    unit: str
    ref: ActivityRef
    title: str
    due_on: date | None
    where: str
    tries: int
    stuck_at: datetime


@dataclass(frozen=True)
class Desk:
    """What a trainer or manager looks after."""

    helped: Sequence[Helped]
    pressing: Sequence[tuple[Pressing, Description, reminding.Sent | None]]
    figures: Sequence[tuple[Description, int, int, int]]
    root: int | None
    at: Any
    questions: int
    requests: int
    most: int = MOST_HELPED


def owed() -> str:
    """Return the door at which the visitor still owes something."""
    return visitor.owing(current_user) if isinstance(current_user._get_current_object(), visitor.Visitor) else ""


def begins() -> bool:
    """Say whether the visitor is the administrator of a house that nobody has set up yet."""
    if not current_user.may(Permission.SETTINGS) or "admin.setup" not in current_app.view_functions:
        return False
    return not (settings.decided("house.province") or settings.decided("setup.step"))


def learning(person_id: int) -> Learning:
    """Return what a person has to do and did, composite things before their parts."""
    tasks = _told(person_id, ledger.tasks(person_id))
    parts = {
        part
        for task in tasks
        if task.standing.asked and task.standing.state != "finished"
        for part in activities.parts_of(task.about.ref)
    }
    shown = [task for task in tasks if task.standing.asked or task.about.ref not in parts]
    todo = [task for task in shown if task.standing.state != "finished"]
    return Learning(todo, [task for task in shown if task.standing.state == "finished"], repeats.waiting(person_id))


def _told(person_id: int, tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks; one whose result may not be told yet does not say that the last try was not enough."""
    failed = [task.standing.ref for task in tasks if task.standing.failed]
    secret = activities.withheld(person_id, failed)
    return [
        replace(task, standing=replace(task.standing, outcome="")) if task.standing.ref in secret else task
        for task in tasks
    ]


def desk(person_id: int) -> Desk:
    """Return what presses and who is stuck below the units a person answers for, and how far everything is."""
    units = access.scope(person_id, Permission.COMPLETION_SEE)
    roots = grants.roots(person_id, Permission.COMPLETION_SEE)
    asked = ledger.figures(roots, MOST_ASKED)
    known = dict(list(asked.items())[:MOST_FIGURES])
    rows = [*ledger.who_is_stuck(units, MOST_HELPED), *stuck.in_steps(units, _steps(known), MOST_HELPED)]
    rows.sort(key=lambda row: (-(row[7] or 0), row[5] or date.max, row[0]))
    now = pressing(roots, asked)
    about = activities.describe([*known, *(each.ref for each in now), *(ref for row in rows for ref in _named(row))])
    helped = [_helped(row, about) for row in rows[:MOST_HELPED]]
    figures = [(about[ref], *counts) for ref, counts in known.items() if ref in about]
    questions, requests = threads.count_open(person_id), extensions.count_open(person_id)
    sent = reminding.today(roots[0]) if roots and now else {}
    press = [(each, about[each.ref], sent.get((str(each.ref), each.who))) for each in now if each.ref in about]
    return Desk(helped, press, figures, roots[0] if roots else None, clock.now(), questions, requests)


def _steps(asked: Iterable[ActivityRef]) -> dict[ActivityRef, list[ActivityRef]]:
    """Return of which of the things asked each of their steps is a part."""
    found: dict[ActivityRef, list[ActivityRef]] = {}
    for whole in asked:
        for step in activities.parts_of(whole):
            found.setdefault(step, []).append(whole)
    return found


def _helped(row: Any, about: Mapping[ActivityRef, Description]) -> Helped:
    number, name, unit, _kind, _id, due_on, where, tries, _last_at, stuck_at, *_step = row
    title = " – ".join(about[ref].title for ref in _named(row) if ref in about)
    return Helped(number, name, unit, _named(row)[0], title, due_on, where or "", tries or 0, stuck_at)


def _named(row: Any) -> list[ActivityRef]:
    """Return what was asked and, where it is one of its steps that holds somebody, that step."""
    return [ActivityRef(row[3], row[4]), *([ActivityRef(row[10], row[11])] if row[10:] else [])]


def house_keeping() -> list[tuple[str, str, str]]:
    """Return what an administrator has to see to: (shape, sentence, endpoint)."""
    if not current_user.may(Permission.SETTINGS):
        return []
    waiting = db.session.scalar(select(func.count(Person.id)).filter_by(status="waiting")) or 0
    failed = db.session.scalar(select(func.count(Job.id)).filter_by(status="failed")) or 0
    updates = len(content.waiting())
    units = db.session.scalar(select(func.count(Unit.id)).where(Unit.archived_at.is_(None))) or 0
    found = [("users", _("%(num)s people wait for their slip.", num=waiting), "accounts.slips")] if waiting else []
    if failed:
        found.append(("late", _("%(num)s background jobs failed.", num=failed), "admin.jobs"))
    if updates:
        found.append(("get", _("%(num)s shipped contents have an update.", num=updates), "admin.settings_page"))
    if units <= 1:
        found.append(("users", _("Only one unit so far: import your staff list."), "admin.imports"))
    return [each for each in found if each[2] in current_app.view_functions]


def doors(person: visitor.Visitor) -> list[tuple[str, str, str]]:
    """Return the doors that matter to the roles of `person`: (endpoint, icon, label)."""
    return [
        (endpoint, shape, str(label))
        for right, endpoint, shape, label in DOORS
        if person.may(right) and endpoint in current_app.view_functions
    ]


def catalogue() -> str | None:
    """Return where courses are listed, if there are any in this house."""
    return url_for("courses.index") if "courses.index" in current_app.view_functions else None


def path_page() -> str | None:
    """Return where paths are listed, if there are any in this house."""
    return url_for("paths.index") if "paths.index" in current_app.view_functions else None
