"""The document system in a real browser: axe finds nothing, nothing overflows, and V1 is done without script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.hand import Hand
from tests.browser.looks import Seen, found, look
from tests.browser.people import begin, learner, play_freely

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
PAGES = (
    "", "?menu=search&q=ra+soat", "/incoming/den-ngan-sach", "/parcel/goi-thieu-ky", "/outgoing/di-bc-nha-o",
    "/outgoing/di-bc-vitamin", "/letter/thu-gia", "/folder/06.VP.2024", "/task/nv-quay",
    "/new/out.draft?type=quyet-dinh", "/new/task.give", "/books/den", "/books/ban-sao", "/overview", "/other-side",
)  # fmt: skip
BY_HAT = {
    "clerk": ("/parcel/goi-tap-huan", "/outgoing/di-qd-to-mot-cua", "/outgoing/di-cv-le-hoi", "/new/book.close"),
    "leader": ("?menu=opinion", "/incoming/den-ngan-sach", "/outgoing/di-qd-tro-cap", "/new/task.give"),
    "division_head": ("/outgoing/di-tt-nhan-su",),
    "officer": ("?menu=in_work&unit=all", "/incoming/den-tre-em", "/outgoing/di-bc-vitamin", "/folder/03.VP.2026"),
    "archive": ("?menu=archive", "/folder/06.VP.2024"),
    "axis": ("/new/axis.send", "/parcel/goi-tap-huan"),
}
"""Screens as each part sees them, with the forms of its acts."""
V1 = "v1-vao-so-van-ban-den"
SUBJECT = "Báo cáo tình hình trang bị máy quét tại TTPVHCC cấp xã"
CHECKS = ("addressee", "form", "signature", "duplicate")


def test_every_screen_of_the_document_system_is_clean_in_every_look(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    wrong: Seen = []
    with learner(chromium, served, accounts, "hocvien") as page:
        papers = f"{play_freely(page, served)}/papers"
        for path in PAGES:
            page.goto(papers + path)
            look(page, path, wrong)

    assert wrong == []


def test_every_part_finds_accessible_forms(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    wrong: Seen = []
    with learner(chromium, served, accounts, "hocvien") as page:
        papers = f"{play_freely(page, served)}/papers"
        for hat, paths in BY_HAT.items():
            page.goto(papers)
            page.locator(f"button[name=hat][value={hat}]").first.click()
            for path in paths:
                page.goto(papers + path)
                page.evaluate("document.querySelectorAll('.sys details').forEach(fold => { fold.open = true })")
                wrong += found(page, f"{hat} {path}")

    assert wrong == []


def test_v1_is_registered_by_keyboard_alone(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, "hocvien.rachen") as page:  # an attempt of its own, left unfinished
        begin(page, served, V1, "alone")
        hand, parcel = Hand(page, keyboard=True), page.locator("main a:text('1097/SNV-CCHC')").get_attribute("href")
        hand.press(f"main a[href='{parcel}']")
        check(hand)
        hand.type("#act-in\\.register [name=subject]", SUBJECT)
        hand.press("#act-in\\.register button[type=submit]")
        assert "Đã vào sổ" in page.content()


def test_v1_is_done_by_mouse_without_script(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, "hocvien", java_script_enabled=False) as page:
        begin(page, served, V1, "alone")
        hand = Hand(page)
        hand.press("main a:text('1097/SNV-CCHC')")
        check(hand)
        hand.type("#act-in\\.register [name=subject]", SUBJECT)
        hand.type("#act-in\\.register [name=due]", "20/11/2026")
        hand.press("#act-in\\.register button[type=submit]")
        hand.press("#act-in\\.submit button[type=submit]")
        assert "Chờ cho ý kiến" in page.content()
        hand.press("form[action$='/finish'] button")
        assert "/practice/runs/" in page.url
        assert "6" in page.locator("h1").inner_text()


def check(hand: Hand) -> None:
    """Write down that all four things are in order."""
    for one in CHECKS:
        hand.tick(f"input[name='wrong.{one}'][value=right]")
    hand.press("#act-in\\.check button[type=submit]")
    hand.page.get_by_text("Bốn điều đều đúng").wait_for()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_a_newcomer_sees_the_situation_and_what_to_open_at_once(
    chromium: Any, served: str, accounts: dict[str, str], width: int, height: int
) -> None:
    size, who = {"width": width, "height": height}, "hocvien.moi" if width > 1000 else "hocvien.so"
    with learner(chromium, served, accounts, who, viewport=size, java_script_enabled=False) as page:
        begin(page, served, V1, "alone")
        for what in (".brief > p", ".brief summary", ".steps .is-now > span:last-child"):
            box = page.locator(what).bounding_box()
            assert box["y"] >= 0, what
            assert box["y"] + box["height"] <= height, what
        if width > 1000:
            page.locator("main a:text('1097/SNV-CCHC')").click()
            box = page.locator("#act-in\\.check button[type=submit]").bounding_box()
            assert box["y"] + box["height"] <= height, "the first act stands within the screen"
