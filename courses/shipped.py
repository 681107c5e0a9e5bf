"""The courses that come with the house: read from YAML only when asked for, and refused when not whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from courses.blocks import BlockError, Picture, read_blocks
from courses.references import is_reference
from courses.types import CompletionRule, Course, Lesson, RuleKind, Section, Step

LIBRARY = Path(__file__).parent / "library"
LESSON_FIELDS = {"key", "version", "title", "goal", "minutes", "blocks", "summary"}
TEXTS = {"title", "summary", "why", "for_whom", "sources"}
COURSE_FIELDS = TEXTS | {"key", "version", "competencies", "sections", "completion"}


class CourseError(ValueError):
    """A shipped course that is not whole; the text names the file and the place."""


def course_keys() -> list[str]:
    """Return the stable keys of the shipped courses, in order."""
    return sorted(folder.parent.name for folder in LIBRARY.glob("*/course.yaml"))


def shipped_courses() -> Iterator[Course]:
    """Read the shipped courses one by one; raise CourseError for one that is not whole."""
    return (shipped_course(key) for key in course_keys())


@cache
def shipped_course(key: str) -> Course:
    """Read one shipped course; raise KeyError for an unknown key, CourseError for one that is not whole."""
    if key not in course_keys():
        raise KeyError(key)
    return read_course(LIBRARY / key)


def picture_path(course_key: str, file: str) -> Path:
    """Return where a shipped picture lies; raise KeyError unless a lesson of that course shows it."""
    blocks = (block for lesson in shipped_course(course_key).lessons for block in lesson.blocks)
    if not any(isinstance(block, Picture) and block.file == file for block in blocks):
        raise KeyError(file)
    return LIBRARY / course_key / file


def read_course(folder: Path) -> Course:
    """Read `course.yaml` and its `lessons/*.yaml`; raise CourseError for anything that does not fit."""
    raw = _load(folder / "course.yaml", COURSE_FIELDS)
    try:
        course = _course(raw, tuple(read_lesson(path) for path in sorted(folder.glob("lessons/*.yaml"))))
    except (KeyError, TypeError, AttributeError) as fault:
        raise CourseError(f"{folder.name}/course.yaml: {fault!r}") from fault
    _refuse_gaps(course, folder)
    return course


def read_lesson(path: Path) -> Lesson:
    """Read one lesson; raise CourseError naming the block that cannot be shown."""
    raw = _load(path, LESSON_FIELDS)
    try:
        blocks = read_blocks(raw["blocks"], f"{path.name} blocks")
        texts = (str(raw["title"]), str(raw["goal"]).strip())
        return Lesson(raw["key"], int(raw["version"]), *texts, int(raw["minutes"]), blocks, str(raw["summary"]).strip())
    except BlockError as fault:
        raise CourseError(str(fault)) from fault
    except KeyError as fault:
        raise CourseError(f"{path.name}: {fault} is missing") from fault


def _course(raw: Mapping[str, Any], lessons: tuple[Lesson, ...]) -> Course:
    by_reference = {lesson.reference(raw["key"]): lesson for lesson in lessons}
    return Course(
        key=raw["key"],
        version=int(raw["version"]),
        title=raw["title"],
        summary=raw["summary"].strip(),
        why=raw["why"].strip(),
        for_whom=raw["for_whom"].strip(),
        competencies=tuple((each["key"], int(each["level"])) for each in raw["competencies"]),
        sections=tuple(_section(each, by_reference) for each in raw["sections"]),
        completion=tuple(_rule(each) for each in raw["completion"]),
        lessons=tuple(by_reference.values()),
        sources=raw["sources"].strip(),
    )


def _section(raw: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Section:
    return Section(raw["title"], tuple(_step(each, lessons) for each in raw["activities"]))


def _step(raw: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Step:
    if lesson := lessons.get(raw["activity"]):
        return Step(raw["activity"], lesson.title, lesson.minutes)
    return Step(raw["activity"], raw["title"], int(raw["minutes"]))


def _rule(raw: Mapping[str, Any]) -> CompletionRule:
    for kind in get_args(RuleKind):
        if raw["rule"] == kind:
            return CompletionRule(kind, raw["activity"], raw.get("percent"))
    raise CourseError(f"completion: {raw['rule']!r} is not a known rule")


def _refuse_gaps(course: Course, folder: Path) -> None:
    """Refuse a course whose parts do not fit together."""
    activities = [step.activity for step in course.steps]
    ruled = [rule.activity for rule in course.completion]
    listed = [each for each in activities if each.startswith("lesson:")]
    pictures = [block.file for lesson in course.lessons for block in lesson.blocks if isinstance(block, Picture)]
    faults = {
        "its key is not its folder's name": course.key != folder.name,
        "an activity is not named by kind and key": not all(map(is_reference, activities)),
        "an activity stands twice": len(set(activities)) != len(activities),
        "its lessons and its outline differ": {each.reference(course.key) for each in course.lessons} != set(listed),
        "a rule speaks of an activity outside the course": not set(ruled) <= set(activities),
        "a quiz rule needs a percentage, no other has one": not all(
            (rule.kind == "quiz_passed") == isinstance(rule.percent, int) for rule in course.completion
        ),
        "a picture is missing": not all((folder / file).is_file() for file in pictures),
    }
    if found := [fault for fault, holds in faults.items() if holds]:
        raise CourseError(f"{folder.name}: {'; '.join(found)}")


def _load(path: Path, fields: set[str]) -> Mapping[str, Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise CourseError(f"{path.name}: {fault}") from fault
    if not isinstance(raw, Mapping) or set(raw) != fields:
        wrong = sorted(fields ^ set(map(str, raw or ())))
        raise CourseError(f"{path.name}: missing or unknown fields: {', '.join(wrong)}")
    return raw
