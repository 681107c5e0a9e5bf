"""What people write to each other."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from training.core.forms import BaseForm


class AskForm(BaseForm):
    """A question, or an answer to one."""

    body = TextAreaField(_l("Your words"), [InputRequired(), Length(max=4000)])
    once = HiddenField(validators=[Length(min=8, max=64)])
