"""Remarks stand in the page at the words they are about, and lead to what is said of them, without a script."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from training.office.document.check.checker import check
from training.office.document.check.draft import Draft, draft_of
from training.office.document.check.finding import Component, Place
from training.office.document.html import render
from training.office.document.notes import Notes, place_of
from training.office.document.number import Notation
from training.office.document.parts import Document, Issuer, Item, ItemKind, Paragraph, Recipients, Signer, SigningForm

LETTER = Document(
    "cong-van", Issuer("UBND phường Cửa Sen", "UBND tỉnh Hải Tràm"), Notation("UBND", drafter="VHXH"), "Cửa Sen",
    "bố trí người trực",
    (Paragraph("UBND phường báo như sau:"), Item(ItemKind.CLAUSE, "1.", "Có 03 quầy <thật>, 03 người trực./.")),
    Signer("Phó Chủ tịch", "Cao Thị Phó Chủ", SigningForm.FOR_HEAD, "Chủ tịch"), day=date(2026, 11, 9),
    addressees=("Sở Nội vụ", "Sở Tư pháp"), recipients=Recipients(("Như trên",), "VT, VHXH"),
)  # fmt: skip


def marked(draft: Draft) -> str:
    return str(render(LETTER, notes=Notes(draft, tuple(one.place for one in check(draft)))))


def test_a_page_without_remarks_is_the_same_with_and_without_notes() -> None:
    assert render(LETTER, notes=Notes(draft_of(LETTER))) == render(LETTER)
    assert "doc__mark" not in render(LETTER)


def test_a_slip_in_the_number_is_marked_where_it_stands_as_it_was_typed() -> None:
    page = marked(replace(draft_of(LETTER), number="Số: 07/CV-UBND"))
    number = page.partition('<span class="num">')[2].partition("</span>")[0]
    assert re.search(r'<mark class="doc__mark">CV-UBND</mark><a class="doc__note" id="mark-\d"', number)


def test_a_quotation_is_marked_in_its_own_line_and_escaped() -> None:
    draft = draft_of(LETTER)
    place = place_of(draft, "03 quầy <thật>")
    assert place == Place(Component.BODY, 4, 6, 20)
    page = str(render(LETTER, notes=Notes(draft, (place,))))
    assert '<p>1. Có <mark class="doc__mark">03 quầy &lt;thật&gt;</mark><a class="doc__note" id="mark-1"' in page
    assert page.count("<mark") == 1
    assert place_of(draft, "không có trong dự thảo") is None


def test_what_is_wanting_is_numbered_at_its_component() -> None:
    page = str(render(LETTER, notes=Notes(draft_of(LETTER), (Place(Component.RECIPIENTS),))))
    foot = page[page.index('<footer class="doc__foot">') :]
    assert 'id="mark-1"' in foot.partition('class="doc__sign"')[0]
    assert "doc__mark" not in page
