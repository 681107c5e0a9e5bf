"""What a trainer fills in to ask for something."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
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
    days = IntegerField(_l("Or: working days for it"), [Maybe(), NumberRange(1, 250)])
    counted = SelectField(
        _l("Counted from"),
        choices=[
            SelectChoice("asked", _l("the day each person is asked")),
            SelectChoice("joined", _l("the day each person joined")),
        ],
        default="asked",
    )
    joined_since = DateField(_l("Only who joined since"), [Maybe()])
    voluntary = BooleanField(_l("Only offer it: whoever wants takes it up"))
    wave = StringField(_l("A name for this round"), [Maybe(), Length(max=80)])
    seen = HiddenField()


class StopForm(BaseForm):
    """What becomes of what was asked already."""

    keep = SelectField(
        _l("What was asked already"),
        choices=[
            SelectChoice("keep", _l("stays asked, with its day")),
            SelectChoice("withdraw", _l("is taken back from whoever has not begun")),
        ],
    )


class RolloutForm(BaseForm):
    """What a province is to learn, stage by stage."""

    title = StringField(_l("Name"), [InputRequired(), Length(max=120)])
    ref = SelectField(_l("What"), [InputRequired()])
    unit = SelectField(_l("Within"), [InputRequired()])
    position = SelectField(_l("Only the position"), [Maybe()])
    role = SelectField(_l("Only the role"), [Maybe()])
    days = IntegerField(_l("Working days for each person"), [InputRequired(), NumberRange(1, 250)], default=15)
    gate = IntegerField(
        _l("The next wave waits until so many people of the last one have finished (%)"), [Maybe(), NumberRange(0, 100)]
    )


class WaveForm(BaseForm):
    """One stage: which units, and on which day."""

    name = StringField(_l("Name of the wave"), [InputRequired(), Length(max=80)])
    opens_on = DateField(_l("Opens on"), [InputRequired()])
    all = BooleanField(_l("Choose all of them"))
    units = SelectMultipleField(_l("Units"), coerce=int)


class ExtendForm(BaseForm):
    """More time for one person."""

    due_on = DateField(_l("Give time until"), [InputRequired()])


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
