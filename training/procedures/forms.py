"""What editors change about a procedure."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class ProcedureForm(BaseForm):
    """The parts that change most; the rest comes with the list."""

    name = StringField(_l("Name"), [InputRequired(), Length(max=300)])
    result = StringField(_l("Result"), [Maybe(), Length(max=300)])
    amount = IntegerField(_l("Fee (đồng)"), [Maybe(), NumberRange(0, 1_000_000_000)])
    days = IntegerField(_l("Time limit (working days; 0 is the same day)"), [Maybe(), NumberRange(0, 400)])
    supplement_policy = SelectField(
        _l("After a supplement the clock"), choices=[("pause", _l("goes on")), ("restart", _l("starts again"))]
    )
    legal_basis = TextAreaField(_l("Legal basis (for reference)"), [Maybe(), Length(max=2000)])
    last_verified = DateField(_l("Last verified on"), [InputRequired()])
    note = StringField(_l("Why it is changed"), [InputRequired(), Length(max=300)])


class ListForm(BaseForm):
    """A province's own list."""

    file = FileField(_l("List of procedures (XLSX or CSV)"), [FileRequired(_l("Choose a file."))])
