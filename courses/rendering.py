"""A lesson's own part of its page: the same for everyone, hence drawn once a language and kept."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from courses import shipped
from courses.blocks import LinkToActivity
from courses.references import split
from courses.types import Lesson
from training.core import activities, i18n, richtext

KEPT = 1000


def body(course_id: int, course_key: str, number: int, lesson: Lesson) -> Markup:
    """Return what stands in a lesson, ready for its page."""
    wanted = [block.to for block in lesson.blocks if isinstance(block, LinkToActivity)]
    found = {to: activities.by_key(*split(to)) for to in wanted}
    links = tuple((to, each.url) for to, each in found.items() if each is not None)
    return _drawn(course_id, course_key, number, i18n.locale(), links)


@lru_cache(KEPT)
def _drawn(course_id: int, course_key: str, number: int, _locale: str, links: tuple[tuple[str, str], ...]) -> Markup:
    lesson = shipped.shipped_course(course_key).lessons[number - 1]
    template = current_app.jinja_env.get_template("courses/_body.html")
    known = {"lesson": lesson, "course_id": course_id, "links": dict(links), "markdown": richtext.markdown}
    return Markup(template.render(known))  # noqa: S704  (our own template, which escapes)
