import pytest

from training.office.document import types
from training.office.document.check.checker import check_document
from training.office.document.check.finding import Component
from training.office.document.parts import Issuer, SigningForm
from training.office.document.templates import (
    Office,
    begin,
    blanks,
    example,
    template,
    templates,
)

EVERY = pytest.mark.parametrize("chosen", templates(), ids=lambda one: one.type_code)
DEPARTMENT = Office(
    Issuer("Sở Nội vụ", "Ủy ban nhân dân tỉnh Hải Tràm"), "SNV", "Hải Tràm", "Giám đốc", "Phó Giám đốc", ""
)


def test_each_of_the_twenty_nine_types_has_its_template():
    assert [one.type_code for one in templates()] == [kind.code for kind in types.TYPES]
    assert len(templates()) == 29


@EVERY
def test_the_finished_example_passes_the_checker(chosen):
    assert check_document(example(chosen), issued=True) == ()
    assert blanks(example(chosen)) == ()


@EVERY
def test_a_new_draft_breaks_no_rule_but_that_its_rooms_are_open(chosen):
    draft = begin(chosen, DEPARTMENT, "CCHC")

    assert {one.rule.code for one in check_document(draft)} == {"body.blank"}
    assert (draft.number, draft.day, draft.signed) == (None, None, False)


@EVERY
def test_every_room_has_a_value_for_the_example_and_no_value_is_left_over(chosen):
    open_rooms = set(blanks(begin(chosen, DEPARTMENT, "CCHC", signer="Lê Giả Định")))

    assert open_rooms == set(chosen.values)


@EVERY
def test_guidance_speaks_of_parts_a_page_has_and_says_when_the_type_is_used(chosen):
    assert set(chosen.guide) <= {component.name.lower() for component in Component}
    assert {"subject", "body", "recipients", "signature", "number"} <= set(chosen.guide)
    assert chosen.use.endswith(".")


def test_who_signs_follows_the_office():
    decision = template("quyet-dinh")

    assert begin(decision, DEPARTMENT, "VP").signer.form is SigningForm.HEAD
    assert example(decision).signer.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_there_is_no_template_for_a_type_nobody_knows():
    with pytest.raises(LookupError):
        template("so-tay")
