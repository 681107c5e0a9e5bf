from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from training.accounts import units
from training.accounts.models import Unit
from training.core import paging


def test_a_page_past_the_end_is_the_last(in_app: Flask) -> None:
    for number in range(7):
        units.create(f"X{number}", f"Xã {number}")

    page = paging.paginate(select(Unit).order_by(Unit.code), 9, per=3)

    assert [unit.code for unit in page.items] == ["X6"]
    assert (page.number, page.pages, page.first, page.last, page.previous, page.next) == (3, 3, 7, 7, 2, None)


@pytest.mark.parametrize("raw", ["", "0", "-1", "x", "²", "99999999999999999999"])
def test_a_page_number_that_makes_no_sense_is_the_first(in_app: Flask, raw: str) -> None:
    with in_app.test_request_context("/", query_string={"page": raw}):
        assert paging.asked() == 1


def test_an_empty_list_has_one_empty_page() -> None:
    page = paging.slice_of([], 3)

    assert (page.number, page.pages, page.first, page.last) == (1, 1, 0, 0)
