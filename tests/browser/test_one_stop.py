"""The one-stop in a real browser: every screen clean in every look, the coach in sight, a morning by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.hand import Hand, reach
from tests.browser.looks import Seen, look
from tests.browser.people import begin, follow, learner, missing_sheet, read_files

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
M1, M4 = "m1-chung-thuc-ban-sao", "m4-yeu-cau-bo-sung"
FREE = (
    "", "?menu=all&light=red", "/cases/h40", "/cases/h56", "/chart?at=in_work", "/register", "/register/sheet",
    "/month", "/on-time", "/messages", "/look-up", "/new/receive?procedure=2.000815",
    "/new/refuse_at_counter?procedure=2.000815", "/reset",
)  # fmt: skip
"""Screens of free play: lists, cases, books, the month, the board of deadlines, the look-up, the reception forms."""


def test_every_screen_is_clean_in_every_look(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    wrong: Seen = []
    with learner(chromium, served, accounts, "hocvien.rachen") as page:
        for path in ("/practice", "/practice?group=all&page=2", f"/practice/{M1}"):
            page.goto(served + path)
            look(page, path, wrong)
        page.goto(f"{served}/practice")
        page.click("form[action$='/practice/free'] button")
        home = page.url.partition("?")[0]
        for path in FREE:
            assert page.goto(home + path).status == 200, path
            look(page, path, wrong)
        _papers_of_a_case(page, home, wrong)
        _an_exercise_in_each_way(page, served, wrong)

    assert wrong == [], wrong


def _an_exercise_in_each_way(page: Any, served: str, wrong: Seen) -> None:
    """Look at the coach in all four ways, with an answer, and at the result of an attempt."""
    for mode in ("watch", "guided", "alone"):
        begin(page, served, M1, mode)
        look(page, mode, wrong)
    page.click("form[action$='/look'] button")
    look(page, "looked", wrong)
    page.click("form[action$='/finish'] button")
    look(page, "result", wrong)
    begin(page, served, M4, "exam")
    look(page, "exam", wrong)
    page.click("form[action$='/finish'] button")


def _papers_of_a_case(page: Any, home: str, wrong: Seen) -> None:
    """Look at a scan, a slip and the citizen's own corner."""
    page.goto(f"{home}/cases/h40")
    links = page.eval_on_selector_all("main a", "all => all.map((one) => one.href)")
    for part in ("/papers/", "/forms/", "/slips/"):
        link = next((one for one in links if part in one and not one.endswith(".pdf")), None)
        if link:
            page.goto(link)
            look(page, part, wrong)
    page.goto(home)
    page.click("button.hat[value=citizen]")
    look(page, "citizen", wrong)
    page.click("button.hat[value=reception]")


def test_the_words_of_the_window_are_clean(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    wrong: Seen = []
    with learner(chromium, served, accounts, "quantri") as page:
        assert page.goto(f"{served}/practice/words").status == 200
        look(page, "words", wrong)
    assert wrong == [], wrong


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_the_step_its_hint_and_the_answer_are_in_sight(
    chromium: Any, served: str, accounts: dict[str, str], width: int, height: int
) -> None:
    size, who = {"width": width, "height": height}, "hocvien.moi" if width > 1000 else "hocvien"
    with learner(chromium, served, accounts, who, viewport=size, java_script_enabled=False) as page:
        begin(page, served, M1, "alone")
        for what in (".steps .is-now > span:last-child", "form[action$='/hint'] button"):
            assert inside(page.locator(what).bounding_box(), size), what
        follow(page, "form[action$='/look'] button")
        assert page.url.endswith("#checked")
        assert inside(page.locator("#checked").bounding_box(), size)
        page.click("form[action$='/hint'] button")
        assert inside(page.locator("#hints details[open]").bounding_box(), size)


@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_with_a_file_is_found_by_reading_it(
    chromium: Any, served: str, accounts: dict[str, str], script: bool
) -> None:
    size, who = {"width": 360, "height": 740}, "hocvien" if script else "hocvien.moi"
    with learner(chromium, served, accounts, who, viewport=size, java_script_enabled=script) as page:
        begin(page, served, M4, "guided")
        page.click(".reads a >> nth=0")
        assert inside(page.locator("#scan").bounding_box(), size)
        if script:
            wrong: Seen = []
            look(page, "scan", wrong)
            assert wrong == [], wrong
        page.click("nav a:has-text('Về hồ sơ')")
        asked, land, drawing = read_files(page)
        assert land["Thửa đất số"] != asked["Thửa đất số"]
        assert inside(page.locator("#files strong").bounding_box(), size)
        if not page.locator("#act-ask_supplement[open]").count():
            page.click("#act-ask_supplement summary")
        items = f"Giấy tờ về đất của thửa số {asked['Thửa đất số']}\nBản vẽ {missing_sheet(drawing)}"
        page.fill("#act-ask_supplement [name=items]", items)
        page.fill("#act-ask_supplement [name=reason]", f"Giấy tờ đã nộp là của thửa số {land['Thửa đất số']}.")
        page.fill("#act-ask_supplement [name=contact]", "Quầy số 2")
        follow(page, "#act-ask_supplement button[type=submit]")
        assert "Đã đạt mọi mục tiêu" in page.inner_text(".coach")


def inside(box: dict[str, float], size: dict[str, int]) -> bool:
    """Say whether a box lies within the screen, above what is pinned to its foot."""
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def test_a_whole_case_by_keyboard_alone(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, "hocvien.rachen") as page:
        begin(page, served, M1, "alone")
        brief = page.locator(".coach .brief").text_content()
        pages = int(re.search(r"có (\d+) trang", brief)[1])  # type: ignore[index]
        copies = int(re.search(r"chứng thực (\d+) bản", brief)[1])  # type: ignore[index]
        fee = (min(pages, 2) * 2000 + max(0, pages - 2) * 1000) * copies
        hand = Hand(page, keyboard=True)
        hand.press("[data-anchor='menu.receive']")
        hand.choose("#procedure", "2.000815")
        hand.choose("#card", "visitor")
        hand.press(".begin button")
        name = page.input_value("[name='applicant.name']")
        hand.tick("[name=identity]")
        hand.choose("[name='papers.ban-chinh.source']", "paper")
        hand.type("[name='papers.ban-chinh.pages']", str(pages))
        hand.type("[name='papers.ban-chinh.copies']", str(copies))
        hand.tick("[name='papers.ban-chinh.checked']")
        hand.type("[name=fee]", str(fee))
        hand.press("[data-anchor=receive]")
        hand.press("#act-forward button")
        while page.locator(".waits").count():
            hand.press(".waits button[value=next_hour]")
        hand.press("button.hat[value=results]")
        hand.press("#act-collect_fee button")
        hand.unfold("#act-return_result")
        hand.type("[name=receiver]", name)
        hand.tick("#act-return_result [name=identity]")
        hand.press("#act-return_result button[type=submit]")
        assert "Đã đạt mọi mục tiêu" in page.inner_text(".coach")
        reach(page, ".now form[action$='/finish'] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/practice/runs/**")
        reach(page, "main a[href*='/steps/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/steps/**")
        wrong: Seen = []
        look(page, "replay", wrong)
        assert wrong == [], wrong
