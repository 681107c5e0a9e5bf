"""What a trainer decides about a certificate."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Regexp
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm


class RuleForm(BaseForm):
    """What is certified, in which words, for how long."""

    ref = SelectField(_l("What is certified"), [InputRequired()])
    unit = SelectField(_l("Given to the people of"), [InputRequired()])
    title = StringField(_l("Heading"), [InputRequired(), Length(max=80)])
    body = TextAreaField(_l("Sentence under the name"), [InputRequired(), Length(max=500)])
    issuer = StringField(_l("Issued by"), [InputRequired(), Length(max=160)])
    place = StringField(_l("Place"), [Maybe(), Length(max=80)])
    signatory_post = StringField(_l("Post of the signatory"), [Maybe(), Length(max=120)])
    signatory_name = StringField(_l("Name of the signatory"), [Maybe(), Length(max=120)])
    months = IntegerField(_l("Valid for (months)"), [InputRequired(), NumberRange(0, 120)])
    window_days = IntegerField(_l("May be renewed so many days before its end"), [InputRequired(), NumberRange(1, 365)])
    renewal = SelectField(_l("Renewed by"), [Maybe()])
    notice_days = StringField(
        _l("Tell the holder so many days before its end"), [Maybe(), Regexp(r"^\d{1,3}(\s*,\s*\d{1,3}){0,5}$")]
    )
    active = BooleanField(_l("Certificates are given"))

    def validate_notice_days(self, field: StringField) -> None:
        """Nobody is told before the window of a year."""
        if any(each > 365 for each in self.days()):
            raise ValidationError(_l("At most 365 days."))

    def days(self) -> list[int]:
        """Return the set days, the furthest first."""
        return sorted({int(each) for each in (self.notice_days.data or "").split(",") if each.strip()}, reverse=True)


class RevokeForm(BaseForm):
    """Why a certificate is taken back."""

    reason = TextAreaField(_l("Reason"), [InputRequired(), Length(max=500)])
    sure = BooleanField(
        _l("I have looked: this is the right person and the right certificate"),
        [InputRequired(_l("It cannot be undone, so tick that you have looked at person and certificate."))],
    )
