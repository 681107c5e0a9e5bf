"""Vietnamese order."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.sortkey import LETTERS, name_key, sort_key

TABLE = [
    ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k"],
    ["l", "m", "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z"],
    ["ma", "mà", "mả", "mã", "má", "mạ"],
    ["ma", "Ma", "MA", "mà", "Mà"],
    ["mạ", "mac", "mạch", "mai"],
    ["an", "ăn", "ân", "ba"],
    ["da", "dũng", "đa", "đào", "e"],
    ["Hoa", "Hòa", "Hoài", "Hô", "Hơ"],
    ["Nguyễn An", "Nguyễn Ân", "Nguyễn Bình"],
    ["xã 1", "xã 2", "xã A"],
    ["Sở Công Thương", "Sở Giáo dục", "Sở Y tế"],
    ["", " ", "-", "1", "9", "a"],
    ["Cà Mau", "Cả Mau", "Cá Mau", "Cà Mau 2"],
    ["z", "я", "中"],
]
NAMES = [
    "Lê Ái",
    "Trần Văn An",
    "Nguyễn Bình",
    "Nguyễn Thị Bình",
    "Trần Bình",
    "Phạm Dũng",
    "Lê Văn Đạt",
    "Ngô Ý",
]
TONED = [unicodedata.normalize("NFC", c + t) for c in "aăâeêioôơuưy" for t in ["", *"\u0300\u0309\u0303\u0301\u0323"]]
VIETNAMESE = st.text(alphabet=st.sampled_from([*TONED, *"bcdđghklmnpqrstvxAĂÂĐÊÔƠƯ 0189-,.()/"]), max_size=12)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(row)[:30])
def test_words_stand_in_dictionary_order(row):
    shuffled = row[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == row


def test_every_letter_of_the_alphabet_has_its_own_place():
    assert len({sort_key(letter) for letter in LETTERS}) == len(LETTERS) == 33


def test_people_stand_by_given_name_then_family_name_then_middle_name():
    shuffled = NAMES[:]
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=name_key) == NAMES


def test_a_name_in_capitals_stands_beside_its_small_twin():
    people = ["NGUYỄN VĂN AN", "Bùi Văn An", "Trần Văn An", "Nguyễn Văn An"]
    assert sorted(people, key=name_key) == ["Bùi Văn An", "Nguyễn Văn An", "NGUYỄN VĂN AN", "Trần Văn An"]


@pytest.mark.parametrize("name", ["", "An", "  An  ", "Y  Moan\u00a0Êban"])
def test_odd_names_have_a_key_too(name):
    assert name_key(name).isdigit()


@given(st.text())
def test_a_key_is_digits_only_and_blind_to_normal_forms(text):
    assert sort_key(text).isdigit()
    assert sort_key(text).isascii()
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(VIETNAMESE, VIETNAMESE)
def test_a_beginning_stands_before_what_goes_on(one, more):
    assert sort_key(one) <= sort_key(one + more)


@pytest.mark.browser
def test_the_order_is_that_of_icu():
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no Chromium here to ask its ICU")
    dice = random.Random(20261123)
    alphabet = [*"aAăÂbcdĐđeêghiklmnoôơƠpqrstuưvxyYwfjz 019-,./()", *TONED]
    words = ["".join(dice.choices(alphabet, k=dice.randint(0, 5))) for _ in range(3000)]
    words += [unicodedata.normalize("NFC", w) for w in NAMES]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        signs = browser.new_page().evaluate(
            """words => {
                const vi = new Intl.Collator('vi');
                return words.slice(1).map((word, place) => vi.compare(words[place], word));
            }""",
            words,
        )
        browser.close()
    wrong = []
    for (one, two), sign in zip(itertools.pairwise(words), signs, strict=True):
        ours = (sort_key(one) > sort_key(two)) - (sort_key(one) < sort_key(two))
        if ours != sign:
            wrong.append((one, two, sign, ours))
    assert not wrong, json.dumps(wrong[:10], ensure_ascii=False)
