from __future__ import annotations

from flask import Flask
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tests.markup import slips
from training.core.forms import BaseForm


class Choosing(BaseForm):
    """One list that must be answered, once with an empty first line and once without."""

    full = SelectField("Full", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")], validators=[InputRequired()])
    asked = SelectField(
        "Asked", choices=[SelectChoice("", "Choose"), SelectChoice("a", "A")], validators=[InputRequired()]
    )


def test_a_list_is_marked_required_only_where_its_first_line_is_empty(in_app: Flask) -> None:
    with in_app.test_request_context():
        form = Choosing()

        assert "required" not in str(form.full())
        assert "required" in str(form.asked())


def test_slips_of_markup_are_found() -> None:
    assert slips('<div id="a"><p>words</p></div><p id="b">more</p>') == []
    assert len(slips('<p id="a">x</p><p id="a">y</p>')) == 1
    assert len(slips("<fieldset><legend><p>x</p></legend></fieldset>")) == 1
    assert len(slips('<select required><option value="1">one</option></select>')) == 1
    assert len(slips("<div><p>x</div>")) == 1
