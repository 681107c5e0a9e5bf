"""What learners type about courses."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from courses.goals import FEWEST, MOST
from courses.service import LONGEST_NOTE
from training.core.forms import BaseForm


class NoteForm(BaseForm):
    """A note for oneself."""

    note = TextAreaField(_l("My note"), [Maybe(), Length(max=LONGEST_NOTE)])


class GoalForm(BaseForm):
    """How much to learn in a week."""

    minutes = IntegerField(_l("Minutes a week"), [InputRequired(), NumberRange(FEWEST, MOST)])


class AwayForm(BaseForm):
    """Days on which one is away."""

    first = DateField(_l("First day away"), [InputRequired()])
    until = DateField(_l("Last day away"), [InputRequired()])
