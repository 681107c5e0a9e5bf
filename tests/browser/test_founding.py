"""From an empty server to signed-out devices: by mouse, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pypdf
import pytest

from tests.browser.hand import Hand

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
GOOD = "ghe-xuong-trang-rach-lua"
LIST = (
    "ma_can_bo,ho_ten,ma_don_vi,ten_don_vi,ma_don_vi_cha,chuc_vu\n"
    "CB1,Lê Thị Học,Z99.1,UBND phường Thử,T00,Chuyên viên\n"
    "CB2,,Z99.1,,,\n"
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A production server without any account, and the invitation of its first administrator."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    cleared = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    env = cleared | {
        "SECRET_KEY": "a founding test's secret, long enough 0123456789 abcdef", "PUBLIC_URL": address,
        "INSTANCE_PATH": str(tmp_path / "house"),
    }  # fmt: skip

    def flask(*words: str) -> str:
        command = [str(BIN / "flask"), "--app", str(ROOT / "wsgi.py"), *words]
        return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout

    flask("db", "upgrade")
    flask("content", "load")
    link = re.search(r"http\S+/invite/\S+", flask("admin", "invite"))
    assert link
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [str(BIN / "waitress-serve"), "--listen", f"127.0.0.1:{port}", "--call", "wsgi:create_app"],
        cwd=ROOT, env=env, stdout=quiet, stderr=quiet,
    )  # fmt: skip
    for _turn in range(200):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310
            break
        except OSError:
            time.sleep(0.1)
    yield address, link[0]
    server.terminate()
    server.wait(20)


@pytest.mark.parametrize("way", ["mouse", "keyboard", "no script"])
def test_a_house_is_founded_and_its_first_official_comes_in(
    chromium: Any, empty: tuple[str, str], way: str, tmp_path: Path
) -> None:
    address, link = empty
    context = chromium.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", java_script_enabled=way != "no script"
    )
    page = context.new_page()
    page.set_default_timeout(15000)
    hand = Hand(page, way == "keyboard")
    _become_administrator(hand, link)
    _set_up(hand, address)
    _import(hand, address, tmp_path)
    name, code = _slip(hand, address)
    again = chromium.new_context(locale="vi-VN", java_script_enabled=way != "no script")
    learner = again.new_page()
    learner.set_default_timeout(15000)
    _activate_and_sign_out_elsewhere(chromium, Hand(learner, way == "keyboard"), address, name, code)

    page.goto(f"{address}/audit")
    assert "admin.invite" in page.content()
    assert chromium.new_context().new_page().goto(link).status == 410
    context.close()
    again.close()


def _become_administrator(hand: Hand, link: str) -> None:
    hand.page.goto(link)
    typed = {"full_name": "Trần Thị Quản Trị", "unit_name": "UBND tỉnh Thử", "sign_in_name": "quantri"}
    for field, text in {**typed, "password": GOOD, "again": GOOD}.items():
        hand.type(f"#{field}", text)
    hand.press("main form button.btn--wide")
    secret = hand.page.inner_text("p.code").replace(" ", "")
    hand.type("#code", pyotp.TOTP(secret).now())
    hand.press("main form button.btn--wide")
    hand.press("main a.btn")


def _set_up(hand: Hand, address: str) -> None:
    hand.page.wait_for_url("**/setup/province")
    hand.type("#province", "Tỉnh Thử Nghiệm")
    for step in ("logo", "units", "calendar", "mail", "done"):
        hand.press("main form button.btn[value=on]")
        hand.page.wait_for_url(f"**/setup/{step}")
    hand.page.goto(address + "/")
    assert "Tỉnh Thử Nghiệm" in hand.page.inner_text("header")


def _import(hand: Hand, address: str, folder: Path) -> None:
    path = folder / "danh-sach.csv"
    path.write_text(LIST, "utf-8")
    hand.page.goto(f"{address}/people/import")
    hand.page.set_input_files("input[type=file]", str(path))
    hand.press("main form button[type=submit]")
    assert "ho_ten" in hand.page.inner_text("main")
    hand.press("main form button.btn[type=submit]")
    for _turn in range(60):
        if "Đã nhập xong" in hand.page.inner_text("main"):
            return
        time.sleep(0.5)
        hand.page.reload()
    raise AssertionError("the list did not come in")


def _slip(hand: Hand, address: str) -> tuple[str, str]:
    hand.page.goto(f"{address}/slips")
    hand.press("main tbody a[href$='/2']")
    with hand.page.expect_download() as waiting:
        hand.press("main form button.btn[type=submit]", stays=True)
    text = pypdf.PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes())).pages[0].extract_text()
    name, code = re.search(r"Tên đăng nhập:\s*(\S+)", text), re.search(r"Mã:\s*(\S+)", text)
    assert name, text
    assert code, text
    return name[1], code[1]


def _activate_and_sign_out_elsewhere(chromium: Any, hand: Hand, address: str, name: str, code: str) -> None:
    hand.page.goto(f"{address}/activate")
    for field, text in {"sign_in_name": name, "code": code, "password": GOOD, "again": GOOD}.items():
        hand.type(f"#{field}", text)
    hand.press("main form button.btn--wide")
    assert ["Lê", "Thị", "Học"][-1] in hand.page.inner_text("header")
    other = chromium.new_context(locale="vi-VN").new_page()
    other.goto(f"{address}/sign-in")
    other.fill("#sign_in_name", name)
    other.fill("#password", GOOD)
    other.click("main button[type=submit]")
    hand.page.goto(f"{address}/account")
    hand.press("section[aria-labelledby=devices] > form button")
    other.goto(f"{address}/account")

    assert "/sign-in" in other.url
    assert "/account" in hand.page.url
    hand.press("main > form:last-child button.btn")
    assert "/sign-in" in hand.page.url
