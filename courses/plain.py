"""Courses and lessons read from plain data, whoever wrote it: the package, the house or a file that came in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from courses.block_reading import read_blocks
from courses.blocks import BlockError
from courses.references import is_reference
from courses.types import CompletionRule, Course, Lesson, Release, RuleKind, Section, Step

LESSON_FIELDS = {"key", "version", "title", "goal", "minutes", "blocks", "summary"}
TEXTS = {"title", "summary", "why", "for_whom", "sources"}
COURSE_FIELDS = TEXTS | {"key", "version", "competencies", "sections", "completion"}
COURSE_MAYBE = {"self_enrol", "least"}
NUMBERS = {"quiz_passed": "percent", "lesson_minutes": "minutes", "passed_or_tried": "tries"}
"""The number that a kind of rule needs."""


class CourseError(ValueError):
    """A course that is not whole; the text names the file and the place."""


def read(course: Mapping[str, Any], lessons: list[Mapping[str, Any]]) -> Course:
    """Return the course that plain data describes; raise CourseError for anything that does not fit."""
    try:
        found = _course(course, [read_lesson(each) for each in lessons])
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise fault if isinstance(fault, CourseError) else CourseError(f"{course.get('key')}: {fault!r}") from fault
    if faults := gaps(found):
        raise CourseError(f"{found.key}: {'; '.join(faults)}")
    return found


def read_lesson(raw: Mapping[str, Any]) -> Lesson:
    """Read one lesson; raise CourseError naming the block that cannot be shown."""
    name = raw.get("key")
    try:
        blocks = read_blocks(raw["blocks"], f"{name} blocks") if raw["blocks"] else ()
        texts = (str(raw["title"]), str(raw["goal"]).strip())
        return Lesson(raw["key"], int(raw["version"]), *texts, int(raw["minutes"]), blocks, str(raw["summary"]).strip())
    except BlockError as fault:
        raise CourseError(str(fault)) from fault
    except KeyError as fault:
        raise CourseError(f"{name}: {fault} is missing") from fault


def gaps(course: Course) -> list[str]:
    """Return what does not fit together in a course, in words for whoever ships it."""
    activities = [step.activity for step in course.steps]
    ruled = [rule.activity for rule in course.completion]
    listed = {each for each in activities if each.startswith("lesson:")}
    asked = [name for step in course.steps for name in _conditions(step.release)]
    faults = {
        "an activity is not named by kind and key": not all(map(is_reference, activities)),
        "an activity stands twice": len(set(activities)) != len(activities),
        "its lessons and its outline differ": {each.reference(course.key) for each in course.lessons} != listed,
        "a rule speaks of an activity outside the course": not set(ruled) <= set(activities),
        "a step waits for an activity outside the course": not set(asked) <= set(activities),
        "a rule lacks its number, or has one that is not its own": not all(map(_numbered, course.completion)),
        "more rules are wanted than there are": course.least is not None and not 0 < course.least <= len(ruled),
    }
    return [fault for fault, holds in faults.items() if holds]


def _numbered(rule: CompletionRule) -> bool:
    numbers = {"percent": rule.percent, "minutes": rule.minutes, "tries": rule.tries}
    return all(isinstance(value, int) == (name == NUMBERS.get(rule.kind)) for name, value in numbers.items())


def _conditions(release: Release) -> tuple[str, ...]:
    return (*release.after, *((release.score[0],) if release.score else ()))


def _course(raw: Mapping[str, Any], lessons: list[Lesson]) -> Course:
    known = {lesson.reference(raw["key"]): lesson for lesson in lessons}
    sections = tuple(_section(each, known) for each in raw["sections"])
    order = [step.activity for section in sections for step in section.steps if step.activity in known]
    return Course(
        key=raw["key"],
        version=int(raw["version"]),
        title=raw["title"],
        summary=raw["summary"].strip(),
        why=raw["why"].strip(),
        for_whom=raw["for_whom"].strip(),
        competencies=tuple((each["key"], int(each["level"])) for each in raw["competencies"]),
        sections=sections,
        completion=tuple(_rule(each) for each in raw["completion"]),
        lessons=tuple(known[each] for each in dict.fromkeys([*order, *known])),
        sources=raw["sources"].strip(),
        self_enrol=bool(raw.get("self_enrol", True)),
        least=raw.get("least"),
    )


def _section(raw: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Section:
    return Section(raw["title"], tuple(_step(each, lessons) for each in raw["activities"]), release_of(raw))


def _step(raw: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Step:
    if lesson := lessons.get(raw["activity"]):
        return Step(raw["activity"], lesson.title, lesson.minutes, release_of(raw))
    return Step(raw["activity"], raw["title"], int(raw["minutes"]), release_of(raw))


def release_of(raw: Mapping[str, Any]) -> Release:
    """Return the conditions that a step or a section states."""
    score = raw.get("score") or None
    return Release(
        _day(raw.get("opens_on")),
        tuple(raw.get("after") or ()),
        (str(score["activity"]), int(score["percent"])) if score else None,
        tuple(map(str, raw.get("units") or ())),
        tuple(map(str, raw.get("positions") or ())),
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _rule(raw: Mapping[str, Any]) -> CompletionRule:
    for kind in get_args(RuleKind):
        if raw["rule"] == kind:
            numbers = (raw.get("percent"), raw.get("minutes"), raw.get("tries"))
            return CompletionRule(kind, raw["activity"], *numbers, str(raw.get("path") or ""))
    raise CourseError(f"completion: {raw['rule']!r} is not a known rule")
