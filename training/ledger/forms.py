"""What a trainer fills in to ask for something."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class AssignForm(BaseForm):
    """Who is to do what by when."""

    ref = SelectField(_l("What"), [InputRequired()])
    unit = SelectField(_l("For whom"), [InputRequired()])
    position = SelectField(_l("Only the position"), [Maybe()], validate_choice=True)
    role = SelectField(_l("Only the role"), [Maybe()])
    codes = TextAreaField(_l("Only these people"), [Maybe(), Length(max=20_000)])
    due_on = DateField(_l("Due on"), [Maybe()])
    days = IntegerField(_l("Or: working days from now"), [Maybe(), NumberRange(1, 250)])
    wave = StringField(_l("Wave"), [Maybe(), Length(max=80)])


class ExtendForm(BaseForm):
    """More time for one person."""

    due_on = DateField(_l("New day"), [InputRequired()])


class MoreTimeForm(BaseForm):
    """Why somebody needs more time, and until when."""

    wished_on = DateField(_l("Until when"), [InputRequired()])
    reason = TextAreaField(_l("Why"), [InputRequired(), Length(max=1000)])
    once = HiddenField(validators=[Length(min=8, max=64)])


class DecideForm(BaseForm):
    """What a trainer decides about it."""

    verdict = HiddenField()
    granted_on = DateField(_l("New day"), [Maybe()])
    answer = TextAreaField(_l("Words to the learner"), [Maybe(), Length(max=1000)])


class NeedForm(BaseForm):
    """How soon a newcomer is to be able to do what a post asks."""

    days = IntegerField(_l("Working days for it"), [InputRequired(), NumberRange(1, 250)])
