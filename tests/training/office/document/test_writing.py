"""What the house writes as Word files passes its own checker, in all 29 types."""

import pytest

from training.office.document.templates import SAMPLE_OFFICE, begin, blanks, example, templates
from training.office.document.word.judging import judge
from training.office.document.word.reading import read
from training.office.document.word.writing import write

EVERY = pytest.mark.parametrize("chosen", templates(), ids=lambda one: one.type_code)


@EVERY
def test_a_finished_document_passes_the_checker_as_a_word_file(chosen):
    reading = read(write(example(chosen)))

    assert judge(reading) == ()
    assert reading.draft.type_code == chosen.type_code
    assert reading.draft.signer == "Trần Văn Thử Nghiệm"


@EVERY
def test_a_new_draft_as_a_word_file_waits_only_to_be_filled(chosen):
    draft = begin(chosen, SAMPLE_OFFICE, "VP")

    assert {one.rule.code for one in judge(read(write(draft)))} == {"body.blank"}
    assert blanks(draft)


def test_a_mark_stands_on_every_page_and_not_in_the_text(letter):
    data = write(letter, mark="DỮ LIỆU GIẢ LẬP")

    assert judge(read(data)) == ()
