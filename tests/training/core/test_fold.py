"""Folding, finding and marking Vietnamese words."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core import fold

ANY = st.text(max_size=60)
LATIN = st.text(alphabet=st.characters(max_codepoint=0x1EFF, exclude_categories=("Cs",)), max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đất đai", "dat dai"),
        ("ĐĂNG KÝ KHAI SINH", "dang ky khai sinh"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("15/UBND-VP", "15/ubnd-vp"),
        ("Ðồng", "dong"),
        ("İ한", "i한"),
    ],
)
def test_marks_and_capitals_fall_away(written, folded):
    assert fold.fold(written) == folded
    assert fold.fold(unicodedata.normalize("NFD", written)) == folded


def test_every_vietnamese_letter_folds_to_one_plain_letter():
    for vowel in "aăâeêioôơuưy":
        for tone in ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]:
            for letter in (vowel + tone, (vowel + tone).upper()):
                assert fold.fold(letter) in set("aeiouy")


@given(ANY | LATIN)
def test_folding_keeps_every_place(text):
    assert len(fold.fold(text)) == len(fold.nfc(text)) == len(fold.fold_words(text))


@given(ANY | LATIN, st.lists(LATIN, max_size=3))
def test_marking_loses_nothing(text, typed):
    pieces = fold.highlight(text, fold.tokens(" ".join(typed)))
    assert "".join(piece for piece, _ in pieces) == fold.nfc(text)
    assert all(piece for piece, _ in pieces)


def test_what_was_typed_plain_is_marked_with_its_accents():
    assert fold.highlight("Hồ sơ đất đai, ĐẤT ở", fold.tokens("dat dai")) == [
        ("Hồ sơ ", False),
        ("đất", True),
        (" ", False),
        ("đai", True),
        (", ", False),
        ("ĐẤT", True),
        (" ở", False),
    ]


def test_a_beginning_marks_its_whole_word():
    assert fold.highlight("nghĩa vụ", ["ngh"]) == [("nghĩa", True), (" vụ", False)]
    assert fold.highlight("nghĩa vụ", []) == [("nghĩa vụ", False)]
    assert fold.highlight("", ["a"]) == []


def test_a_query_is_a_dozen_words_at_most_each_once():
    assert fold.tokens("Đất dat ĐAI!") == ["dat", "dai"]
    assert len(fold.tokens(" ".join(f"w{n}" for n in range(50)))) == fold.MOST_TOKENS
    assert fold.tokens(' "*:^()-_ ') == []


@given(
    ANY | LATIN | st.sampled_from(['"', "a OR b", "NEAR(", "x*", "title:y", "'; drop", "a AND", "-a", "^a", "\x00a"])
)
def test_nothing_typed_is_read_as_search_syntax(typed):
    words = fold.tokens(typed)
    with_fts = sqlite3.connect(":memory:")
    with_fts.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='unicode61 remove_diacritics 0')")
    with_fts.execute("INSERT INTO t VALUES (?)", (fold.fold(typed),))
    if words:
        with_fts.execute("SELECT * FROM t WHERE t MATCH ?", (fold.fts5_query(words),)).fetchall()
    assert set(fold.ts_query(words)) <= set("".join(words)) | set(" &:*")
    with_fts.close()


def test_a_document_number_is_found_by_its_parts():
    assert fold.fold_words("15/UBND-VP, ngày") == "15 ubnd vp  ngay"


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("hoà", "hòa", "hòa"),
        ("HOÀ", "HÒA", "HÒA"),
        ("khoẻ", "khỏe", "khỏe"),
        ("thuỷ", "thủy", "thủy"),
        ("Uỷ ban", "Ủy ban", "Ủy ban"),
        ("qúy", "quý", "quý"),
        ("quả", "qủa", "quả"),
        ("gìa", "già", "già"),
        ("gì", "gì", "gì"),
        ("giếng", "giếng", "giếng"),
        ("hoàn", "hòan", "hoàn"),
        ("ngoài", "ngoài", "ngoài"),
        ("khuỷu", "khuỷu", "khuỷu"),
        ("thuế", "thúê", "thuế"),
        ("mía", "miá", "mía"),
        ("của", "cuả", "của"),
        ("người", "ngừơi", "người"),
        ("thuở", "thủơ", "thuở"),
        ("quyển", "quyển", "quyển"),
        ("xoè", "xòe", "xòe"),
        ("tuỳ ý", "tùy ý", "tùy ý"),
        ("nghĩa", "nghĩa", "nghĩa"),
        ("Đoàn", "Đòan", "Đoàn"),
        ("giữ", "giữ", "giữ"),
        ("tiền", "tìên", "tiền"),
        ("mướn", "mứơn", "mướn"),
        ("toán", "tóan", "toán"),
        ("báo cáo", "baó caó", "báo cáo"),
    ],
)
def test_both_tone_placements_become_one(one, other, kept):
    assert fold.same_tone_placement(one) == fold.same_tone_placement(other) == kept


@pytest.mark.parametrize("word", ["café", "señor", "naïve", "ÁÀ", "résumé", "x\u0301", "Đắk Lắk", "01/02", ""])
def test_what_is_no_vietnamese_syllable_stays(word):
    assert fold.same_tone_placement(word) == fold.nfc(word)


def test_different_tones_stay_different():
    assert len({fold.same_tone_placement(word) for word in ["hoa", "hoà", "hoả", "hoã", "hoá", "hoạ"]}) == 6


@given(LATIN)
def test_placing_tones_again_changes_nothing(text):
    once = fold.same_tone_placement(text)
    assert fold.same_tone_placement(once) == once
    assert fold.fold(once) == fold.fold(text)
