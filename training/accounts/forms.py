"""What people type about their own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
NEW = {"autocomplete": "new-password", "autocapitalize": "none", "spellcheck": "false"}
CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class SignInForm(BaseForm):
    """Name and password."""

    sign_in_name = StringField(_l("Sign-in name"), [InputRequired(), Length(max=200)], render_kw=NAME)
    password = PasswordField(_l("Password"), [InputRequired(), Length(max=1000)])
    next = HiddenField()


class CodeForm(BaseForm):
    """Six digits or a recovery code."""

    code = StringField(_l("Code"), [InputRequired(), Length(max=40)], render_kw={**CODE, "inputmode": "text"})
    next = HiddenField()


class ConfirmForm(BaseForm):
    """The password once more, before something weighty."""

    password = PasswordField(_l("Password"), [InputRequired(), Length(max=1000)])
    next = HiddenField()


class NewPassword(BaseForm):
    """A new password, typed twice."""

    password = PasswordField(_l("New password"), [InputRequired(), Length(max=1000)], render_kw=NEW)
    again = PasswordField(_l("The same password again"), [InputRequired()], render_kw=NEW)

    def validate_again(self, field: PasswordField) -> None:
        """Both must be the same."""
        if field.data != self.password.data:
            raise ValidationError(str(_l("The two passwords differ. Press “Show” and compare.")))


class ChangePassword(NewPassword):
    """A new password, proved by the old one."""

    present = PasswordField(_l("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"})


class ActivateForm(NewPassword):
    """Name and code from a slip, and a password of one's own."""

    sign_in_name = StringField(_l("Sign-in name"), [InputRequired(), Length(max=200)], render_kw=NAME)
    code = StringField(_l("Code on the slip"), [InputRequired(), Length(max=40)], render_kw=CODE)


class InviteForm(NewPassword):
    """The first administrator."""

    full_name = StringField(_l("Full name"), [InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    email = EmailField(_l("E-mail"), [Maybe(), Length(max=200)], render_kw={"autocomplete": "email"})
    unit_name = StringField(_l("Agency at the top of the tree"), [InputRequired(), Length(max=200)])
    sign_in_name = StringField(_l("Sign-in name"), [InputRequired(), Length(min=3, max=60)], render_kw=NAME)


class ResetForm(BaseForm):
    """Who asks for a new password."""

    sign_in_name = StringField(_l("Sign-in name"), [InputRequired(), Length(max=200)], render_kw=NAME)


class EmptyForm(BaseForm):
    """Nothing but the proof that our own page sent it."""
