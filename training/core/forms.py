"""The one parent of all forms: our own words, one Unicode form, and refusals beside the field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.form import BaseForm as PlainForm

from training.core import transaction
from training.core.errors import RuleBroken
from training.core.i18n import FormTranslations


def tidy(value: Any) -> Any:
    """Bring text into NFC and cut the spaces around it."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


class BaseForm(FlaskForm):  # type: ignore[misc,unused-ignore]
    """Shape and wording of input; rights are the view's business."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc,unused-ignore]
        """Our translations, and tidy text in every field that is not a secret."""

        def get_translations(self, form: PlainForm) -> FormTranslations:
            """Speak our catalogue."""
            return FormTranslations()

        def bind_field(self, form: PlainForm, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Tidy typed text: Word and phones send decomposed letters."""
            if issubclass(unbound_field.field_class, StringField) and not unbound_field.kwargs.get("filters"):
                options.setdefault("filters", []).append(tidy)
            return unbound_field.bind(form=form, **options)

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:
            """Leave `required` off a list without an empty first line: HTML allows it only with one."""
            if isinstance(field, SelectField) and not isinstance(field, SelectMultipleField):
                first = next(iter(field.iter_choices()), None) if not field.has_groups() else None
                if first is not None and str(first[0]) != "":
                    render_kw = {"required": False, **render_kw}
            return super().render_field(field, render_kw)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a broken rule beside its field; the work is undone and the refusal recorded.

        Use as `with form.refusals(): …; return redirect(…)`, then render the form again below it.
        """
        try:
            yield
        except RuleBroken as error:
            transaction.refuse(error)
            self.show(error)

    def show(self, error: RuleBroken) -> None:
        """Put the sentence beside the field it concerns, or on top of the form."""
        if error.field and error.field in self._fields:
            self._fields[error.field].errors = [*self._fields[error.field].errors, str(error)]
        else:
            self.form_errors.append(str(error))


def told(note: str | None, errors: Any) -> dict[str, str]:
    """Return the attributes by which a field's hint or error is read aloud with it."""
    found = {"aria_describedby": note} if note else {}
    return found | {"aria_invalid": "true"} if errors else found
