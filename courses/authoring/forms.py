"""What an author types about a course as a whole."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm

TITLE = [InputRequired(), Length(max=200)]


class BeginForm(BaseForm):
    """A new course."""

    title = StringField(_l("Name of the course"), TITLE)
    unit = SelectField(_l("Owner"), [InputRequired()])


class BringForm(BaseForm):
    """A course that comes as one file."""

    title = StringField(_l("Name of the course"), [Maybe(), Length(max=200)])
    unit = SelectField(_l("Owner"), [InputRequired()])
    file = FileField(_l("Course as a file (.zip) or text in Markdown (.md)"))


class HeadForm(BaseForm):
    """What a course says about itself."""

    title = StringField(_l("Name of the course"), TITLE)
    summary = TextAreaField(_l("In one or two sentences"), [Maybe(), Length(max=500)])
    why = TextAreaField(_l("Why it is worth the time"), [Maybe(), Length(max=2000)])
    for_whom = TextAreaField(_l("For whom it is meant"), [Maybe(), Length(max=500)])
    sources = TextAreaField(_l("Sources"), [Maybe(), Length(max=2000)])
    self_enrol = BooleanField(_l("Everyone who can see it may begin by themselves"))


class SectionForm(BaseForm):
    """A part of a course."""

    title = StringField(_l("Title of the part"), TITLE)


class LessonForm(BaseForm):
    """A new lesson."""

    title = StringField(_l("Title of the lesson"), TITLE)


class LessonHeadForm(BaseForm):
    """A lesson's head; it stands on one page with the form of a block, hence its own ids."""

    title = StringField(_l("Title of the lesson"), TITLE, id="lesson-title")
    goal = TextAreaField(_l("What the learner can do afterwards"), [Maybe(), Length(max=500)], id="lesson-goal")
    summary = TextAreaField(_l("In short, at the end"), [Maybe(), Length(max=500)], id="lesson-summary")
    minutes = IntegerField(_l("Minutes"), [Maybe(), NumberRange(0, 120)], id="lesson-minutes")


class StepForm(BaseForm):
    """A quiz, an exercise or a mailbox in the outline."""

    activity = SelectField(_l("Which one"), [InputRequired()])


class BesideForm(BaseForm):
    """Something done beside a trainer."""

    title = StringField(_l("What is done beside the trainer"), TITLE)
    minutes = IntegerField(_l("Minutes"), [InputRequired(), NumberRange(1, 240)], default=10)


class ReleaseForm(BaseForm):
    """When a step opens, and for whom."""

    opens_on = DateField(_l("Opens on"), [Maybe()])
    after = SelectMultipleField(_l("Opens after these are done"), [Maybe()])
    score_of = SelectField(_l("Opens with a score in"), [Maybe()])
    percent = IntegerField(_l("of at least (percent)"), [Maybe(), NumberRange(1, 100)])
    units = SelectMultipleField(_l("Only for these units, with all below them"), [Maybe()])
    positions = SelectMultipleField(_l("Only for these positions"), [Maybe()])


class RuleForm(BaseForm):
    """One more rule."""

    activity = SelectField(_l("Step"), [InputRequired()])
    rule = SelectField(_l("What is asked"), [InputRequired()])
    number = IntegerField(_l("Number (percent, minutes or tries)"), [Maybe(), NumberRange(1, 500)])
    path = StringField(_l("Way (leave empty: asked of everybody)"), [Maybe(), Length(max=60)])


class LeastForm(BaseForm):
    """How many rules are enough."""

    least = IntegerField(_l("How many of these are enough (empty: all)"), [Maybe(), NumberRange(1, 100)])


class PublishForm(BaseForm):
    """What changed, for those who come later."""

    note = StringField(_l("What is new in this version"), [Maybe(), Length(max=300)], id="version-note")


class ScheduleForm(BaseForm):
    """When it is to come out."""

    at = DateTimeLocalField(_l("Publish on"), [InputRequired()], id="publish-at")


class ReviewForm(BaseForm):
    """Words between author and reviewer."""

    words = TextAreaField(_l("Words to the author"), [InputRequired(), Length(max=1000)], id="back-words")
