"""A course asked anew: lessons are read and parts done once more; what was finished stays in the ledger."""

from __future__ import annotations

from sqlalchemy import update

from courses.models import LessonReading
from training.core import activities
from training.core.db import db
from training.core.events import AskedAnew
from training.ledger import service as ledger

KIND = "course"


def hear(event: AskedAnew) -> None:
    """Let somebody begin a course afresh: notes stay, marks of having read go, parts are asked anew with it."""
    if event.ref.kind != KIND:
        return
    mine = update(LessonReading).where(
        LessonReading.person_id == event.person_id, LessonReading.course_id == event.ref.id
    )
    db.session.execute(mine.values(finished_at=None), execution_options={"synchronize_session": "fetch"})
    for ref in activities.parts_of(event.ref):
        ledger.ask_anew([event.person_id], ref, None, told=False)
