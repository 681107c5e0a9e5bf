"""Forms of the practice window: each carries the guard that says from which picture it was drawn."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from training.core.forms import BaseForm


class GuardForm(BaseForm):
    """Any act in a copy; the fields of the act itself are declared by the practice system's verbs."""

    guard = HiddenField()

    @property
    def place(self) -> tuple[int, int]:
        """Return the epoch and seq the page was drawn at; (-1, -1) for something unreadable."""
        epoch, _dot, seq = (self.guard.data or "").partition(".")
        fits = epoch.isascii() and epoch.isdigit() and seq.isascii() and seq.isdigit() and len(seq) < 10
        return (int(epoch[:10]), int(seq)) if fits else (-1, -1)


class SaveForm(BaseForm):
    """The name of a save point."""

    name = StringField(validators=[Length(max=80)])


class FormatForm(BaseForm):
    """A Word file whose format is to be checked."""

    file = FileField(_l("Word file (.docx)"), [FileRequired(_l("Choose a file."))])
