"""What a trainer's first page says of marking: answers to read, and requests about questions to decide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import Select, func, select

from quizzes.marking import appeals, reading
from quizzes.marking.access import MARKS
from training.core.db import db
from training.core.invitations import Invitation


def to_mark(person_id: int) -> Invitation | None:
    """Say how many answers wait to be marked; nothing to who marks none."""
    if not (many := _count(reading.waiting, person_id)):
        return None
    title = ngettext("%(num)s answer to mark", "%(num)s answers to mark", many)
    return Invitation(title, "", url_for("quizzes.marking"), _("Mark"), icon="pen", count=many, for_work=True)


def to_decide(person_id: int) -> Invitation | None:
    """Say how many requests about questions wait for a decision; nothing to who decides none."""
    if not (many := _count(partial(appeals.listed, decided=False), person_id)):
        return None
    title = ngettext("%(num)s request about a question", "%(num)s requests about questions", many)
    return Invitation(title, "", url_for("quizzes.appeals_page"), _("Decide"), icon="chat", count=many, for_work=True)


def _count(waiting: Callable[[int], Select[*tuple[object, ...]]], person_id: int) -> int:
    if not current_user.may(MARKS):  # nearly everybody: no query is even made for them
        return 0
    return db.session.scalar(select(func.count()).select_from(waiting(person_id).order_by(None).subquery())) or 0
