"""What a trainer writes of a path."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class PathForm(BaseForm):
    """What a path is called, and why somebody should walk it."""

    title = StringField(_l("Name of the path"), [InputRequired(), Length(max=160)])
    why = TextAreaField(_l("Why"), [Maybe(), Length(max=1000)])


class NewPathForm(PathForm):
    """A new path belongs to a unit."""

    unit = SelectField(_l("Kept by"), [InputRequired()])


class StepForm(BaseForm):
    """A step of a path."""

    title = StringField(_l("Name of the step"), [InputRequired(), Length(max=160)])
    need = IntegerField(_l("How many of its activities are needed"), [Maybe(), NumberRange(0, 20)])
