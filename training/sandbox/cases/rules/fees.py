"""What a citizen pays, in whole đồng."""

from __future__ import annotations

from collections.abc import Iterable

from training.sandbox.cases.rules.model import Paper
from training.sandbox.world.facts import FeeFacts

PAGES_AT_FULL_PRICE = 2


def fee_for(fee: FeeFacts, papers: Iterable[Paper]) -> int:
    """Return the fee for what was filed; per_page counts the pages of each original times its copies."""
    if fee.when == "none" or fee.rule == "none":
        return 0
    if fee.rule == "flat":
        return fee.amount
    filed = [paper for paper in papers if paper.present]
    if fee.rule == "per_copy":
        return fee.amount * sum(paper.copies for paper in filed)
    return sum(copy_price(fee, paper.pages) * paper.copies for paper in filed)


def copy_price(fee: FeeFacts, pages: int) -> int:
    """Return the price of one certified copy of `pages` pages.

    Copy certification (2.000815): 2.000 đ for each of the first two pages, 1.000 đ from the third on, at most
    200.000 đ a copy.
    """
    first = min(pages, PAGES_AT_FULL_PRICE)
    price = first * fee.amount + (pages - first) * fee.from_third
    return min(price, fee.most_per_copy) if fee.most_per_copy else price
