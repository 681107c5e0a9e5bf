"""What authors type about quizzes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class QuizForm(BaseForm):
    """Settings of a quiz; who may change them is the view's business."""

    title = StringField(_l("Title"), [InputRequired(), Length(max=200)])
    intro = TextAreaField(_l("What it is for"), [Maybe(), Length(max=2000)])
    minutes = IntegerField(_l("Minutes it takes"), [InputRequired(), NumberRange(1, 240)])
    limit_minutes = IntegerField(_l("Time limit (minutes)"), [Maybe(), NumberRange(1, 480)])
    pass_percent = IntegerField(_l("Pass mark (%)"), [InputRequired(), NumberRange(0, 100)])
    attempts_most = IntegerField(_l("Most attempts"), [Maybe(), NumberRange(1, 50)])
    shuffle = BooleanField(_l("Another order for each learner"))
