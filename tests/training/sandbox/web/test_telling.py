"""What the practice window says after an act, while one waits, and of a form put aside."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.training.sandbox.pages import fields, send
from tests.training.sandbox.web.test_practice import GOOD, M1, begin, receive
from training.core.db import db
from training.sandbox import queries, service
from training.sandbox.models import Copy, StepRow

Enter = Callable[..., FlaskClient]


def flash(answer: TestResponse) -> str:
    found = re.search(r'<div class="note" role="status">.*?<p>(.*?)</p>', answer.text, re.S)
    assert found, answer.request.path
    return re.sub(r"<[^>]+>", "", found[1])


def press(client: FlaskClient, page: str, move: str, **data: str) -> TestResponse:
    return send(client, page, f"{page}/{move}", **data)


def test_each_act_says_which_case_it_was_and_what_comes_now(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    taken = receive(client, desk)
    assert "Đã tiếp nhận hồ sơ Z99.10.01-261109-" in flash(taken)
    assert "của Nguyễn Thị Mẫu Một và lập giấy hẹn trả. Việc tiếp theo ở vai này: Thu phí 12.000 đồng" in flash(taken)
    slip = "Xem giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert flash(taken).endswith(f"(chậm nhất là trước khi trả kết quả); Chuyển xử lý. {slip}")
    drawn_up = re.search(rf'href="([^"]+)">{slip}</a>', taken.text)
    assert drawn_up
    assert "Nguyễn Thị Mẫu Một" in client.get(drawn_up[1]).text
    assert "<span>12.000 đồng</span></button>" in taken.text
    sent = press(client, taken.request.path, "forward")
    assert "Bây giờ chờ lãnh đạo UBND xem và ký: bấm Chuyển đồng hồ." in flash(sent)


def test_while_a_colleague_has_the_case_the_main_area_says_so_and_moves_the_clock(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    page = receive(client, desk).request.path
    assert "Đang chờ" not in client.get(page).text
    press(client, page, "forward")
    main = client.get(page).text.partition("<main")[2]
    assert "Đang chờ lãnh đạo UBND xem và ký." in main
    assert main.index('id="the-case"') < main.index("Đang chờ") < main.index(f'action="{desk}/clock#done"')
    assert main.index(f'action="{desk}/clock#done"') < main.index("Việc của vai cán bộ tiếp nhận</h2>")
    assert "Nguyễn Thị Mẫu Một. Đồng nghiệp giả lập" in client.get(desk).text.partition("<main")[2]
    moved = send(client, page, f"{desk}/clock", to="next_hour", back=page)
    assert "Đồng hồ giả lập nay là 10:10, thứ Hai 09/11/2026." in flash(moved)
    assert "ký số" in flash(moved)
    assert "Đang chờ văn thư cấp số, đóng dấu." in moved.text
    noon = send(client, page, f"{desk}/clock", to="next_hour", back=page)
    assert "Đã bỏ qua giờ nghỉ trưa từ 11:00 đến 13:00." in flash(noon)
    assert "Đang chờ" not in noon.text


def test_a_look_and_a_hint_come_back_to_their_own_place(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    page = client.get(desk).text
    assert page.index('class="now"') < page.index(f'action="{desk}/hint"') < page.index(f'action="{desk}/look"')
    assert page.index(f'action="{desk}/look"') < page.index("Mục tiêu:") < page.index("<main")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    data = {"csrf_token": token[1], "guard": "0.0", "back": f"{desk}?menu=all"}
    looked = client.post(f"{desk}/look", data=data)
    assert looked.headers["Location"].endswith(f"{desk}?menu=all#checked")
    hinted = client.post(f"{desk}/hint", data={**data, "goal": "procedure", "rung": "1"})
    assert hinted.headers["Location"].endswith("#hints")
    after = client.get(desk).text
    assert 'id="hints"' in after
    assert 'id="checked"' not in after


def test_a_form_is_put_aside_opened_again_and_gone_once_it_is_sent(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client, other = as_person(learners[0]), as_person(learners[1])
    desk = begin(client)
    form = f"{desk}/new/receive?procedure=2.000815"
    half = {name: value for name, value in GOOD.items() if name not in ("identity", "fee")}
    kept = send(client, form, f"{desk}/new/receive/keep", **half)
    assert "Đã lưu tạm phiếu" in flash(kept)
    assert "Nguyễn Thị Mẫu Một, Chứng thực bản sao từ bản chính" in kept.text
    with app.app_context():
        assert db.session.scalar(select(StepRow.id)) is None
        copy = db.session.scalars(select(Copy).where(Copy.owner_id == learners[0])).one()
        assert "csrf_token" not in copy.draft["values"]
    again = client.get(f"{desk}/new/receive?draft=1").text
    assert 'value="999186000001"' in again
    assert re.search(r'name="papers.ban-chinh.copies" value="3"', again)
    assert other.get(f"{desk}/new/receive?draft=1").status_code == 404
    receive(client, desk)
    assert "Phiếu lưu tạm" not in client.get(desk).text


def test_a_form_with_a_real_looking_number_is_not_put_aside(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    form = f"{desk}/new/receive?procedure=2.000815"
    refused = send(client, form, f"{desk}/new/receive/keep", **GOOD | {"request": "Gọi 0912 345 678"})
    assert "giống số điện thoại thật" in refused.text
    assert "Phiếu lưu tạm" not in client.get(desk).text


def test_what_is_put_aside_can_be_thrown_away(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    send(client, f"{desk}/new/receive?procedure=2.000815", f"{desk}/new/receive/keep", **GOOD)
    dropped = send(client, desk, f"{desk}/draft/drop")
    assert "Đã bỏ phiếu lưu tạm" in flash(dropped)
    assert "Mở lại phiếu" not in dropped.text


@pytest.mark.parametrize("hat", ["archive", "axis", "citizen", "partner", "accountant"])
def test_free_play_shows_every_page_under_every_hat(
    app: Flask, as_person: Enter, learners: tuple[int, int], hat: str
) -> None:
    client = as_person(learners[0])
    with app.app_context():
        copy = service.play_freely(learners[0])
        copy.hat = hat
        db.session.commit()
        home = f"/practice/copies/{copy.id}"
    for page in (home, f"{home}/papers", f"{home}/register", f"{home}/messages", f"{home}/cases/h1"):
        assert client.get(page).status_code == 200, page


def test_an_assessment_does_not_say_what_comes_next(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    with app.app_context():
        exercise = queries.exercise(M1)
        assert exercise
        run = service.begin(learners[0], exercise, "exam")
        db.session.commit()
        desk = f"/practice/copies/{run.copy_id}"
    taken = receive(client, desk)
    assert flash(taken).endswith("và lập giấy hẹn trả. Xem giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    assert "Việc tiếp theo" not in taken.text


def test_every_act_returns_to_the_place_that_tells_what_came_of_it(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    page = receive(client, desk).request.path

    def landed(to: str, /, **data: str) -> str:
        form = {**fields(client.get(page).text), "back": f"{page}?", **data}
        answer = client.post(to, data=form)
        assert answer.headers["Location"].endswith("#done"), to
        shown = client.get(answer.headers["Location"].split("#")[0]).text
        told = re.search(r'id="done" tabindex="-1">.*?<p>(.*?)</p>', shown, re.S)
        assert told, to
        return re.sub(r"<[^>]+>", "", told[1])

    assert "Đã chuyển hồ sơ" in landed(f"{page}/forward")
    assert "Đồng hồ giả lập nay là" in landed(f"{desk}/clock", to="next_hour")
    worn = landed(f"{desk}/hat", hat="results")
    assert worn.startswith("Đồng chí đang ở vai cán bộ trả kết quả. Bây giờ chờ văn thư")
    assert landed(f"{desk}/undo") == "Đã hoàn tác bước cuối."
    shown = client.get(page).text
    assert f'action="{page}/collect_fee#done"' in shown
    refused = send(client, page, f"{page}/return_result", receiver="Nguyễn Thị Mẫu Một").text
    assert refused.index('id="done" role="alert"') < refused.index("Việc của vai cán bộ trả kết quả</h2>")


def test_undoing_the_act_that_made_a_case_leads_to_the_lists(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    page = receive(client, desk).request.path
    undone = client.post(f"{desk}/undo", data={**fields(client.get(page).text), "back": f"{page}?"})
    assert undone.headers["Location"] == f"{desk}#done"
    assert client.get(page).status_code == 404
