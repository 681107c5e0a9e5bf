"""The document system in a real browser: axe finds nothing, nothing overflows, and V1 is done without script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import TAGS, enter

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PAGES = (
    "", "?menu=search&q=ra+soat", "/incoming/den-ngan-sach", "/parcel/goi-thieu-ky", "/outgoing/di-bc-nha-o",
    "/outgoing/di-bc-vitamin", "/letter/thu-gia", "/folder/06.VP.2024", "/task/nv-quay",
    "/new/out.draft?type=quyet-dinh", "/new/task.give", "/books/den", "/overview", "/other-side",
)  # fmt: skip


@pytest.mark.parametrize("width", [320, 1280])
def test_every_screen_of_the_document_system_is_accessible_and_fits(
    chromium: Any, served: str, accounts: dict[str, str], width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 740}, locale="vi-VN")
    page, wrong = context.new_page(), []
    page.set_default_timeout(15000)
    enter(page, served, "hocvien", accounts["hocvien"])
    page.goto(f"{served}/practice")
    page.click("form[action$='/practice/free'] button")
    papers = f"{page.url.partition('?')[0]}/papers"
    for path in PAGES:
        page.goto(papers + path)
        found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        wrong += [(path, each["id"], each["nodes"][0]["html"][:160]) for each in found]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((path, "overflow", ""))
    context.close()

    assert wrong == []


def test_v1_is_done_by_mouse_without_script(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "hocvien", accounts["hocvien"])
    page.goto(f"{served}/practice/v1-vao-so-van-ban-den")
    page.locator("input[name=mode][value=alone]").check()
    page.locator("main form button[type=submit]").first.click()
    page.click("a:text('1097/SNV-CCHC')")
    for check in ("addressee", "form", "signature", "duplicate"):
        page.locator(f"input[name='wrong.{check}'][value=right]").check()
    page.click("button:text('Ghi kết quả kiểm tra')")
    form = page.locator("#act-in\\.register")
    form.locator("[name=subject]").fill("Báo cáo tình hình trang bị máy quét tại TTPVHCC cấp xã")
    form.locator("[name=due]").fill("2026-11-20")
    form.locator("button").click()
    page.click("button:text('Trình lãnh đạo')")
    assert "Chờ cho ý kiến" in page.content()
    page.locator("form[action$='/finish'] button").click()
    assert "/practice/runs/" in page.url
    assert "6" in page.locator("h1").inner_text()
    context.close()
