"""The demo's reading: the keener the further, and one star in the middle."""

from __future__ import annotations

from courses import editions, queries, service
from courses.teaching import news
from training.core import transaction
from training.core.demo import Stage

SHARE = 0.3
LOOKED = 3
"""Days since those who accompany the course last looked at it."""


def play(stage: Stage) -> None:
    """Let people read as far as their zeal carries them."""
    rows = [row for row in queries.open_courses() if row.key == "mot-cua"]
    if not rows:
        return
    row, course = rows[0], editions.content(rows[0])
    keen = [each for each in stage.learners if each.zeal > SHARE]
    for number, actor in enumerate(keen):
        many = 2 if actor.starring else min(len(course.lessons), round(actor.zeal * 7))
        start = stage.dice.uniform(3, 24)
        for place, lesson in enumerate(course.lessons[:many]):
            with stage.at(max(0.3, start - place * 0.7)):
                service.finish_lesson(actor.person_id, row, course, lesson)
        if many < len(course.lessons) and not actor.starring:
            with stage.at(max(0.2, start - many * 0.7)):
                service.open_lesson(actor.person_id, row, course.lessons[many])
        if number % 20 == 19:
            transaction.commit()
    for actor in (*stage.with_role("trainer"), *stage.with_role("manager")):
        with stage.at(LOOKED):
            news.visit(actor.person_id, row.id)
    transaction.commit()
