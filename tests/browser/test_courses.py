"""A course from its first word to its sign-off: author, learner and trainer, by mouse, by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.hand import Hand
from tests.browser.house import Standing, standing
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import content, transaction

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORD = (
    "<html><body><!--[if gte mso 9]><xml><o:p></o:p></xml><![endif]--><p class=MsoNormal><b>Lưu ý</b> khi nhận</p>"
    "<p class=MsoListParagraph>·&nbsp;&nbsp;Đối chiếu<o:p></o:p></p><p class=MsoListParagraph>·&nbsp;&nbsp;Ghi sổ</p>"
    "<style>p{color:red}</style></body></html>"
)
PASTE = (
    "html => { const field = document.querySelector('#md'); field.focus();"
    " const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x');"
    " field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"
)
PASTE_PLAIN = PASTE.replace("data.setData('text/html', html); data.setData('text/plain', 'x');",
                            "data.setData('text/plain', html);")  # fmt: skip


@pytest.fixture(params=["mouse", "keyboard", "phone, no script"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Standing]:
    with standing(tmp_path, "", "") as found:
        yield found


@pytest.fixture
def cast(house: Standing) -> dict[str, int]:
    with house.app.app_context(), house.app.test_request_context():
        content.load()
        root = units.create("Z99", "UBND tỉnh Hải Tràm")
        commune = units.create("Z99.1", "UBND xã Thử", root)
        author, learner = people.enrol("A1", "Trần Soạn", commune), people.enrol("A2", "Lê Học", commune)
        trainer = people.enrol("A3", "Trần Giảng", root)
        grants.give(author, Role.AUTHOR, commune)
        grants.give(trainer, Role.TRAINER, root)
        transaction.commit()
        return {"author": author.id, "learner": learner.id, "trainer": trainer.id}


@pytest.fixture
def hands(chromium: Any, house: Standing, cast: dict[str, int], way: str) -> Iterator[dict[str, Hand]]:
    """Each of the cast before a browser of their own."""
    size = {"width": 360, "height": 740} if "phone" in way else {"width": 1366, "height": 768}
    contexts, found = [], {}
    for name, person_id in cast.items():
        context = chromium.new_context(viewport=size, locale="vi-VN", java_script_enabled="no script" not in way)
        context.add_cookies([house.cookie_of(person_id)])
        page = context.new_page()
        page.set_default_timeout(20000)
        contexts.append(context)
        found[name] = Hand(page, way == "keyboard")
    yield found
    for context in contexts:
        context.close()


def look(page: Any, way: str) -> None:
    """See that axe finds nothing and that nothing runs over the edge: wide by mouse, at 320 px by keyboard."""
    if "no script" in way:
        return
    wide = page.viewport_size
    page.set_viewport_size({"width": 1280 if way == "mouse" else 320, "height": 768})
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(page.url, each["id"], each["nodes"][0]["html"][:160]) for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url
    page.set_viewport_size(wide)


def open_fold(hand: Hand, summary: str) -> None:
    hand.unfold(summary)


def test_a_course_is_written_learned_and_signed_off(house: Standing, hands: dict[str, Hand], way: str) -> None:
    author, learner, trainer = hands["author"], hands["learner"], hands["trainer"]
    _write(author, house.address, way)
    _learn(learner, house.address, way)
    _sign(trainer, house.address, way)

    learner.page.goto(f"{house.address}/courses?show=done")
    assert "Tiếp dân qua điện thoại" in learner.page.inner_text("main")
    look(learner.page, way)


def _write(hand: Hand, address: str, way: str) -> None:
    page = hand.page
    page.goto(f"{address}/course-desk")
    look(page, way)
    hand.press("main .head a.btn")
    look(page, way)
    hand.type("#title", "Tiếp dân qua điện thoại")
    hand.press("form[action$='/course-desk/new'] button[type=submit]")
    look(page, way)
    desk = page.url
    hand.type("#new-lesson", "Ba câu đầu tiên")
    hand.press("form[action$='/lessons'] button[type=submit]")
    look(page, way)
    hand.type("#md", "Chào hỏi, xưng tên, rồi mới hỏi việc.")
    hand.press(".bench__form button[type=submit]:not([name])")
    hand.press(".bench__add a[href*='add=self_check']")
    look(page, way)
    hand.type("#question", "Nói gì trước?")
    hand.type("#text0", "Xưng tên")
    hand.type("#why0", "Đúng, người dân biết đang nói với ai.")
    hand.type("#text1", "Hỏi số căn cước")
    hand.type("#why1", "Chưa nên, người dân chưa biết ta là ai.")
    hand.press(".bench__form button[type=submit]:not([name])")
    if way == "mouse":
        _type_and_paste(page)
    hand.press("section.bench:nth-of-type(2) button[value=up]")
    assert page.locator("section.bench").first.inner_text().startswith("Tự kiểm tra")
    assert page.evaluate("document.activeElement.matches('section.bench:nth-of-type(1) button[value=down]')")
    hand.press("section.bench:nth-of-type(1) button[value=remove]")
    assert page.locator("section.bench").count() == 1
    look(page, way)
    hand.press("form[action$='/undo'] button")
    assert page.locator("section.bench").count() == 2
    page.goto(desk)
    open_fold(hand, "details:has(#new-beside)")
    hand.type("#new-beside", "Gọi thử một cuộc")
    hand.press("form[action$='/beside'] button[type=submit]")
    look(page, way)
    hand.press("a[href$='/preview']")
    look(page, way)
    page.goto(f"{desk}/rules")
    look(page, way)
    page.goto(f"{desk}/release?section=0")
    hand.tick("input[name=units]")
    hand.press("form[action$='/release'] button[type=submit]")
    assert "Chỉ dành cho: UBND xã Thử" in page.inner_text("#outline")
    look(page, way)
    page.goto(desk)
    hand.press("form[action$='/publish'] button[type=submit]")
    assert "Đã xuất bản" in page.inner_text("main")
    page.goto(f"{desk}/versions")
    look(page, way)


def _type_and_paste(page: Any) -> None:
    page.locator("section.bench a[href*='edit=']").first.click()
    page.locator("#md").fill("Chào hỏi, xưng tên rõ ràng, rồi mới hỏi việc.")
    page.wait_for_selector("[data-saved]:has-text('đã lưu lúc')")
    page.locator("#md").select_text()
    page.evaluate(PASTE, WORD)
    expect(page.locator("#md")).to_have_value("**Lưu ý** khi nhận\n\n- Đối chiếu\n- Ghi sổ")
    page.locator("#md").press("Control+End")
    page.evaluate(PASTE, "<h2>Khi vắng người</h2><p>Để lại lời nhắn.</p>")
    apart = "**Lưu ý** khi nhận\n\n- Đối chiếu\n- Ghi sổ\n\n## Khi vắng người\n\nĐể lại lời nhắn."
    expect(page.locator("#md")).to_have_value(apart)
    page.locator("#md").fill("- Đối chiếu\n\nSau đó")
    page.evaluate("document.querySelector('#md').setSelectionRange(12, 12)")
    page.evaluate(PASTE_PLAIN, "STT\tViệc\n1\tNhận")
    table = "| STT | Việc |\n| --- | --- |\n| 1 | Nhận |"
    expect(page.locator("#md")).to_have_value(f"- Đối chiếu\n\n{table}\n\nSau đó")
    page.locator("#md").fill(apart)
    page.locator(".bench__form button[type=submit]").first.click()
    page.wait_for_selector(".bench__form", state="detached")


def _learn(hand: Hand, address: str, way: str) -> None:
    page = hand.page
    page.goto(f"{address}/courses?q=tiep+dan+qua+dien+thoai")
    look(page, way)
    hand.press("main article h2 a")
    look(page, way)
    hand.press("main a.btn")
    look(page, way)
    open_fold(hand, "#my-note")
    hand.type("#my-note textarea", "Nhớ xưng tên")
    hand.press("#my-note button[type=submit]")
    assert page.input_value("#my-note textarea") == "Nhớ xưng tên"
    hand.press("form.no-print button.btn[type=submit]")
    assert "Đã ghi nhận đọc xong" in page.inner_text("main")
    assert "giảng viên xác nhận" in page.inner_text("main")
    look(page, way)
    page.goto(f"{address}/courses/goal")
    hand.type("#minutes", "30")
    hand.press("form[action$='/courses/goal'] button[type=submit]")
    look(page, way)


def _sign(hand: Hand, address: str, way: str) -> None:
    page = hand.page
    page.goto(f"{address}/course-progress?q=tiep+dan+qua+dien+thoai")
    look(page, way)
    hand.press("main .bars a")
    look(page, way)
    assert "Lê Học" in page.inner_text("main"), page.inner_text("main")
    hand.tick("input[name=person]")
    hand.press("button[value=remind]")
    assert "Đã nhắc" in page.inner_text("main")
    hand.press("nav.tabs a[href*='/steps']")
    assert "xong" in page.inner_text("main tbody")
    look(page, way)
    hand.press("main tbody th a")
    look(page, way)
    hand.type("#why", "Gọi đúng, nói rõ")
    hand.press("form[action$='/sign'] button[type=submit]")
    assert "Trần Giảng xác nhận: Gọi đúng, nói rõ" in page.inner_text("main")
    look(page, way)
