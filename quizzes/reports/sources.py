"""The four tables of a quiz as report sources: named, and therefore only for whoever answers for these people."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizzes import queries as quizzes
from quizzes import rules
from quizzes.analysis.queries import WHICH, choose
from quizzes.models import Attempt
from quizzes.reports import queries
from quizzes.types import TYPES
from training.core.db import db
from training.core.reporting import NAMED, Column, Privacy, Scope

MOST = 1000
"""Attempts of one table on the page; a file holds all of them."""
COUNTS = {"highest": "best", "first": "first", "last": "last", "average": "all"}
"""The attempts that a quiz's own method looks at: what its tables show until somebody asks for others."""
COUNTED = Column("counted", _l("Result that counts"), "percent")
PERSON = (Column("name", _l("Name"), "person"), Column("unit", _l("Unit"), "unit"))


class _OfQuiz:
    """What the four share: `scope.filters` names the quiz and which attempts count."""

    name = ""
    title: Any = ""
    privacy: Privacy = NAMED
    columns: Sequence[Column] = ()

    def columns_of(self, scope: Scope) -> Sequence[Column]:
        """Return the columns of one quiz; the grid has one for each question."""
        return self.columns

    @abstractmethod
    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield the rows within `scope`."""

    def found(self, scope: Scope) -> list[tuple[Attempt, str, str]]:
        """Return the attempts that are asked for, with name and unit."""
        rows, which = self.every(scope), (scope.filters or {}).get("attempts", "best")
        kept = {each.id for each in choose([row[0] for row in rows], which if which in WHICH else "best")}
        return [row for row in rows if row[0].id in kept]

    def every(self, scope: Scope) -> list[tuple[Attempt, str, str]]:
        """Return all attempts, with name and unit."""
        told = scope.filters or {}
        query = queries.attempts(int(told.get("quiz", "0")), scope.unit_ids)
        query = query if told.get("whole") else query.limit(MOST)
        return [(row[0], row[1], row[2]) for row in db.session.execute(query)]

    def counted(self, scope: Scope) -> dict[int, float]:
        """Return what all attempts of a person together count (0..1) by the quiz's method; marked ones only."""
        found: dict[int, list[float]] = defaultdict(list)
        method = "highest"
        for attempt, _name, _unit in self.every(scope):
            method = attempt.quiz.grade_method
            if attempt.fraction is not None:
                found[attempt.learner_id].append(attempt.fraction)
        return {person: rules.counted(method, marks) for person, marks in found.items()}


class Grades(_OfQuiz):
    """Result of each attempt."""

    name = "quiz_grades"
    title: Any = _l("Results")
    columns: Sequence[Column] = (
        *PERSON, Column("number", _l("Attempt"), "number"), Column("begun", _l("Begun"), "moment"),
        Column("handed_in", _l("Handed in"), "moment"), Column("minutes", _l("Minutes"), "number"),
        Column("share", _l("Result"), "percent"), Column("passed", _l("Passed")), COUNTED,
    )  # fmt: skip

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield one row an attempt."""
        counted = self.counted(scope)
        for attempt, name, unit in self.found(scope):
            took = ((attempt.submitted_at or attempt.started_at) - attempt.started_at).total_seconds() / 60
            passed = _("waits for a marker") if attempt.fraction is None else _("Yes") if attempt.passed else _("No")
            yield {
                "name": name, "unit": unit, "number": attempt.number, "begun": attempt.started_at,
                "handed_in": attempt.submitted_at, "minutes": round(took), "share": attempt.fraction, "passed": passed,
                "counted": counted.get(attempt.learner_id),
            }  # fmt: skip


class Answers(_OfQuiz):
    """What each person answered to each question."""

    name = "quiz_answers"
    title: Any = _l("Answers")
    columns: Sequence[Column] = (
        *PERSON, Column("question", _l("Question")), Column("answer", _l("Answer")),
        Column("right", _l("Right answer")), Column("share", _l("Points earned"), "percent"),
    )  # fmt: skip

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield one row an answer."""
        found = self.found(scope)
        cells = queries.cells([row[0].id for row in found])
        for attempt, name, unit in found:
            for cell in cells.get(attempt.id, ()):
                kind, settings = TYPES[cell.version.kind], cell.version.settings
                said, key = kind.said(settings, cell.response), kind.said(settings, kind.key(settings))
                spoken = cell.version.kind == "truefalse"
                yield {
                    "name": name, "unit": unit, "question": quizzes.heading(cell.version),
                    "answer": _(said) if spoken and said else said, "right": _(key) if spoken and key else key,
                    "share": cell.fraction,
                }  # fmt: skip


class Times(_OfQuiz):
    """How long each question takes."""

    name = "quiz_times"
    title: Any = _l("Time per question")
    columns: Sequence[Column] = (
        Column("question", _l("Question")), Column("answers", _l("How many answered"), "number"),
        Column("median", _l("Median (seconds)"), "number"),
        Column("quick", _l("Fastest quarter: up to (seconds)"), "number"),
        Column("slow", _l("Slowest quarter: from (seconds)"), "number"),
        Column("share", _l("Earned on average"), "percent"),
    )  # fmt: skip

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield one row a question."""
        cells = queries.cells([row[0].id for row in self.found(scope)])
        groups: dict[int, list[queries.Cell]] = defaultdict(list)
        for each in (cell for listed in cells.values() for cell in listed):
            groups[each.version.question_id].append(each)
        for _question, listed in sorted(groups.items()):
            times = sorted(each.seconds for each in listed if each.seconds)
            marks = [each.fraction for each in listed if each.fraction is not None]
            yield {
                "question": quizzes.heading(listed[-1].version), "answers": len(listed),
                "median": round(median(times)) if times else None,
                "quick": round(times[len(times) // 4]) if times else None,
                "slow": round(times[-1 - len(times) // 4]) if times else None,
                "share": sum(marks) / len(marks) if marks else None,
            }  # fmt: skip


class Grid(_OfQuiz):
    """Each person beside each question."""

    name = "quiz_grid"
    title: Any = _l("Questions and people")
    columns: Sequence[Column] = (*PERSON, Column("share", _l("Result"), "percent"), COUNTED)

    def columns_of(self, scope: Scope) -> Sequence[Column]:
        """Return a column for each question that was asked, in the order of their numbers."""
        asked = self._asked(scope)
        return (*self.columns, *(Column(f"q{one}", words, "percent") for one, words in asked.items()))

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield one row a person, with what each question earned."""
        found, counted = self.found(scope), self.counted(scope)
        cells = queries.cells([row[0].id for row in found])
        for attempt, name, unit in found:
            marks = {f"q{cell.version.question_id}": cell.fraction for cell in cells.get(attempt.id, ())}
            whole = counted.get(attempt.learner_id)
            yield {"name": name, "unit": unit, "share": attempt.fraction, "counted": whole, **marks}

    def _asked(self, scope: Scope) -> dict[int, str]:
        cells = queries.cells([row[0].id for row in self.found(scope)])
        every = [cell.version for listed in cells.values() for cell in listed]
        return {each.question_id: quizzes.heading(each) for each in sorted(every, key=_by_question)}


def _by_question(version: Any) -> tuple[int, int]:
    return version.question_id, version.version


GRADES, ANSWERS, TIMES, GRID = Grades(), Answers(), Times(), Grid()
SOURCES = (GRADES, ANSWERS, TIMES, GRID)
