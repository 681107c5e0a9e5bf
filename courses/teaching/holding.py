"""Where in a course people are held up: what other rooms bring to it counts as much as the course itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from courses import queries
from courses.models import CourseRow
from courses.references import resolve
from courses.types import Course
from training.core.activities import ActivityRef
from training.ledger import stuck


@dataclass(frozen=True)
class Stuck:
    """Where in a course somebody is stuck: the step ("" for the course as a whole), what there, how many tries."""

    step: str
    where: str
    tries: int


def steps_of(course: Course) -> dict[str, ActivityRef]:
    """Return the activities that other rooms bring to a course, by the name of their step."""
    return {each: found.ref for each in queries.outside(course) if (found := resolve(each))}


def stuck_places(person_ids: Iterable[int], row: CourseRow, course: Course) -> dict[int, Stuck]:
    """Return where in a course, in any of its steps, each of `person_ids` is stuck, in one query."""
    names = {ref: name for name, ref in steps_of(course).items()}
    titles = {step.activity: step.title for step in course.steps}
    found = stuck.places(person_ids, [ActivityRef("course", row.id), *names])
    return {
        each: Stuck(titles.get(names.get(ActivityRef(at.ref_kind, at.ref_id), ""), ""), at.stuck_where, at.tries)
        for each, at in found.items()
    }
