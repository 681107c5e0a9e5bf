import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.office.document import types
from training.office.document.number import (
    DocumentNumber,
    Notation,
    NumberError,
    next_number,
    parse,
    problems,
)
from training.office.document.number_problems import PROBLEMS, NumberProblem

DECISION, RULES, LETTER = (types.by_code(code) for code in ("quyet-dinh", "quy-dinh", "cong-van"))
AGENCIES = st.sampled_from(["UBND", "SNV", "HĐND", "SGD&ĐT", "TTPVHCC", "VPCP", "BCĐ389"])


def test_a_decision_is_written_and_read_as_in_the_decree():
    number = DocumentNumber(5, Notation("UBND", type_abbreviation="QĐ"))

    assert str(number) == "05/QĐ-UBND"
    assert parse("Số: 05/QĐ-UBND") == number


def test_an_official_letter_ends_in_its_drafting_unit():
    number = parse("15/UBND-VP")

    assert number == DocumentNumber(15, Notation("UBND", drafter="VP"))
    assert (number.notation.type_abbreviation, str(number)) == ("", "15/UBND-VP")


def test_local_padding_is_accepted_and_kept():
    number = parse("0226/TB-UBND")

    assert (number.number, number.width, str(number)) == (226, 4, "0226/TB-UBND")


def test_text_typed_with_loose_marks_is_read_the_same():
    assert parse(unicodedata.normalize("NFD", "05/QĐ-HĐND")) == parse("05/QĐ-HĐND")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", NumberProblem.EMPTY),
        ("Số: ", NumberProblem.EMPTY),
        ("QĐ-UBND", NumberProblem.SHAPE),
        ("05QĐ-UBND", NumberProblem.SHAPE),
        ("05/QĐ", NumberProblem.SHAPE),
        ("15/UBND-VP-TH", NumberProblem.SHAPE),
        ("05/QĐ-", NumberProblem.SHAPE),
        ("05 / QĐ - UBND", NumberProblem.SPACES),
        ("00/QĐ-UBND", NumberProblem.ZERO),
        ("5/QĐ-UBND", NumberProblem.MISSING_LEADING_ZERO),
        ("05/2026/QĐ-UBND", NumberProblem.YEAR),
        ("05-QĐ/UBND", NumberProblem.SWAPPED),
        ("15/CV-UBND", NumberProblem.LETTER_AS_TYPE),
        ("05/qđ-UBND", NumberProblem.LOWER_CASE),
        ("05/QĐ-ubnd", NumberProblem.LOWER_CASE),
        ("15/ubnd-VP", NumberProblem.LOWER_CASE),
        ("05/QYĐ-UBND", NumberProblem.TYPE_CASE),
        ("05/TTR-UBND", NumberProblem.TYPE_CASE),
        ("05/QD-UBND", NumberProblem.TYPE_MARKS),
    ],
)
def test_each_slip_is_named(text, problem):
    assert problem in problems(text)
    with pytest.raises(NumberError) as caught:
        parse(text)
    assert problem in caught.value.problems


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("05/QyĐ-UBND", DECISION, (NumberProblem.WRONG_TYPE,)),
        ("05/QĐ-UBND", RULES, (NumberProblem.WRONG_TYPE,)),
        ("15/UBND-VP", DECISION, (NumberProblem.TYPE_MISSING,)),
        ("15/QĐ-UBND", LETTER, (NumberProblem.TYPE_NOT_WANTED,)),
        ("05/QyĐ-UBND", RULES, ()),
        ("15/UBND-VP", LETTER, ()),
    ],
)
def test_the_notation_must_belong_to_the_type(text, kind, expected):
    assert problems(text, kind) == expected


def test_the_notation_must_belong_to_the_issuer():
    assert problems("05/QĐ-SNV", DECISION, "UBND") == (NumberProblem.WRONG_ISSUER,)
    assert problems("1042/SNV-CCHC", LETTER, "SNV") == ()


def test_every_problem_has_words_in_both_languages():
    assert set(PROBLEMS) == set(NumberProblem)
    assert all(vi.endswith(".") and en.endswith(".") and "!" not in vi for vi, en in PROBLEMS.values())


@given(st.integers(1, 999999), st.sampled_from(sorted(types.abbreviations())), AGENCIES, st.integers(2, 6))
def test_a_named_number_reads_back_as_it_was_written(number, short, agency, width):
    written = DocumentNumber(number, Notation(agency, type_abbreviation=short), max(width, len(str(number))))

    assert parse(f"Số: {written}") == written


@given(st.integers(1, 999999), AGENCIES, st.sampled_from(["VP", "CCHC", "KGVX", "TH2"]))
def test_a_letter_number_reads_back_as_it_was_written(number, agency, unit):
    written = DocumentNumber(number, Notation(agency, drafter=unit), max(2, len(str(number))))

    assert parse(str(written)) == written


@given(st.text(max_size=40))
def test_any_text_is_either_a_number_or_has_a_problem(text):
    found = problems(text)

    assert all(problem in PROBLEMS for problem in found)
    if not found:
        assert problems(str(parse(text))) == ()


@pytest.mark.parametrize(
    "parts",
    [
        {"issuer": "UBND", "type_abbreviation": "CV"},
        {"issuer": "UBND", "type_abbreviation": "QĐ", "drafter": "VP"},
        {"issuer": "ubnd", "type_abbreviation": "QĐ"},
        {"issuer": "QĐ", "drafter": "UBND"},
        {"issuer": "UB ND"},
        {"issuer": ""},
    ],
)
def test_a_notation_that_could_not_be_read_back_is_refused(parts):
    with pytest.raises(ValueError):
        Notation(**parts)


def test_numbers_follow_each_other_and_restart_on_the_first_of_january():
    assert next_number(None, None, date(2026, 3, 2)) == 1
    assert next_number(41, date(2026, 3, 2), date(2026, 3, 2)) == 42
    assert next_number(1899, date(2026, 12, 31), date(2027, 1, 1)) == 1


def test_a_number_is_never_given_backwards_in_time():
    with pytest.raises(ValueError):
        next_number(41, date(2026, 3, 2), date(2026, 3, 1))
