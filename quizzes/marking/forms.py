"""What is typed about marks, requests and exceptions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from quizzes.forms import WALL
from training.core.forms import BaseForm


class AppealForm(BaseForm):
    """Why a question should be looked at again."""

    reason = TextAreaField(_l("What is not right with this question?"), [InputRequired(), Length(max=1000)])


class DecideForm(BaseForm):
    """The trainer's answer to a request, and other points where they are due."""

    answer = TextAreaField(_l("Words to the learner"), [InputRequired(), Length(max=1000)])
    percent = IntegerField(_l("Points for this answer (%)"), [Maybe(), NumberRange(0, 100)])


class MarkForm(BaseForm):
    """The words beside the points of a rubric."""

    comment = TextAreaField(_l("Words to the learner"), [Maybe(), Length(max=2000)])
    final = BooleanField(_l("These points count, whatever the other marker gave"))


class RegradeForm(BaseForm):
    """Why a quiz is graded anew."""

    reason = StringField(_l("Reason"), [InputRequired(), Length(max=300)])


class OverrideForm(BaseForm):
    """Other times or tries for some people or one unit."""

    code = TextAreaField(_l("For these people"), [Maybe(), Length(max=4000)])
    unit = SelectField(_l("Or a whole unit"), [Maybe()])
    opens_at = DateTimeLocalField(_l("Opens"), [Maybe()], format=WALL)
    closes_at = DateTimeLocalField(_l("Closes"), [Maybe()], format=WALL)
    time_percent = IntegerField(
        _l("Share of the time limit (%)"), [InputRequired(), NumberRange(100, 400)], default=100
    )
    attempts_most = IntegerField(_l("Most attempts"), [Maybe(), NumberRange(1, 50)])
    reason = StringField(_l("Reason"), [Maybe(), Length(max=300)])
