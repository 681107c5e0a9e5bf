"""Fees by the page, by the copy, flat, and none."""

from __future__ import annotations

import pytest

from training.sandbox.cases.rules.fees import copy_price, fee_for
from training.sandbox.cases.rules.model import Paper
from training.sandbox.world.facts import FeeFacts

COPIES = FeeFacts("after", "per_page", 2000, 1000, 200_000)


@pytest.mark.parametrize(
    ("pages", "price"),
    [(0, 0), (1, 2000), (2, 4000), (3, 5000), (10, 12000), (197, 199_000), (198, 200_000), (500, 200_000)],
)
def test_two_pages_at_two_thousand_then_one_thousand_to_the_ceiling(pages, price):
    assert copy_price(COPIES, pages) == price


def test_pages_of_the_original_count_times_the_copies():
    assert fee_for(COPIES, [Paper("a", "A", pages=2, copies=3)]) == 12000
    assert fee_for(COPIES, [Paper("a", "A", pages=2, copies=3), Paper("b", "B", pages=3, copies=1)]) == 17000
    assert fee_for(COPIES, [Paper("a", "A", pages=2, copies=3, present=False)]) == 0


def test_other_rules():
    papers = [Paper("a", "A", copies=2)]
    assert fee_for(FeeFacts("after", "per_copy", 8000), papers) == 16000
    assert fee_for(FeeFacts("before", "flat", 50000), papers) == 50000
    assert fee_for(FeeFacts(), papers) == 0
