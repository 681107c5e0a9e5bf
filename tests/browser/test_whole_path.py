"""The main job in a real browser: from a staff list over lesson, quiz, mailbox and practice to report and guide."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from quizzes import queries as quizzes
from quizzes.models import Attempt
from quizzes.types import TYPES
from tests.browser.hand import Hand
from tests.browser.house import Standing, standing
from tests.browser.people import follow
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, content, transaction
from training.core.db import db
from training.sandbox import worlds
from training.sandbox.models import Copy

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
GOOD = "ghe-xuong-trang-rach-lua"
GIFT = Path(__file__).resolve().parents[3] / "shared/testdata/gift/moodle/examples.gift.txt"
OWN_GIFT = "::Một:: Thủ đô ở đâu? {=Hà Nội ~Huế}\n\n::Hai:: 2 + 2 = 4 {T}\n\n::Ba:: 1 + 1 {#2}\n"
LIST = (
    "ma_can_bo,ho_ten,ma_don_vi,ten_don_vi,ma_don_vi_cha,chuc_vu\n"
    "CB1,Lê Thị Học,Z99.1,UBND phường Thử,Z99,Chuyên viên\n"
    "CB2,,Z99.1,,,\n"
)
NEW = "main form[method=post]"


@pytest.fixture(params=["mouse, SQLite", "keyboard, PostgreSQL and Redis", "no script, SQLite"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def house(way: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Standing]:
    database = request.getfixturevalue("postgresql") if "PostgreSQL" in way else ""
    carrier = request.getfixturevalue("redis_url") if "Redis" in way else ""
    with standing(tmp_path, database, carrier) as found:
        yield found


@pytest.fixture
def trainer(house: Standing) -> int:
    with house.app.app_context(), house.app.test_request_context():
        content.load()
        root = units.create("Z99", "UBND tỉnh Hải Tràm")
        person = people.enrol("GV1", "Trần Giảng Viên", root)
        for role in (Role.TRAINER, Role.HELP_DESK):
            grants.give(person, role, root)
        transaction.commit()
        return person.id


@pytest.fixture
def desk(chromium: Any, house: Standing, trainer: int, way: str) -> Iterator[Hand]:
    """The trainer before the browser, signed in."""
    context = _context(chromium, way)
    context.add_cookies([house.cookie_of(trainer)])
    yield Hand(_page(context), "keyboard" in way)
    context.close()


@pytest.fixture
def seat(chromium: Any, way: str) -> Iterator[Hand]:
    """The official before the browser, not signed in yet."""
    context = _context(chromium, way)
    yield Hand(_page(context), "keyboard" in way)
    context.close()


def _context(chromium: Any, way: str) -> Any:
    size = {"width": 360, "height": 740} if "no script" in way else {"width": 1366, "height": 768}
    return chromium.new_context(viewport=size, locale="vi-VN", java_script_enabled="no script" not in way)


def _page(context: Any) -> Any:
    page = context.new_page()
    page.set_default_timeout(15000)
    return page


def test_the_whole_first_path(chromium: Any, house: Standing, desk: Hand, seat: Hand, way: str, tmp_path: Path) -> None:
    _import_staff(house, desk, tmp_path)
    _import_questions(house, desk, tmp_path)
    _assign(house, desk)
    _activate(house, desk, seat)
    _read_and_answer(house, seat, cut="no script" not in way)
    _read_mail(house, seat)
    _practise(house, seat)

    desk.page.goto(f"{house.address}/reports/completion")
    assert "Lê Thị Học" in desk.page.inner_text("main")
    follow(desk.page, "main a:has-text('Lê Thị Học') >> nth=0")
    assert "Làm quen hệ thống một cửa điện tử" in desk.page.inner_text("main")
    assert "Đã xong" in desk.page.inner_text("main")
    citizen = _page(_context(chromium, "no script"))
    citizen.goto(f"{house.address}/huong-dan/?q=dang ky khai sinh")
    assert "Đăng ký khai sinh" in citizen.inner_text("main")
    assert citizen.context.cookies() == []
    citizen.context.close()


def _import_staff(house: Standing, desk: Hand, folder: Path) -> None:
    path = folder / "danh-sach.csv"
    path.write_text(LIST, "utf-8")
    desk.page.goto(f"{house.address}/people/import")
    desk.page.set_input_files("input[type=file]", str(path))
    desk.press("main form button[type=submit]")
    assert "ho_ten" in desk.page.inner_text("main")
    desk.press("main form button.btn[type=submit]")
    for _turn in range(80):
        if "Đã nhập xong" in desk.page.inner_text("main"):
            return
        time.sleep(0.5)
        desk.page.reload()
    raise AssertionError("the list did not come in")


def _import_questions(house: Standing, desk: Hand, folder: Path) -> None:
    path = folder / "cau-hoi.txt"
    path.write_bytes(GIFT.read_bytes() if GIFT.exists() else OWN_GIFT.encode())
    desk.page.goto(f"{house.address}/bank/import")
    desk.page.set_input_files("input[type=file]", str(path))
    desk.choose("#unit", desk.page.locator("#unit option[value]:not([value=''])").first.get_attribute("value"))
    desk.type("#title", "Bài của tôi")
    desk.press(f"{NEW} button[type=submit]")
    assert "Chưa có câu nào vào ngân hàng" in desk.page.inner_text("main")
    desk.press("form[action$='/keep'] button")
    assert "Bài của tôi" in desk.page.inner_text("main")


def _assign(house: Standing, desk: Hand) -> None:
    with house.app.app_context(), house.app.test_request_context():
        found = activities.by_key("course", "mot-cua")
    assert found
    desk.page.goto(f"{house.address}/assignments/new")
    desk.choose("#ref", str(found.ref))
    value = desk.page.locator("#unit option", has_text="UBND phường Thử").first.get_attribute("value")
    desk.choose("#unit", value)
    desk.type("#days", "10")
    desk.press("button[name=go][value=look]")
    assert "Lê Thị Học" in desk.page.inner_text("main")
    desk.press("button[name=go][value=give]")
    assert "1 người" in desk.page.inner_text("main")


def _activate(house: Standing, desk: Hand, seat: Hand) -> None:
    desk.page.goto(f"{house.address}/slips")
    desk.press("main tbody a[href$='/2']")
    with desk.page.expect_download() as waiting:
        desk.press("main form button.btn[type=submit]", stays=True)
    text = pypdf.PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes())).pages[0].extract_text()
    name, code = re.search(r"Tên đăng nhập:\s*(\S+)", text), re.search(r"Mã:\s*(\S+)", text)
    assert name, text
    assert code, text
    seat.page.goto(f"{house.address}/activate")
    for field, words in {"sign_in_name": name[1], "code": code[1], "password": GOOD, "again": GOOD}.items():
        seat.type(f"#{field}", words)
    seat.press("main form button.btn--wide")
    assert "Làm quen hệ thống một cửa điện tử" in seat.page.inner_text("main")


def _read_and_answer(house: Standing, seat: Hand, *, cut: bool) -> None:
    """Follow the one button through the lessons to the quiz, and answer everything right."""
    seat.press(".card--lead .btn")
    seat.press("main a.btn")
    for _lesson in range(12):
        if "/lessons/" not in seat.page.url:
            break
        seat.press(f"{NEW} button.btn[type=submit]")
    seat.press("main a.btn") if "/courses/" in seat.page.url else None
    assert "/quizzes/" in seat.page.url
    seat.press(f"{NEW} button.btn")
    attempt_id = int(re.search(r"/attempts/(\d+)", seat.page.url)[1])  # type: ignore[index]
    for place, (kind, key) in _keys(house, attempt_id).items():
        seat.page.goto(f"{house.address}/attempts/{attempt_id}?q={place}")
        _answer(seat, place, kind, key, cut=cut and place == 2)
    seat.page.goto(f"{house.address}/attempts/{attempt_id}/check")
    seat.press(f"{NEW} button.btn")
    assert "100 %" in seat.page.inner_text("main")


def _keys(house: Standing, attempt_id: int) -> dict[int, tuple[str, list[str]]]:
    with house.app.app_context(), house.app.test_request_context():
        shown = quizzes.asked(db.session.get_one(Attempt, attempt_id))
        versions = {each.slot.place: each.slot.version for each in shown}
        return {place: (one.kind, list(TYPES[one.kind].key(one.settings) or [])) for place, one in versions.items()}


def _answer(seat: Hand, place: int, kind: str, key: list[str], *, cut: bool) -> None:
    context, inside = seat.page.context, f"#q-{place} fieldset"
    if cut:
        context.set_offline(True)
    if kind in ("single", "multiple", "truefalse"):
        for value in key:
            seat.tick(f"{inside} input[value='{value}']")
    else:
        seat.type(f"{inside} input:not([type=hidden])", key[0])
    if cut:
        seat.page.wait_for_selector("[data-saved].saved--not")
        context.set_offline(False)
        seat.page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')", timeout=30000)
    seat.press("form[data-quiz] .row--apart > button.btn[name=go]:not(.btn--plain)")


def _read_mail(house: Standing, seat: Hand) -> None:
    """Judge every message of the mailbox; how well is the official's own business."""
    seat.page.goto(f"{house.address}/inbox")
    seat.press("main a[href*='/inbox/']")
    seat.press(f"{NEW} button.btn")
    run = re.search(r"/inbox/runs/\d+", seat.page.url)
    assert run
    links = seat.page.locator(".mail__list a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for place, link in enumerate(links):
        seat.page.goto(f"{house.address}{link.split('#')[0]}")
        seat.press(f"button[name=step][value={'report' if place % 3 == 0 else 'keep'}]")
    seat.page.goto(f"{house.address}{run[0]}")
    seat.press(f"form[action$='{run[0]}/finish'] button")
    assert "/result" in seat.page.url or "d′" in seat.page.inner_text("main")


def _practise(house: Standing, seat: Hand) -> None:
    """One wrong turn, a hint, and the right way through the first exercise, with the amounts of this copy."""
    seat.page.goto(f"{house.address}/practice/m1-chung-thuc-ban-sao")
    seat.tick("#modes input[name=mode][value=alone]")
    seat.press("#modes button.btn")
    desk = re.search(r"/practice/copies/(\d+)", seat.page.url)
    assert desk
    name, papers, fee = _told(house, int(desk[1]))
    seat.page.goto(f"{house.address}{desk[0]}/new/receive")
    seat.choose("#procedure", "2.000815")
    seat.choose("#card", "visitor")
    seat.press("main form[method=get] button")
    seat.tick("input[name=identity]")
    seat.choose("select[name='papers.ban-chinh.source']", "paper")
    seat.type("input[name='papers.ban-chinh.pages']", str(papers["pages"]))
    seat.type("input[name='papers.ban-chinh.copies']", str(papers["copies"]))
    seat.tick("input[name='papers.ban-chinh.checked']")
    seat.type("input[name=fee]", str(fee // 2))
    seat.press("button[data-anchor=receive]")
    case = seat.page.url
    seat.press("form[action$='/look'] button")
    assert "Số ghi trên hồ sơ" in seat.page.inner_text(".coach")
    seat.press("form[action$='/hint'] button")
    seat.press("form[action$='/hint'] button")
    assert "Gợi ý 2" in seat.page.inner_text(".coach .hints details[open]")
    seat.page.goto(case)
    seat.unfold("#act-correct_fee")
    seat.type("#act-correct_fee input[name=fee]", str(fee))
    seat.press("#act-correct_fee button.btn")
    seat.unfold("#act-forward")
    seat.press("#act-forward button.btn")
    for _hour in range(2):
        seat.unfold("details.drop[data-anchor=clock]")
        seat.press("button[name=to][value=next_hour]")
    seat.press("button[name=hat][value=results]")
    seat.page.goto(case)
    seat.unfold("#act-collect_fee")
    seat.press("#act-collect_fee button.btn")
    seat.unfold("#act-return_result")
    seat.type("#act-return_result input[name=receiver]", name)
    seat.tick("#act-return_result input[name=identity]")
    seat.press("#act-return_result button.btn")
    seat.press("form[action$='/finish'] button")
    assert "/practice/runs/" in seat.page.url
    assert "Đạt cả 8 mục tiêu" in seat.page.inner_text("main")


def _told(house: Standing, copy_id: int) -> tuple[str, dict[str, Any], int]:
    """Return who came, with which papers, and what it costs: every copy tells it with other people and amounts."""
    with house.app.app_context(), house.app.test_request_context():
        told = worlds.exercise_of(db.session.get_one(Copy, copy_id))
        first = told.right[0].steps[0].args
        return told.people["visitor"]["name"], dict(first["papers"][0]), int(first["fee"])
