"""A place in a wording is one thing, whichever language names it."""

from __future__ import annotations

import pytest
from flask import Flask

from training.core import places
from training.core.feature import house


@pytest.mark.parametrize("typed", ["{name}", "{ten}", "{tên}", "{Tên}", "{ TEN }"])
def test_a_name_with_or_without_marks_is_the_same_place(typed: str) -> None:
    assert places.fill(f"Chào {typed}.", {"name": "Mai"}) == "Chào Mai."


@pytest.mark.parametrize("typed", ["{hoạt động}", "{hoat_dong}", "{activity}"])
def test_a_name_of_two_words_needs_no_line_below(typed: str) -> None:
    assert places.fill(typed, {"activity": "{name}", "name": "x"}) == "{name}"  # a value is never read as a place


def test_a_wording_is_respelled_in_the_language_of_its_reader() -> None:
    assert places.spelled("{name}, {hoạt động}, {lạ}", "vi") == "{ten}, {hoat_dong}, {lạ}"
    assert places.spelled("{ten}, {hoat_dong}", "en") == "{name}, {activity}"


def test_vietnamese_names_are_as_many_as_english_ones_and_never_one_of_them() -> None:
    assert len(places.ENGLISH) == len(places.SPOKEN)
    assert not set(places.ENGLISH) & set(places.SPOKEN)


def test_every_place_of_every_letter_is_explained(in_app: Flask) -> None:
    used = {name for each in house().letters.values() for name in each.places}

    assert used
    assert used <= set(places.SPOKEN)
