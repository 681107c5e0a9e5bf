"""What authors type about quizzes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FloatField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe
from wtforms.widgets import CheckboxInput, ListWidget

from quizzes.behaviours import BEHAVIOURS
from training.core.forms import BaseForm

TOLD = (
    SelectChoice("marks", _l("Points")), SelectChoice("feedback", _l("Explanations")),
    SelectChoice("right", _l("Right answers")),
)  # fmt: skip
PRESETS = (
    SelectChoice("practice", _l("Practice: several tries with hints, as often as one likes")),
    SelectChoice("check", _l("Check: results after handing in, three attempts")),
    SelectChoice("exam", _l("Exam: 30 minutes, one attempt, right answers once it has closed")),
)


WALL = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
"""How browsers write a local time, and how they must find it."""
LIMIT_MOST = 480
"""Minutes of a time limit: a working day."""
BEHAVIOUR_CHOICES = tuple(SelectChoice(name, each.label) for name, each in BEHAVIOURS.items())


class Ticks(SelectMultipleField):  # type: ignore[misc,unused-ignore]
    """Several choices as tick boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ComposeForm(BaseForm):
    """A new quiz: what it is called, whose it is, what it is for, and what is drawn for it."""

    title = StringField(_l("Title"), [InputRequired(), Length(max=200)])
    unit = SelectField(_l("Owner"), [InputRequired()])
    preset = RadioField(_l("What is it for?"), choices=PRESETS, default="check")
    category = SelectField(_l("Draw questions from"), [Maybe()])
    count = IntegerField(_l("How many are drawn"), [Maybe(), NumberRange(1, 200)], default=20)


class QuizForm(BaseForm):
    """Settings of a quiz; who may change them is the view's business."""

    title = StringField(_l("Title"), [InputRequired(), Length(max=200)])
    intro = TextAreaField(_l("What it is for"), [Maybe(), Length(max=2000)])
    minutes = IntegerField(_l("Minutes it takes"), [InputRequired(), NumberRange(1, 240)])
    pass_percent = IntegerField(_l("Pass mark (%)"), [InputRequired(), NumberRange(0, 100)])
    behaviour = RadioField(_l("When learners are told"), [InputRequired()], choices=BEHAVIOUR_CHOICES)
    tries = IntegerField(_l("Tries for each question"), [InputRequired(), NumberRange(1, 10)])
    penalty = FloatField(_l("What each further try costs (%)"), [InputRequired(), NumberRange(0, 100)])
    per_page = IntegerField(_l("Questions on a page"), [InputRequired(), NumberRange(0, 100)])
    free = BooleanField(_l("Learners may go back and forth"))
    shuffle = BooleanField(_l("Another order of questions for each learner"))
    shuffle_options = BooleanField(_l("Another order of options for each learner"))
    opens_at = DateTimeLocalField(_l("Opens"), [Maybe()], format=WALL)
    closes_at = DateTimeLocalField(_l("Closes"), [Maybe()], format=WALL)
    limit_minutes = IntegerField(
        _l("Time limit (minutes)"),
        [Maybe(), NumberRange(1, LIMIT_MOST, _l("A time limit is from 1 to 480 minutes, which is 8 hours."))],
    )
    time_up = SelectField(
        _l("When the time is over"),
        choices=[
            SelectChoice("submit", _l("what is saved is handed in by itself")),
            SelectChoice("grace", _l("no answer is taken, handing in still is for a while")),
            SelectChoice("abandon", _l("an attempt that is not handed in does not count")),
        ],
    )
    grace_minutes = IntegerField(_l("That while (minutes)"), [InputRequired(), NumberRange(1, 120)])
    attempts_most = IntegerField(_l("Most attempts"), [Maybe(), NumberRange(1, 50)])
    delay_minutes = IntegerField(_l("Minutes between two attempts"), [InputRequired(), NumberRange(0, 20160)])
    grade_method = SelectField(
        _l("Which attempt counts"),
        choices=[
            SelectChoice("highest", _l("the best")),
            SelectChoice("average", _l("the mean of all")),
            SelectChoice("first", _l("the first")),
            SelectChoice("last", _l("the last")),
        ],
    )
    entry_code = StringField(_l("Entry code"), [Maybe(), Length(max=60)])
    during = Ticks(_l("During the attempt, besides the result of a checked answer"), choices=TOLD[2:])
    just_after = Ticks(_l("Right after handing in, for two minutes"), choices=TOLD)
    later = Ticks(_l("Later, while the quiz is open"), choices=TOLD)
    closed = Ticks(_l("Once the quiz has closed"), choices=TOLD)
    blind = BooleanField(_l("Markers do not see the names"))
    second_marker = BooleanField(_l("Two markers read each answer"))

    def validate_closes_at(self, field: Any) -> None:
        """Ask that a quiz closes after it opens."""
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(_l("The closing time must come after the opening time."))
