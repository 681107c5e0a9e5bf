"""Which copy may be made of what, and how it stands on the page (Decree 30/2020, articles 25 to 27)."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from training.office.document.copying import WHY, CopyBlock, CopyForm, CopyProblem, Medium, Source, notation, problem
from training.office.document.html import render
from training.office.document.number import Notation
from training.office.document.parts import Document, Issuer, Paragraph, Recipients, Signer, SigningForm

LINES = ("Điều 1. Phân công người trực.", "Điều 2. Văn phòng thi hành.")
TRUE, OF_COPY, EXTRACT = CopyForm.TRUE, CopyForm.OF_COPY, CopyForm.EXTRACT
PAPER, FILE = Medium.PAPER, Medium.ELECTRONIC


@pytest.mark.parametrize(
    ("form", "to", "medium", "is_copy", "excerpt", "expected"),
    [
        (TRUE, PAPER, PAPER, False, (), None),
        (TRUE, PAPER, FILE, False, (), None),
        (TRUE, FILE, PAPER, False, (), None),
        (TRUE, FILE, FILE, False, (), CopyProblem.FILE_TO_FILE),
        (TRUE, PAPER, PAPER, True, (), CopyProblem.NOT_OF_COPY),
        (TRUE, PAPER, PAPER, False, LINES[:1], CopyProblem.WHOLE_TEXT),
        (OF_COPY, PAPER, PAPER, True, (), None),
        (OF_COPY, FILE, PAPER, True, (), None),
        (OF_COPY, PAPER, FILE, True, (), None),
        (OF_COPY, FILE, FILE, True, (), CopyProblem.FILE_TO_FILE),
        (OF_COPY, PAPER, PAPER, False, (), CopyProblem.OF_COPY_ONLY),
        (EXTRACT, PAPER, FILE, False, LINES[:1], None),
        (EXTRACT, FILE, FILE, False, LINES[1:], None),
        (EXTRACT, PAPER, PAPER, False, (), CopyProblem.NOTHING_CHOSEN),
        (EXTRACT, PAPER, PAPER, False, ("Điều 1. Phân công NGƯỜI trực.",), CopyProblem.NOT_LITERAL),
        (EXTRACT, PAPER, PAPER, True, LINES[:1], CopyProblem.NOT_OF_COPY),
    ],
)
def test_a_copy_is_made_of_what_the_decree_lets_it_be_made_of(
    form: CopyForm, to: Medium, medium: Medium, is_copy: bool, excerpt: tuple[str, ...], expected: CopyProblem | None
) -> None:
    assert problem(form, to, Source(medium, is_copy, LINES), excerpt) is expected


def test_every_problem_can_happen_and_has_its_words() -> None:
    excerpts = ((), LINES[:1], ("khác",))
    every = product(CopyForm, Medium, Medium, (True, False), excerpts)
    met = {problem(form, to, Source(medium, copy, LINES), excerpt) for form, to, medium, copy, excerpt in every}
    assert met == {None, *CopyProblem}
    assert set(WHY) == set(CopyProblem)


def test_notations_are_those_of_the_decree() -> None:
    assert [notation(form, "UBND") for form in CopyForm] == ["SY-UBND", "SL-UBND", "TrS-UBND"]
    assert [form.heading for form in CopyForm] == ["SAO Y", "SAO LỤC", "TRÍCH SAO"]


def block(medium: Medium, number: int | None = 5) -> CopyBlock:
    return CopyBlock(
        TRUE, medium, "Ủy ban nhân dân phường Cửa Sen", "SY-UBND", "Cửa Sen",
        Signer("Phó Chủ tịch", "Cao Thị Phó Chủ", SigningForm.FOR_HEAD, "Chủ tịch"), Recipients(("Khóm 2",), "VT"),
        number, date(2026, 11, 9), signed=True, sealed=True, signed_at="09/11/2026 09:30:00 +0700",
    )  # fmt: skip


DECISION = Document(
    "quyet-dinh", Issuer("Ủy ban nhân dân phường Cửa Sen", "Tỉnh Hải Tràm"), Notation("UBND", "QĐ"), "Cửa Sen",
    "Phân công người trực", tuple(map(Paragraph, LINES)), Signer("Chủ tịch", "Lâm Văn Chủ Tịch"), number=142,
    day=date(2026, 11, 6), signed=True, sealed=True,
)  # fmt: skip


def test_a_paper_copy_stands_under_the_text_with_its_own_number_and_signature() -> None:
    page = str(render(DECISION, copied=block(PAPER)))
    below = page[page.index("doc__copy") :]
    assert page.index("Lâm Văn Chủ Tịch") < page.index("doc__copy")
    for words in ("Số: 05/SY-UBND", "<b>SAO Y</b>", "ngày 09 tháng 11 năm 2026", "KT. CHỦ TỊCH", "- Khóm 2;", "DẤU"):
        assert words in below
    assert "doc__copied" not in page


def test_an_electronic_copy_says_form_agency_and_moment_at_the_top_and_has_no_number() -> None:
    page = str(render(DECISION, copied=block(FILE, None)))
    stamp = "Sao y; Ủy ban nhân dân phường Cửa Sen; 09/11/2026 09:30:00 +0700"
    assert f'<p class="doc__copied">{stamp}</p>' in page.partition("<header")[0]
    assert "SY-UBND" not in page
    assert "doc__copy" not in page.replace("doc__copied", "")


def test_copies_are_printed_with_their_vietnamese() -> None:
    from training.office.document.pdf import render as pdf

    assert pdf(DECISION, block(PAPER)).startswith(b"%PDF")
    assert pdf(DECISION, block(FILE, None)).startswith(b"%PDF")
