"""What is typed about files of questions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class BringForm(BaseForm):
    """A file of questions, whose they become, where they stand, and the quiz they may make at once."""

    file = FileField(_l("File of questions"), [FileRequired(_l("Choose a file."))])
    unit = SelectField(_l("Owner"), [InputRequired()])
    category = StringField(_l("Category"), [Maybe(), Length(max=200)])
    title = StringField(_l("Title of a new quiz"), [Maybe(), Length(max=200)])
