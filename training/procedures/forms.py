"""What editors change about a procedure: every row of it, one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Regexp
from wtforms.validators import Optional as Maybe

from training.core.forms import BaseForm

MOST_ROWS = 40
MARKS = [
    SelectChoice("verified", _l("read in a public source")),
    SelectChoice("memory", _l("not verified yet")),
    SelectChoice("council", _l("set by the provincial council")),
    SelectChoice("assumed", _l("assumed for practice")),
]
UNITS = [
    SelectChoice("working_day", _l("working days")),
    SelectChoice("calendar_day", _l("calendar days")),
    SelectChoice("working_hour", _l("working hours")),
    SelectChoice("hour", _l("hours")),
    SelectChoice("same_day", _l("the same day")),
]
ROW = re.compile(r"^(limits|components)-(\d+)-(\w+)$")
MOVE = re.compile(r"^(add|drop|up|down)-(limits|components)(?:-(\d+))?$")


class Row(BaseForm):
    """One row inside the form; the form around it carries the token."""

    class Meta(BaseForm.Meta):  # type: ignore[misc,unused-ignore]
        """No token of its own."""

        csrf = False


class LimitRow(Row):
    """One time limit: how long, in what, under which condition, handed in by when."""

    amount = IntegerField(_l("How long"), [InputRequired(), NumberRange(0, 400)], default=0)
    unit = SelectField(_l("Counted in"), choices=UNITS)
    condition = StringField(_l("Only if"), [Maybe(), Length(max=200)])
    cut_off = StringField(_l("Handed in by (such as 15:00)"), [Maybe(), Regexp(r"^([01]\d|2[0-3]):[0-5]\d$")])


class ComponentRow(Row):
    """One paper of the dossier."""

    code = HiddenField()
    name = StringField(_l("Paper"), [InputRequired(), Length(max=300)])
    copy_kind = SelectField(
        _l("As"),
        choices=[
            SelectChoice("", _l("original or as the law says")),
            SelectChoice("form", _l("a form to fill in")),
            SelectChoice("certified", _l("certified copy")),
            SelectChoice("photocopy", _l("photocopy with the original to compare")),
            SelectChoice("shown", _l("shown, not handed in")),
        ],
    )
    required = BooleanField(_l("Always needed"), default=True)
    in_database = BooleanField(_l("Already in a state database: not asked for"))
    retired = BooleanField(_l("No longer asked for"))


class ProcedureForm(BaseForm):
    """A whole procedure."""

    version = HiddenField()
    name = StringField(_l("Name"), [InputRequired(), Length(max=300)])
    result = StringField(_l("Result"), [Maybe(), Length(max=300)])
    limits = FieldList(FormField(LimitRow), max_entries=MOST_ROWS)
    fee_rule = SelectField(
        _l("How the fee is counted"),
        choices=[
            SelectChoice("none", _l("no fee")),
            SelectChoice("flat", _l("one amount")),
            SelectChoice("per_copy", _l("for each copy")),
            SelectChoice("per_page", _l("for each page of the original")),
        ],
    )
    fee_when = SelectField(
        _l("When it is paid"),
        choices=[
            SelectChoice("none", _l("not at all")),
            SelectChoice("before", _l("with the dossier")),
            SelectChoice("after", _l("with the result")),
        ],
    )
    amount = IntegerField(_l("Fee (đồng)"), [Maybe(), NumberRange(0, 1_000_000_000)])
    from_third = IntegerField(_l("From the third page (đồng)"), [Maybe(), NumberRange(0, 1_000_000_000)])
    most_per_copy = IntegerField(_l("At most for a copy (đồng)"), [Maybe(), NumberRange(0, 1_000_000_000)])
    fee_note = StringField(_l("Note on the fee"), [Maybe(), Length(max=300)])
    components = FieldList(FormField(ComponentRow), max_entries=MOST_ROWS)
    supplement_policy = SelectField(
        _l("After a supplement the clock"),
        choices=[SelectChoice("pause", _l("goes on")), SelectChoice("restart", _l("starts again"))],
    )
    legal_basis = TextAreaField(_l("Legal basis (for reference)"), [Maybe(), Length(max=2000)])
    sure_time = SelectField(_l("The time limits are"), choices=MARKS)
    sure_fee = SelectField(_l("The fee is"), choices=MARKS)
    sure_components = SelectField(_l("The papers are"), choices=MARKS)
    last_verified = DateField(_l("Last verified on"), [InputRequired()])
    note = StringField(_l("Why it is changed"), [InputRequired(), Length(max=300)])


class ListForm(BaseForm):
    """A province's own list."""

    file = FileField(_l("List of procedures (XLSX or CSV)"), [FileRequired(_l("Choose a file."))])


def rearranged(typed: Mapping[str, str], go: str) -> MultiDict[str, str] | None:
    """Return what was typed with a row added, dropped or moved as the button `go` says; None for another button."""
    asked = MOVE.match(go)
    if asked is None:
        return None
    verb, name, place = asked[1], asked[2], int(asked[3] or 0)
    rows: dict[int, dict[str, str]] = {}
    rest: MultiDict[str, str] = MultiDict()
    for key, value in typed.items():
        found = ROW.match(key)
        if found and found[1] == name:
            rows.setdefault(int(found[2]), {})[found[3]] = value
        else:
            rest.add(key, value)
    ordered = [rows[number] for number in sorted(rows)]
    _move(ordered, verb, place, name)
    for number, row in enumerate(ordered[:MOST_ROWS]):
        for field, value in row.items():
            rest.add(f"{name}-{number}-{field}", value)
    return rest


def _move(rows: list[dict[str, str]], verb: str, place: int, name: str) -> None:
    if verb == "add":
        rows.append({"amount": ""} if name == "limits" else {"name": "", "required": "y"})
    elif verb == "drop" and place < len(rows):
        del rows[place]
    elif verb in ("up", "down"):
        other = place - 1 if verb == "up" else place + 1
        if min(place, other) >= 0 and max(place, other) < len(rows):
            rows[place], rows[other] = rows[other], rows[place]


__all__ = ["ComponentRow", "LimitRow", "ListForm", "ProcedureForm", "rearranged"]
