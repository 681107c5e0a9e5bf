"""Real pages in a real browser: axe finds nothing, nothing overflows, work survives a missing script and a cut line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.hand import reach
from tests.browser.looks import TAGS, Seen, look
from tests.browser.people import enter, follow
from tests.markup import slips

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
__all__ = ["TAGS", "enter", "reach"]
PAGES = {
    "": ("/sign-in", "/activate", "/reset", "/help", "/accessibility", "/privacy", "/huong-dan/",
         "/huong-dan/dang-ky-khai-sinh", "/en/guides/birth-registration"),
    "hocvien": ("/", "/courses/{course}", "/courses/{course}/lessons/3", "/quizzes/1", "/practice", "/inbox/1",
                "/account", "/style", "/notices", "/questions", "/questions/about/course:{course}",
                "/duties/course:{course}/more-time", "/repeat", "/learning", "/courses", "/paths",
                "/certificates"),
    "giangvien": ("/", "/reports/completion", "/assignments/new", "/quizzes/desk", "/people/import", "/questions/desk",
                  "/extensions", "/practice/m1-chung-thuc-ban-sao/friction", "/quizzes/new", "/quizzes/1/edit",
                  "/quizzes/1/pick", "/quizzes/1/look", "/quizzes/1/exceptions", "/quizzes/1/regrade",
                  "/quizzes/marking",
                  "/quizzes/appeals", "/quizzes/questions/new", "/quizzes/questions/new/single",
                  "/quizzes/questions/new/spotcue", "/bank", "/bank/1", "/bank/81/try", "/bank/import", "/bank/export",
                  "/bank/doubles", "/quizzes/1/analysis", "/quizzes/1/report?what=grid", "/quizzes/1/report",
                  "/assignments", "/rollouts", "/certificates/rules", "/certificates/issued", "/course-desk",
                  "/course-progress", "/course-progress/{course}?state=new",
                  "/duties/remind/course:{course}?unit=1&who=new",
                  "/duties/remind/course:{course}?unit=1&who=late", "/competencies", "/people"),
    "quantri": ("/people", "/settings", "/audit", "/guides/1", "/procedures/1/edit", "/procedures/1/versions/1",
                "/calendar", "/calendar/hours", "/settings/letters", "/settings/letters/digest.vi", "/units/2",
                "/setup/province", "/setup/units", "/slips", "/jobs", "/units", "/procedures"),
}  # fmt: skip


def course_number(page: Any, served: str) -> int:
    """Return the number of the one-stop course in this house."""
    page.goto(f"{served}/courses")
    link = page.locator("main a", has_text="Làm quen hệ thống một cửa điện tử").first.get_attribute("href")
    return int(link.rstrip("/").rsplit("/", 1)[-1])


@pytest.mark.parametrize("who", list(PAGES))
def test_pages_are_accessible_and_fit(chromium: Any, served: str, accounts: dict[str, str], who: str) -> None:
    context = chromium.new_context(locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15000)
    if who:
        enter(page, served, who, accounts[who])
    course = course_number(page, served) if who in ("hocvien", "giangvien") else 0
    wrong: Seen = []
    for path in PAGES[who]:
        answer = page.goto(served + path.format(course=course))
        assert answer.status == 200, path
        wrong += [(path, slip, "") for slip in slips(answer.text())]
        look(page, path, wrong)
    context.close()

    assert wrong == []


def test_an_answer_survives_a_cut_line(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "hocvien.so", accounts["hocvien.so"])
    page.goto(f"{served}/quizzes/1")
    page.click("main form button")
    address = page.url
    place = next(n for n in range(1, 15) if page.goto(f"{address}?q={n}") and page.locator("input[type=radio]").count())
    context.set_offline(True)
    page.locator("input[name^='answer-']").first.check()
    page.wait_for_selector("[data-saved].saved--not")
    context.set_offline(False)
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')", timeout=30000)
    page.goto(f"{address}?q={place}")

    assert page.locator("input[name^='answer-']:checked").count() == 1
    context.close()


def test_a_lesson_and_a_quiz_work_without_script(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15000)
    enter(page, served, "hocvien.moi", accounts["hocvien.moi"])
    course = course_number(page, served)
    page.goto(f"{served}/courses/{course}/lessons/1")
    follow(page, "main form button[type=submit]")
    assert page.url.endswith(f"/courses/{course}/lessons/2")
    page.goto(f"{served}/quizzes/1")
    page.click("main form button")
    attempt = page.url.split("?")[0]
    for _turn in range(14):
        answer = page.locator("input[name^='answer-']").first
        if answer.get_attribute("type") in ("radio", "checkbox"):
            answer.check()
        else:
            answer.fill("12000")
        follow(page, "main form button.btn >> nth=-1")
    page.goto(f"{attempt}/check")
    follow(page, "main form button")

    assert "/review" in page.url
    context.close()


def test_from_sign_in_to_a_read_lesson_by_keyboard_alone(chromium: Any, served: str, accounts: dict[str, str]) -> None:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15000)
    page.goto(f"{served}/sign-in")
    reach(page, "#sign_in_name")
    page.keyboard.type("hocvien.rachen")
    reach(page, "#password")
    page.keyboard.type(accounts["hocvien.rachen"])
    page.keyboard.press("Enter")
    page.wait_for_selector(".card--lead")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reach(page, ".card--lead .btn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses/*")
    reach(page, "main a.btn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/*")
    before = page.url
    reach(page, "main form button.btn[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)

    assert "Đã ghi nhận đọc xong" in page.inner_text("main")
    context.close()
