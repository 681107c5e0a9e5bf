"""What administrators type."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class StaffFileForm(BaseForm):
    """A staff list."""

    file = FileField(_l("Staff list (XLSX or CSV)"), [FileRequired(_l("Choose a file."))])
    close_missing = BooleanField(_l("Close the accounts of people who are missing from the list"))


class UnitForm(BaseForm):
    """A new unit."""

    code = StringField(_l("Code"), [InputRequired(), Length(max=35)])
    name = StringField(_l("Name"), [InputRequired(), Length(max=200)])
    parent = SelectField(_l("Below"), [Maybe()])


class GrantForm(BaseForm):
    """A role for a unit and everything below it."""

    role = SelectField(_l("Role"), [InputRequired()])
    unit = SelectField(_l("For"), [InputRequired()])


class LetterForm(BaseForm):
    """The wording of a letter in one language."""

    subject = StringField(_l("Subject"), [InputRequired(), Length(max=200)])
    body = TextAreaField(_l("Text"), [InputRequired(), Length(max=4000)])


class RenameForm(BaseForm):
    """Another name for a unit."""

    name = StringField(_l("Name"), [InputRequired(), Length(max=200)])
