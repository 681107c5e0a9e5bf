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


def read_files(page: Any) -> list[dict[str, str]]:
    """Open the files of the case before one, go back to it, and return what each file says by its labels."""
    follow(page, "#files a >> nth=0")
    files = [_lines(page)]
    while page.locator("nav a:has-text('Tệp sau')").count():
        follow(page, "nav a:has-text('Tệp sau')")
        files.append(_lines(page))
    follow(page, "nav a:has-text('Về hồ sơ')")
    return files


def follow(page: Any, link: str) -> None:
    """Press a link, and wait for the page it leads to."""
    with page.expect_navigation():
        page.click(link)


def missing_sheet(drawing: dict[str, str]) -> str:
    """Return the sheet that the cover of a set of drawings promises and the file does not hold."""
    promised, held = (set(drawing[label].lower().split(", ")) for label in ("Bìa ghi có các tờ", "Các tờ trong tệp"))
    (missing,) = promised - held
    return missing


def _lines(page: Any) -> dict[str, str]:
    """Return what can be read on a file as text."""
    labels, words = (page.locator(f".on-paper {part}").all_inner_texts() for part in ("dt", "dd"))
    return dict(zip(labels, words, strict=True))
