"""What a trainer types about people on a course."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from training.core.forms import BaseForm


class SignForm(BaseForm):
    """A step signed off."""

    activity = SelectField(_l("Which step"), [InputRequired()])
    why = TextAreaField(_l("What you saw, or why it counts"), [InputRequired(), Length(max=1000)])


class WhyForm(BaseForm):
    """Why a sign-off is taken back."""

    why = TextAreaField(_l("Why it is taken back"), [InputRequired(), Length(max=1000)])
