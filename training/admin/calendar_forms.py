"""What administrators type about the working calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as Maybe

from training.core import i18n, words
from training.core.calendar.rules import Hours, WorkingCalendar
from training.core.forms import BaseForm

PARTS = ("morning", "afternoon")
EDGES = ("from", "to")


class DayForm(BaseForm):
    """One named day of the calendar."""

    first = DateField(_l("Day"), [InputRequired()])
    kind = RadioField(
        _l("What it is"),
        choices=[
            SelectChoice("holiday", _l("Day off")),
            SelectChoice("make_up", _l("Make-up day: the office works")),
        ],
        default="holiday",
    )
    name = StringField(_l("What it is called"), [InputRequired(), Length(max=200)])
    announced = BooleanField(_l("Announced: the decision is published"))
    note = StringField(_l("Why, for the history (may stay empty)"), [Maybe(), Length(max=300)])


class NewDayForm(DayForm):
    """One named day, or several in a row."""

    last = DateField(_l("Last day, where it is several in a row"), [Maybe()])


class ReasonForm(BaseForm):
    """Nothing but the reason, for the history."""

    note = StringField(_l("Why, for the history (may stay empty)"), [Maybe(), Length(max=300)])


class HoursForm(ReasonForm):
    """Two intervals of work for each weekday; an empty one is not worked."""

    @classmethod
    def of(cls, calendar: WorkingCalendar) -> HoursForm:
        """Return the form as it stands for `calendar`."""
        data: dict[str, Any] = {}
        for number, hours in enumerate(calendar.weekly):
            for part, interval in zip(PARTS, hours, strict=False):
                data |= {_name(number, part, edge): at for edge, at in zip(EDGES, interval, strict=True)}
        return cls(data=data)

    def rows(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each weekday's name with its four fields."""
        for number, name in enumerate(words.WEEKDAYS[i18n.locale()]):
            fields = [self[_name(number, part, edge)] for part in PARTS for edge in EDGES]
            says = (_("morning from"), _("morning until"), _("afternoon from"), _("afternoon until"))
            for field, say in zip(fields, says, strict=True):
                field.label.text = f"{words.capfirst(name)}, {say}"
            yield words.capfirst(name), fields

    def weekly(self) -> list[Hours]:
        """Return what was typed as the hours of a week."""
        return [tuple(self._intervals(number)) for number in range(7)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Take an interval only with its beginning and its end, in this order."""
        sound = bool(super().validate(extra_validators))
        for number in range(7):
            for part in PARTS:
                opens, closes = (self[_name(number, part, edge)] for edge in EDGES)
                if say := _wrong(opens, closes):
                    closes.errors = [*closes.errors, say]
                    sound = False
        return sound

    def _intervals(self, number: int) -> Iterator[tuple[Any, Any]]:
        for part in PARTS:
            opens, closes = (self[_name(number, part, edge)].data for edge in EDGES)
            if opens and closes:
                yield opens, closes


def _wrong(opens: Any, closes: Any) -> str:
    if opens.errors or closes.errors:
        return ""
    if bool(opens.data) != bool(closes.data):
        return str(_("Fill in both times, or leave both empty."))
    if opens.data and closes.data <= opens.data:
        return str(_("This interval ends before it begins."))
    return ""


def _name(number: int, part: str, edge: str) -> str:
    return f"d{number}_{part}_{edge}"


for _number in range(7):
    for _part in PARTS:
        setattr(HoursForm, _name(_number, _part, "from"), TimeField("", [Maybe()]))
        setattr(HoursForm, _name(_number, _part, "to"), TimeField("", [Maybe()]))
