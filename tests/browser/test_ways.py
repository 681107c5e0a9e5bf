"""One exercise in each way: watched, guided by keyboard alone, on one's own without script, assessed on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.people import begin, follow, learner, missing_sheet, read_files
from tests.browser.test_pages import TAGS, reach

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WHO = "hocvien.so"
M1, M4, M13 = "m1-chung-thuc-ban-sao", "m4-yeu-cau-bo-sung", "m13-rut-ho-so-truc-tuyen"


def clean(page: Any) -> None:
    """See that axe finds nothing, and that nothing runs out of the screen."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_a_watched_exercise_goes_forward_and_back(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, WHO) as page:
        begin(page, served, M1, "watch")
        assert page.input_value("[name=fee]")
        clean(page)
        while page.locator("button[value=next]").count():
            assert page.locator(".is-pointed").count() == 1
            follow(page, "button[value=next]")
        assert "trọn một cách làm đúng" in page.inner_text(".coach")
        follow(page, "button[value=back]")
        assert page.locator(".is-pointed").get_attribute("data-anchor") == "return_result"


def test_guidance_leads_to_the_end_by_keyboard_alone(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, WHO) as page:
        page.goto(f"{served}/practice/{M13}")
        reach(page, "#modes input[name=mode]")
        while not page.evaluate("document.activeElement.value === 'guided'"):
            page.keyboard.press("ArrowDown")
        reach(page, "#modes button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/practice/copies/**")
        reach(page, ".is-pointed a, a.is-pointed")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases/**")
        reach(page, ".is-pointed button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Đã đạt mọi mục tiêu")
        reach(page, "form[action$=finish] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/practice/runs/**")
        assert "Có hướng dẫn" in page.inner_text("main")
        clean(page)


def test_a_place_that_is_not_there_can_be_skipped(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, WHO) as page:
        page.add_init_script(
            "document.addEventListener('readystatechange', () =>"
            " document.querySelectorAll('[data-anchor]').forEach((e) => e.removeAttribute('data-anchor')))"
        )
        begin(page, served, M13, "guided")
        page.click("[data-skip]")
        assert not page.is_visible("[data-missing]")


def test_on_one_s_own_without_script(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    with learner(chromium, served, accounts, WHO, java_script_enabled=False) as page:
        begin(page, served, M4, "alone")
        follow(page, "form[action$=look] button")
        assert "Chưa đạt" in page.inner_text(".coach") or "chưa" in page.inner_text(".coach").lower()
        follow(page, "form[action$=hint] button")
        assert page.locator("details.rung[open]").count() >= 1
        _ask_for_papers(page)
        follow(page, "form[action$=finish] button")
        assert "Đạt cả 6 mục tiêu" in page.inner_text("h1")
        page.click("text=Xem lại từng bước >> nth=-1")
        assert "Đã ghi những gì" in page.inner_text("main")


def test_an_assessment_on_a_phone_shows_neither_steps_nor_hints(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    with learner(chromium, served, accounts, WHO, viewport={"width": 360, "height": 740}) as page:
        begin(page, served, M4, "exam")
        assert page.locator("#steps, .hints, form[action*='/undo'], form[action*='/save']").count() == 0
        assert page.locator("[data-ends-in]").is_visible()
        clean(page)
        _ask_for_papers(page)
        assert page.locator("form[action*='/undo']").count() == 0
        follow(page, "form[action$=finish] button")
        assert "Kiểm tra" in page.inner_text("main")
        clean(page)


def _ask_for_papers(page: Any) -> None:
    """Read the files of the exercise, and write the slip that asks for what is missing."""
    brief = page.locator(".coach .brief")
    if brief.locator("details").get_attribute("open") is None:
        brief.locator("summary").click()
    brief.locator("a").first.click()
    asked, land, drawing = read_files(page)
    plot, sheet = asked["Thửa đất số"], missing_sheet(drawing)
    assert land["Thửa đất số"] != plot
    act = page.locator("[data-anchor=ask_supplement]")
    if act.get_attribute("open") is None:
        act.locator("summary").click()
    act.locator("[name=items]").fill(f"Giấy chứng nhận của thửa đất số {plot}\nBản vẽ {sheet}")
    act.locator("[name=reason]").fill(f"Giấy tờ về đất chưa đúng thửa, bộ bản vẽ chưa có phần {sheet}.")
    act.locator("[name=contact]").fill("Quầy số 2, điện thoại 0100000202")
    act.locator("button[type=submit]").click()
    page.wait_for_selector("text=Yêu cầu bổ sung giấy tờ")
