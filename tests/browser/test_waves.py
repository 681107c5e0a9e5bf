"""A trainer brings a course to the province in waves, and a stranger checks a certificate: by mouse, by keyboard, on a
phone, without script; axe finds nothing on any page of theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.hand import reach
from tests.browser.looks import Seen, look
from tests.browser.test_pages import enter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PAGES = {
    "": ("/chung-nhan/", "/en/certificates/", "/chung-nhan/khong-co-ma-nay"),
    "hocvien": ("/certificates", "/my-post", "/offers", "/paths", "/paths/1"),
    "giangvien": ("/assignments", "/rollouts", "/rollouts/new", "/rollouts/1", "/rollouts/1/waves/3",
                  "/certificates/issued", "/certificates/rules", "/certificates/rules/1", "/competencies",
                  "/paths/desk", "/paths/1/edit"),
    "quanly.cuasen": ("/certificates/issued", "/competencies", "/rollouts"),
}  # fmt: skip


@pytest.mark.parametrize("who", list(PAGES))
def test_pages_of_asking_and_certifying_are_accessible_and_fit(
    chromium: Any, served: str, accounts: dict[str, str], who: str
) -> None:
    context = chromium.new_context(locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15000)
    if who:
        enter(page, served, who, accounts[who])
    wrong: Seen = []
    for path in PAGES[who]:
        answer = page.goto(served + path)
        assert answer.status in (200, 404), path
        look(page, path, wrong)
    context.close()

    assert wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_a_trainer_plans_a_wave_and_sees_first_whom_it_reaches(
    chromium: Any, served: str, accounts: dict[str, str], script: bool
) -> None:
    size = {"width": 1366, "height": 768} if script else {"width": 360, "height": 740}
    context = chromium.new_context(viewport=size, locale="vi-VN", java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "giangvien", accounts["giangvien"])
    page.goto(f"{served}/rollouts")
    page.click("main a.btn")
    page.fill("#title", f"Kế hoạch thử {script}")
    page.locator("#ref").select_option(index=1)
    page.click("main form button[type=submit]")
    page.fill("#name", "Đợt 1")
    page.locator("input[name=units]").first.check()
    page.locator("section form button[type=submit]").last.click()
    page.locator("ol.stack a.btn").first.click()
    before = page.inner_text("main")
    page.click("button[value=open]")
    after = page.inner_text("main")

    assert re.search(r"Sẽ giao cho \d+ người", before)
    assert "Đợt đã mở" in after
    assert "mở từ" in after
    context.close()


def test_an_assignment_is_looked_at_by_keyboard_before_it_is_given(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "quanly.cuasen", accounts["quanly.cuasen"])
    page.goto(f"{served}/assignments/new")
    page.locator("#ref").select_option(index=2)
    page.locator("#unit").select_option(label="UBND phường Cửa Sen")
    reach(page, "#days")
    page.keyboard.type("9")
    reach(page, "button[value=look]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#looked")
    shown = page.inner_text("#looked")
    reach(page, "button[value=give]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/assignments")

    assert "chưa giao gì" in shown
    assert re.search(r"(Đã giao|Giao) cho \d+ người|\d+ người", page.inner_text("main"))
    context.close()


def test_a_stranger_checks_a_certificate_without_script_and_gets_no_cookie(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "giangvien", accounts["giangvien"])
    page.goto(f"{served}/certificates/issued?state=valid")
    name = page.locator("tbody th a").first.inner_text()
    page.locator("tbody th a").first.click()
    code = page.locator("a[href*='/chung-nhan/']").first.get_attribute("href").rsplit("/", 1)[-1]
    context.close()
    stranger = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = stranger.new_page()
    page.goto(f"{served}/chung-nhan/")
    page.fill("#code", code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    text = page.inner_text("main")

    assert "Chứng nhận còn hiệu lực" in text
    assert name in text
    assert stranger.cookies() == []
    stranger.close()


def test_a_drawing_keeps_its_size_on_a_phone_and_moves_by_keyboard(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    context = chromium.new_context(locale="vi-VN", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    enter(page, served, "hocvien", accounts["hocvien"])
    page.goto(f"{served}/courses/1/lessons/1")
    frame = page.locator(".picture__frame").first
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)  # nothing polls where no script runs

    assert page.evaluate("document.querySelector('.picture__frame').scrollLeft") > 0
    assert frame.locator("img").bounding_box()["width"] >= 640
    assert page.is_visible(".picture__hint")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()
