"""Text in whatever encoding an office has it."""

from __future__ import annotations

import codecs
import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.encoding import TextRefused, decode_text

VIETNAMESE = "Nguyễn Thị Mẫu, xã Đước Xanh; hồ sơ đã được tiếp nhận đúng hạn, quý ông bà ở Ủy ban nhé"
FRENCH = "Procès-verbal du théâtre municipal, où l'été à la campagne fut gâché; naïveté, cœur"


def in_1258(text: str) -> bytes:
    """Write as Windows does: base letter, then combining tone."""
    parts = []
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in decomposed if c in "\u0300\u0309\u0303\u0301\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in tone))
        parts.append(base + tone)
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (VIETNAMESE.encode(), "utf-8"),
        (unicodedata.normalize("NFD", VIETNAMESE).encode(), "utf-8"),
        (codecs.BOM_UTF8 + VIETNAMESE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + VIETNAMESE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + VIETNAMESE.encode("utf-16-be"), "utf-16-be"),
        (VIETNAMESE.encode("utf-16-le"), "utf-16-le"),
        (VIETNAMESE.encode("utf-16-be"), "utf-16-be"),
        (in_1258(VIETNAMESE), "windows-1258"),
    ],
)
def test_vietnamese_comes_out_whole(data, name):
    assert decode_text(data) == (VIETNAMESE, name)


def test_french_from_an_old_machine_is_not_taken_for_vietnamese():
    assert decode_text(FRENCH.encode("cp1252")) == (FRENCH, "windows-1252")


def test_a_roster_of_names_in_the_old_code_page():
    roster = "ma,ho_ten\n1,Lê Văn Thử\n2,Trần Thị Ngọc Ánh\n3,Đỗ Hữu Ước\n"
    assert decode_text(in_1258(roster)) == (roster, "windows-1258")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "binary"),
        (bytes([1, 2, 3, 4, 5] * 40), "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "unknown_encoding"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "unknown_encoding"),
        (b"\x81\x8d\x90 ab \xf2\xf2", "unknown_encoding"),
        ("C\xb5 Mau, t\xb4nh B\xb9c Li\xaau, x\xb7 \xae\xbft".encode("latin-1"), "tcvn3"),
        ("Nguyeãn Vaên Thöû, tænh Haûi Traøm, ñöôøng Hoøa Bình".encode("cp1252"), "vni"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data, code):
    with pytest.raises(TextRefused) as caught:
        decode_text(data)
    assert caught.value.code == code


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80))
def test_utf8_always_comes_back_composed(text):
    encoded = text.encode()
    if encoded[:2] not in (b"\xff\xfe", b"\xfe\xff") and not text.startswith("\ufeff"):
        assert decode_text(encoded) == (unicodedata.normalize("NFC", text), "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(TextRefused):
        text, name = decode_text(data)
        assert name
        assert unicodedata.is_normalized("NFC", text)
