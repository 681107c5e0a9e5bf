"""Guidance says where and what to write: the place stays in sight, and only what one wrote oneself is ticked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.people import begin, learner

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WHO = "hocvien.so"
M1, V3 = "m1-chung-thuc-ban-sao", "v3-tra-loi-cong-van"
SCREEN = {"width": 1366, "height": 768}


def pointed(page: Any) -> str:
    """Return where guidance points, and see that it is on the screen."""
    page.wait_for_timeout(300)  # the browser goes to the #fragment of an act first
    marked = page.locator(".is-pointed")
    edge = marked.bounding_box()
    assert edge
    assert 60 <= edge["y"] <= SCREEN["height"] - 40, (page.url, edge)
    return str(marked.get_attribute("data-anchor"))


def ticked(page: Any, hook: str) -> bool:
    """Say whether the line of what to write at a hook is ticked."""
    return bool(page.locator(f"[data-hook='{hook}'] .entries__done").first.is_visible())


def go(page: Any) -> None:
    """Do the act that is marked, whether it is a link, a button or a form with nothing left to write."""
    marked = page.locator(".is-pointed")
    inside = marked.locator("button[type=submit]")
    (inside if inside.count() else marked).first.click()
    page.wait_for_load_state()


def test_what_the_program_put_there_is_not_ticked_and_what_one_writes_is(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    with learner(chromium, served, accounts, WHO, viewport=SCREEN) as page:
        begin(page, served, V3, "guided")
        for expected in ("open.", "in.take", "out.draft.reply_to"):
            assert pointed(page).startswith(expected)
            go(page)
        page.select_option("#type", "cong-van")
        assert pointed(page) == "out.draft.open"
        go(page)
        assert pointed(page) == "out.draft.subject"
        assert "[" in page.input_value("[name=subject]")
        assert not ticked(page, "out.draft.subject")
        assert ticked(page, "out.draft.reply_to")
        assert "den-" not in page.inner_text(".coming")
        page.fill("[name=subject]", "[việc cần trao đổi] ở phường")
        assert not ticked(page, "out.draft.subject")
        page.fill("[name=subject]", "số người trực ở phường Cửa Sen")
        assert ticked(page, "out.draft.subject")


def test_each_act_of_a_whole_exercise_is_in_sight_and_needs_no_change_of_part_before_its_time(
    chromium: Any, served: str, accounts: dict[str, str]
) -> None:
    with learner(chromium, served, accounts, WHO, viewport=SCREEN) as page:
        begin(page, served, M1, "guided")
        assert pointed(page) == "menu.receive"
        go(page)
        page.select_option("#procedure", "2.000815")
        page.select_option("#card", index=1)
        assert pointed(page) == "receive.open"
        go(page)
        assert ticked(page, "receive.card")
        assert ticked(page, "receive.applicant")
        page.check("[name=identity]")
        wanted = page.locator("[data-hook='receive.papers']").first.get_attribute("data-want")
        for name, value in page.evaluate("JSON.parse", wanted).items():
            field = page.locator(f"[name='{name}']")
            kind = field.evaluate("(e) => e.tagName + '/' + e.type")
            write = field.select_option if kind.startswith("SELECT") else field.fill
            field.check() if "checkbox" in kind else write(value)
        fee = page.locator("[data-hook='receive.fee']").inner_text().split(":")[1]
        page.fill("[name=fee]", fee.split("đ")[0].strip())
        assert pointed(page) == "receive"
        page.locator("[data-anchor=receive]").click()
        page.wait_for_load_state()
        for expected in ("forward", "waits.next_hour", "waits.next_hour", "collect_fee"):
            assert pointed(page) == expected
            assert page.locator("[aria-pressed=true]").first.inner_text().strip() == "Cán bộ tiếp nhận"
            go(page)
        assert pointed(page) == "hats.results"
        assert "“Cán bộ trả kết quả”" in page.inner_text(".coming")
