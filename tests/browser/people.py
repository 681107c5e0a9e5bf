"""Who sits before the browser: signed in, and in the middle of an exercise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def enter(page: Any, served: str, name: str, password: str) -> None:
    """Sign in."""
    page.goto(f"{served}/sign-in")
    page.fill("#sign_in_name", name)
    page.fill("#password", password)
    page.click("main button[type=submit]")


@contextmanager
def learner(chromium: Any, served: str, accounts: dict[str, str], who: str, **screen: Any) -> Iterator[Any]:
    """Open a browser in which a learner is signed in."""
    screen = {"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN", "reduced_motion": "reduce"} | screen
    context = chromium.new_context(**screen)
    page = context.new_page()
    page.set_default_timeout(20000)
    enter(page, served, who, accounts[who])
    yield page
    context.close()


def begin(page: Any, served: str, key: str, mode: str) -> None:
    """Begin an exercise in one of the four ways, or go on with it."""
    page.goto(f"{served}/practice/{key}")
    if page.locator(f"#modes input[value={mode}]").count():
        page.check(f"#modes input[value={mode}]")
        page.click("#modes button[type=submit]")
    else:
        page.click("main form button >> nth=0")
    page.wait_for_url("**/practice/copies/**")


def play_freely(page: Any, served: str) -> str:
    """Begin to play freely; return the address of the copy."""
    page.goto(f"{served}/practice")
    page.click("form[action$='/practice/free'] button")
    return str(page.url.partition("?")[0].partition("#")[0])
