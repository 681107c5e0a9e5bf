"""Single people named by a trainer: offered while one types, by keyboard; asked back without script, on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.hand import reach
from tests.browser.looks import Seen, look
from tests.browser.test_pages import enter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_name_is_offered_while_one_types_and_written_into_its_line(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "quanly.cuasen", accounts["quanly.cuasen"])
    page.goto(f"{served}/assignments/new")
    page.locator("#unit").select_option(label="UBND phường Cửa Sen")
    page.locator("details.fold summary").click()
    reach(page, "#codes")
    page.keyboard.type("tran gia lap")
    offered = page.wait_for_selector("[data-entry]").get_attribute("data-entry")
    wrong: Seen = []
    look(page, "/assignments/new", wrong)
    reach(page, "[data-entry]")
    page.keyboard.press("Enter")

    assert "Giả Lập" in offered
    assert page.input_value("#codes") == f"{offered}\n"
    assert page.evaluate("document.activeElement.id") == "codes"
    assert page.locator("[data-entry]").count() == 0
    assert wrong == []
    context.close()


def test_without_script_it_is_asked_who_is_meant(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "giangvien", accounts["giangvien"])
    page.goto(f"{served}/quizzes/1/exceptions")
    page.fill("#code", "gia lap hai")
    page.fill("#attempts_most", "3")
    page.click("main form.prose button[type=submit]")
    asked = page.inner_text("main")
    page.locator("input[name=person]").first.check()
    page.click("main form.prose button[type=submit]")

    assert "“gia lap hai” là người nào?" in asked
    assert "3 lần" in page.inner_text("table")
    context.close()
