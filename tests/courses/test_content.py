"""The courses that come with the house: easy to read, as long as they say, with pictures of their own, and honest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from courses import shipped
from courses.blocks import Picture, SelfCheck
from courses.reading import lesson_prose, readability, reading_minutes
from courses.types import Course, Lesson
from training.awareness import reading as mailboxes
from training.sandbox.scenarios import loader

COURSES = list(shipped.shipped_courses())
LESSONS = [pytest.param(each, lesson, id=f"{each.key}/{lesson.key}") for each in COURSES for lesson in each.lessons]
QUIZZES = {path.stem for path in (shipped.LIBRARY.parents[1] / "quizzes" / "library").glob("*.yaml")}


@pytest.mark.parametrize(("course", "lesson"), LESSONS)
def test_a_lesson_is_easy_to_read_and_takes_as_long_as_it_says(course: Course, lesson: Lesson) -> None:
    text = lesson_prose(lesson)

    assert readability(text).easy
    assert reading_minutes(lesson) == lesson.minutes
    assert 3 <= lesson.minutes <= 6


@pytest.mark.parametrize(("course", "lesson"), LESSONS)
def test_a_lesson_lets_one_answer_something_and_explains_every_answer(course: Course, lesson: Lesson) -> None:
    checks = [block for block in lesson.blocks if isinstance(block, SelfCheck)]

    assert checks
    assert all(option.feedback for check in checks for option in check.options)


@pytest.mark.parametrize(("course", "lesson"), LESSONS)
def test_where_a_lesson_names_a_law_it_says_that_the_original_decides(course: Course, lesson: Lesson) -> None:
    text = " ".join(map(str, lesson.blocks))

    if re.search(r"(Luật|Nghị định|Nghị quyết|Thông tư|Quyết định) (số )?\d", text):
        assert "đối chiếu văn bản gốc" in text


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.key)
def test_a_course_has_pictures_of_its_own_and_says_that_law_is_for_reference(course: Course) -> None:
    pictures = [block for lesson in course.lessons for block in lesson.blocks if isinstance(block, Picture)]

    assert len(pictures) >= 5
    assert all(len(picture.alt) >= 40 for picture in pictures)
    assert "nội dung tham khảo, đối chiếu văn bản gốc" in course.sources
    assert 5 <= len(course.lessons) <= 8


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.key)
def test_a_course_leads_to_something_that_exists(course: Course) -> None:
    known = {f"quiz:{key}" for key in QUIZZES} | {f"inbox:{key}" for key in mailboxes.names()}
    known |= {f"scenario:{key}" for key in loader.shipped()}
    outside = [step.activity for step in course.steps if not step.activity.startswith("lesson:")]

    assert outside
    assert set(outside) <= known


def test_the_stories_of_reluctance_are_marked_as_invented() -> None:
    course = shipped.shipped_course("vi-sao-doi-moi")
    stories = next(lesson for lesson in course.lessons if lesson.key == "ba-chuyen-ke")

    assert "hư cấu" in stories.title
    assert re.search(r"không phải người thật", " ".join(lesson_prose(stories)), re.IGNORECASE)


DRAWINGS = sorted(shipped.LIBRARY.rglob("*.svg"))


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_words_of_a_drawing_are_large_at_the_width_it_never_goes_below(path: Path) -> None:
    drawn = path.read_text("utf-8")

    assert drawn.startswith("<svg")
    assert re.search(r'viewBox="0 0 640 \d+"', drawn)
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn)) >= 18
