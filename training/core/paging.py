"""Pages of a list: what is asked for, and how much there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import has_request_context, request, url_for
from sqlalchemy import Select, func, select

from training.core.db import db

Item = TypeVar("Item")
PER_PAGE = 50
FURTHEST = 1_000_000
"""No list is longer; a larger number in an address is a typing error, not a reason to ask the database."""


@dataclass(frozen=True)
class Page(Generic[Item]):
    """`items` of page `number` (1-based), with `per` to a page and `total` in the whole list."""

    items: Sequence[Item]
    number: int
    per: int
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.per))

    @property
    def first(self) -> int:
        """Return the place of the first item shown, from 1; 0 in an empty list."""
        return (self.number - 1) * self.per + 1 if self.items else 0

    @property
    def last(self) -> int:
        """Return the place of the last item shown."""
        return (self.number - 1) * self.per + len(self.items)

    @property
    def previous(self) -> int | None:
        """Return the number of the page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """Return the number of the page after, if any."""
        return self.number + 1 if self.number < self.pages else None


def asked() -> int:
    """Return the page number in the address, 1 where there is none or none that makes sense."""
    raw = request.args.get("page", "") if has_request_context() else ""
    return int(raw) if raw.isascii() and raw.isdigit() and 0 < int(raw) <= FURTHEST else 1


def paginate(
    query: Select[*tuple[Any, ...]], number: int | None = None, *, per: int = PER_PAGE, rows: bool = False,
    count: Select[int] | None = None,
) -> Page[Any]:  # fmt: skip
    """Return one page of `query` in two statements; past the end it is the last page.

    `rows` keeps whole rows; otherwise each item is the first (or only) thing selected. `count` counts the list in a
    cheaper way than through all that is shown of it.
    """
    counted = count if count is not None else select(func.count()).select_from(query.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    number = min(max(1, number or asked()), max(1, -(-total // per)))
    part = query.limit(per).offset((number - 1) * per)
    items = db.session.execute(part).all() if rows else db.session.scalars(part).all()
    return Page(items, number, per, total)


def slice_of(items: Sequence[Item], number: int | None = None, *, per: int = PER_PAGE) -> Page[Item]:
    """Return one page of a list that is in memory already."""
    total = len(items)
    number = min(max(1, number or asked()), max(1, -(-total // per)))
    return Page(items[(number - 1) * per : number * per], number, per, total)


def page_url(number: int) -> str:
    """Return the address of another page of the list shown now, filters kept."""
    arguments: dict[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {}), "page": number}
    return url_for(request.endpoint or "", **arguments)
