"""What a procedure costs and how its time limits are said: pure, from its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FULL_PRICE_PAGES = 2
UNITS = {
    "vi": {"working_day": "ngày làm việc", "calendar_day": "ngày", "working_hour": "giờ làm việc", "hour": "giờ"},
    "en": {"working_day": "working days", "calendar_day": "days", "working_hour": "working hours", "hour": "hours"},
}


def fee(data: Mapping[str, Any], *, pages: int = 0, copies: int = 1) -> int:
    """Return what is paid in đồng: nothing, flat, per copy, or per page of the original.

    Copy certification (2.000815): 2.000 đ for each of the first two pages, then 1.000 đ, at most 200.000 đ a copy.
    """
    rule = data.get("fee") or {}
    amount = int(rule.get("amount", 0))
    match rule.get("rule", "none"):
        case "flat":
            return amount
        case "per_copy":
            return amount * copies
        case "per_page":
            first = min(pages, FULL_PRICE_PAGES)
            one = first * amount + (pages - first) * int(rule.get("from_third", amount))
            most = int(rule.get("most_per_copy", 0))
            return (min(one, most) if most else one) * copies
    return 0


def limits(data: Mapping[str, Any], locale: str = "vi") -> list[str]:
    """Return each time limit in words, with its condition and cut-off."""
    return [_limit(row, locale) for row in data.get("limits", ())]


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    return tuple(sorted(name for name in {*old, *new} - {"version"} if old.get(name) != new.get(name)))


def _limit(row: Mapping[str, Any], locale: str) -> str:
    vi = locale == "vi"
    if not row.get("amount"):
        words = "trong ngày" if vi else "the same day"
    else:
        words = f"{row['amount']} {UNITS[locale].get(row.get('unit', 'working_day'), '')}"
    if row.get("cut_off"):
        words += f", nếu nộp trước {row['cut_off']}" if vi else f", if handed in before {row['cut_off']}"
    return words + (f" ({row['condition']})" if row.get("condition") else "")
