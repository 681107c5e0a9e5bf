"""The courses that come with the house: read from YAML only when asked for, and refused when not whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from courses import plain
from courses.blocks import MEDIA
from courses.plain import COURSE_FIELDS, COURSE_MAYBE, LESSON_FIELDS, CourseError
from courses.types import Course

LIBRARY = Path(__file__).parent / "library"
Raw = dict[str, Any]


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


def picture_path(name: str) -> Path:
    """Return where the shipped picture `course-key/file` lies; raise KeyError where there is none."""
    path = (LIBRARY / name).resolve()
    if not path.is_relative_to(LIBRARY.resolve()) or path.suffix != ".svg" or not path.is_file():
        raise KeyError(name)
    return path


def read_course(folder: Path) -> Course:
    """Read `course.yaml` and its `lessons/*.yaml`; raise CourseError for anything that does not fit."""
    course, lessons = raw_course(folder)
    found = plain.read(course, lessons)
    files = [block.file for lesson in found.lessons for block in lesson.blocks if isinstance(block, MEDIA)]
    if found.key != folder.name:
        raise CourseError(f"{folder.name}: its key is not its folder's name")
    if missing := [file for file in files if not (folder / file).is_file()]:
        raise CourseError(f"{folder.name}: a picture is missing: {', '.join(missing)}")
    return found


def raw_course(folder: Path) -> tuple[Raw, list[Mapping[str, Any]]]:
    """Return a shipped course and its lessons as plain data."""
    course = _load(folder / "course.yaml", COURSE_FIELDS, COURSE_MAYBE)
    return course, [_load(path, LESSON_FIELDS) for path in sorted(folder.glob("lessons/*.yaml"))]


def _load(path: Path, fields: Set[str], maybe: Set[str] = frozenset()) -> Raw:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise CourseError(f"{path.name}: {fault}") from fault
    if not isinstance(raw, Mapping) or set(raw) - maybe != fields:
        wrong = sorted(fields ^ (set(map(str, raw or ())) - maybe))
        raise CourseError(f"{path.name}: missing or unknown fields: {', '.join(wrong)}")
    return dict(raw)
