from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from training.core.practice import PRACTICE_MARK
from training.office.document.html import render
from training.office.document.parts import (
    Heading,
    HeadingKind,
    Issuer,
    Item,
    ItemKind,
    Paragraph,
    Secrecy,
    Table,
)

VOID = {"br"}
ALLOWED = {
    "article",
    "b",
    "br",
    "caption",
    "div",
    "em",
    "footer",
    "h2",
    "h3",
    "h4",
    "header",
    "li",
    "p",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
}


class Reader(HTMLParser):
    """Collects tags and text, and fails on anything left open."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], set(), [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(markup):
    reader = Reader()
    reader.feed("".join(markup))  # plain text, so that reading back does not escape it again
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_is_markup_and_always_says_it_is_fake(letter, decision):
    for document in (letter, decision):
        assert isinstance(render(document), Markup)
        assert PRACTICE_MARK in read(render(document)).text


def test_all_nine_components_are_on_the_page(letter):
    text = read(render(letter)).text

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH HẢI TRÀM",
        "SỞ NỘI VỤ",
        "Số: 1042/SNV-CCHC",
        "Hải Tràm, ngày 06 tháng 11 năm 2026",
        "V/v rà soát",
        "Kính gửi: Ủy ban nhân dân",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Lê Giả Định",
        "Nơi nhận:",
        "- Lưu: VT, CCHC.",
        "HỎA TỐC",
        "GIẢ LẬP",
    ):
        assert part in text


def test_a_named_type_prints_its_name_as_the_heading_asked_for(decision):
    assert "<h3>QUYẾT ĐỊNH</h3>" in render(decision, heading=3)
    assert "V/v" not in render(decision)


def test_the_letter_prints_no_type_name(letter):
    assert "CÔNG VĂN" not in render(letter)


def test_the_machine_readable_day_stands_beside_the_written_one(decision):
    assert '<time datetime="2026-02-05">Cửa Sen, ngày 05 tháng 02 năm 2026</time>' in render(decision)


def test_tables_have_column_headings_and_labels_for_phones(decision):
    markup = render(decision)

    assert '<th scope="col">Họ và tên</th>' in markup
    assert '<td data-label="Họ và tên">Nguyễn Thị Mẫu Một</td>' in markup


def test_several_addressees_become_a_list(letter):
    text = read(render(replace(letter, addressees=("Sở Tài chính", "Sở Tư pháp")))).text

    assert "Kính gửi:- Sở Tài chính;- Sở Tư pháp." in text


def test_without_a_signature_nothing_pretends_to_be_one(letter):
    assert "GIẢ LẬP</span>" not in render(replace(letter, signed=False, sealed=False))


def test_a_secrecy_stamp_is_shown(letter):
    assert "TỐI MẬT" in render(replace(letter, secrecy=Secrecy.TOI_MAT))


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{0} {} %s", "&lt;b&gt;"]
)
def test_hostile_words_stay_words_everywhere(letter, decision, hostile):
    blocks = (
        Paragraph(hostile),
        Heading(HeadingKind.CHAPTER, hostile, hostile),
        Item(ItemKind.POINT, hostile, hostile),
        Table((hostile,), ((hostile,),), hostile),
        Heading(HeadingKind.ARTICLE, hostile, hostile),
    )
    changed = replace(
        decision,
        issuer=Issuer(hostile, hostile),
        place=hostile,
        subject=hostile,
        body=blocks,
        addressees=(hostile,),
        signer=replace(decision.signer, name=hostile, title=hostile),
        recipients=replace(decision.recipients, to=(hostile,)),
    )

    reader = read(render(changed, identifier=hostile))

    assert reader.tags <= ALLOWED
    assert {name for name, _ in reader.attributes} <= {
        "class",
        "id",
        "lang",
        "aria-label",
        "datetime",
        "scope",
        "data-label",
    }
    assert hostile in reader.text


@given(st.text(max_size=60))
def test_no_text_breaks_the_page(decision, words):
    assert read(render(replace(decision, subject=words, body=(Paragraph(words),)))).tags <= ALLOWED
