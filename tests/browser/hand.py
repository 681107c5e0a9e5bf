"""How a person acts on a page: by mouse, or by Tab, arrows and Enter only."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any


@dataclass
class Hand:
    """One person before one page; `keyboard` says that no mouse is there."""

    page: Any
    keyboard: bool = False

    def press(self, selector: str, *, stays: bool = False) -> None:
        """Press what leads to another page, or to a file or an opened fold where the page `stays`."""
        if self.keyboard:
            reach(self.page, selector)
        with nullcontext() if stays else self.page.expect_navigation():
            self.page.keyboard.press("Enter") if self.keyboard else self.page.locator(selector).first.click()

    def type(self, selector: str, text: str) -> None:
        """Put `text` into a field in place of what stood there."""
        if self.keyboard:
            reach(self.page, selector)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            self.page.locator(selector).first.fill(text)

    def choose(self, selector: str, value: str) -> None:
        """Choose the option `value` of a list."""
        if not self.keyboard:
            self.page.locator(selector).first.select_option(value)
            return
        reach(self.page, selector)
        self.page.keyboard.press("Home")
        for _turn in range(self.page.locator(f"{selector} option").count()):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert self.page.evaluate("document.activeElement.value") == value, (selector, value)

    def tick(self, selector: str) -> None:
        """Tick a box or pick one of several answers."""
        if not self.keyboard:
            self.page.locator(selector).first.check()
            return
        if self.page.locator(selector).first.get_attribute("type") == "radio":
            self._pick(selector)
        else:
            reach(self.page, selector)
            if not self.page.evaluate("document.activeElement.checked"):
                self.page.keyboard.press("Space")

    def _pick(self, selector: str) -> None:
        """Reach a group of radio buttons by Tab, and the wanted one in it by arrows."""
        name = self.page.locator(selector).first.get_attribute("name")
        reach(self.page, f"input[type=radio][name='{name}']")
        self.page.keyboard.press("Space")
        for _turn in range(20):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} cannot be picked by keyboard")

    def unfold(self, selector: str) -> None:
        """Open a fold unless it is open; what does not fold is open already."""
        fold = self.page.locator(selector).first
        if fold.evaluate("e => e.localName") == "details" and fold.get_attribute("open") is None:
            self.press(f"{selector} > summary", stays=True)


def reach(page: Any, selector: str) -> None:
    """Press Tab until the focus is on `selector`, and see that the focus shows."""
    for _turn in range(160):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert shown != "none", selector
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")
