"""What axe and the eye of a narrow screen find on a page, in every look it can be seen in."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules whose outcome depends on the theme; all others see the same page in each."""
AT_REST = """Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => null)))"""
Seen = list[tuple[str, str, str]]


def look(page: Any, name: str, wrong: Seen) -> None:
    """Note what axe finds on the page at each width, and of its colours also in the dark and with more contrast."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        wrong += found(page, f"{name} {width}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((f"{name} {width}", "overflow", ""))
    page.emulate_media(color_scheme="dark")
    wrong += found(page, f"{name} dark", COLOURS)
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.dataset.contrast = 'more'")
    wrong += found(page, f"{name} more contrast", COLOURS)
    page.evaluate("delete document.documentElement.dataset.contrast")
    page.set_viewport_size(before)


def found(page: Any, name: str, options: dict[str, Any] | None = None) -> Seen:
    """Return what axe finds on the page as it stands, by all rules unless `options` choose some."""
    page.evaluate(AT_REST)
    answer = Axe().run(page, options=options or {"runOnly": TAGS}).response["violations"]
    return [(name, one["id"], one["nodes"][0]["html"][:200]) for one in answer]
