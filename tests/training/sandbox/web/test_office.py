"""The screens of the practice one-stop: desks, prints, books, look-up and messages, and how many cases they bear."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import event

from tests.training.sandbox.pages import fields, send
from training.core.db import db
from training.sandbox import worlds
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.models import Copy, SharedSnapshot
from training.sandbox.template.build import snapshot
from training.sandbox.world.plain import to_plain
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.world import World

Enter = Callable[..., FlaskClient]
MANY = 500


def play(client: FlaskClient) -> str:
    return send(client, "/practice", "/practice/free").request.path


def world_of(app: Flask, desk: str) -> World:
    with app.app_context():
        return worlds.current(db.session.get_one(Copy, int(desk.rsplit("/", 1)[1])))


def first(world: World, **wanted: object) -> Case:
    return next(one for one in world.all(Case) if all(getattr(one, k) == v for k, v in wanted.items()))


def doors(world: World, desk: str) -> list[str]:
    """Return every door of the window that shows something of one copy, prints and exports included."""
    done = first(world, state="returned")
    case = f"{desk}/cases/{done.code}"
    paper = next(one for one in done.papers if one.file)
    return [
        desk, f"{desk}?menu=all&q=nguyen&light=red", f"{desk}/new/receive?procedure=1.013225&channel=post", case,
        f"{case}/forms/1", f"{case}/forms/1.pdf", f"{case}/print/control", f"{case}/print/control.pdf",
        f"{case}/print/result", f"{case}/print/result.pdf", f"{case}/receipts/1", f"{case}/receipts/1.pdf",
        f"{case}/papers/{paper.code}", f"{desk}/chart?at=in_work", f"{desk}/register", f"{desk}/register/sheet",
        f"{desk}/register.pdf", f"{desk}/register.csv", f"{desk}/month?of=2026-10", f"{desk}/month.pdf",
        f"{desk}/month.csv", f"{desk}/on-time", f"{desk}/messages?q=tiep%20nhan",
        f"{desk}/look-up?code={done.number}&document={done.applicant.number}",
    ]  # fmt: skip


def test_no_door_of_the_window_opens_for_a_twin(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    mine, other = as_person(learners[0]), as_person(learners[1])
    desk = play(mine)
    play(other)
    paths = doors(world_of(app, desk), desk)
    assert [(path, other.get(path).status_code) for path in paths] == [(path, 404) for path in paths]
    assert [(path, mine.get(path).status_code) for path in paths] == [(path, 200) for path in paths]


def test_every_screen_and_print_is_marked_as_fake(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = play(client)
    for path in doors(world_of(app, desk), desk):
        answer = client.get(path)
        if path.split("?")[0].endswith(".pdf"):
            text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
            assert "no-store" in answer.headers["Cache-Control"]
        else:
            text = answer.text
        assert "DỮ LIỆU GIẢ LẬP, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in text, path


def test_the_desk_shows_first_what_waits_for_the_part_one_plays(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = play(client)
    world = world_of(app, desk)
    signed = first(world, state="signed")
    assert signed.number not in client.get(desk).text
    send(client, desk, f"{desk}/hat", hat="clerk")
    shown = client.get(desk).text
    assert signed.number in shown
    assert "Chờ văn thư xử lý" in shown
    assert first(world, state="in_work").number not in shown
    send(client, desk, f"{desk}/hat", hat="partner")
    assert next(one for one in world.all(Case) if one.open_consultations).number in client.get(desk).text


def test_every_part_is_one_press_away_on_every_page(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = play(client)
    for path in doors(world_of(app, desk), desk):
        if not path.split("?")[0].endswith((".pdf", ".csv")):
            assert len(re.findall(r'name="hat" value="\w+" title', client.get(path).text)) == 9, path


def test_what_another_part_should_do_is_refused_with_the_reason(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = play(client)
    code = first(world_of(app, desk), state="to_sign").code
    answer = send(client, f"{desk}/cases/{code}", f"{desk}/cases/{code}/sign")
    assert "“Ký số” là việc của lãnh đạo UBND" in answer.text


def test_the_slip_s_code_opens_the_look_up_which_tells_nothing_personal(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = play(client)
    case = first(world_of(app, desk), state="in_work")
    slip = client.get(f"{desk}/cases/{case.code}/forms/1").text
    assert f"{desk}/look-up?code={case.number}" in slip
    asked = client.get(f"{desk}/look-up?code={case.number}").text
    assert "Nhập thêm số định danh" in asked
    found = client.get(f"{desk}/look-up?code={case.number}&document={case.applicant.number}").text
    assert "Đang xử lý" in found
    assert case.applicant.name not in found
    assert "không khớp" in client.get(f"{desk}/look-up?code={case.number}&document=999000000000").text


def test_messages_show_where_they_would_have_gone_and_are_found_without_marks(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = play(client)
    text = client.get(f"{desk}/messages?q=can%20bo%20sung").text
    assert "SMS, Zalo, thư điện tử" in text
    assert "cần bổ sung" in text
    assert "Đã trả kết quả" not in text
    assert "Không có tin nào" in client.get(f"{desk}/messages?q=khongcochunay").text


def test_a_payment_that_waits_is_answered_when_the_clock_runs(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = play(client)
    waiting = next(one for one in world_of(app, desk).all(Case) if any(p.outcome == "pending" for p in one.payments))
    page = f"{desk}/cases/{waiting.code}"
    assert "Đang chờ ngân hàng" in client.get(page).text
    assert client.get(f"{page}/receipts/1").status_code == 404
    send(client, desk, f"{desk}/clock", to="next_hour")
    assert "Biên lai TT" in client.get(page).text
    assert "Một trăm nghìn đồng" in client.get(f"{page}/receipts/1").text


def test_an_old_page_is_told_what_the_other_part_did_meanwhile(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = play(client)
    case = first(world_of(app, desk), state="received", parent="", procedure="2.000815")
    page = f"{desk}/cases/{case.code}"
    old = fields(client.get(page).text)
    send(client, page, f"{page}/forward")
    answer = client.post(f"{page}/withdraw", data={**old, "reason": "Tôi đổi ý rồi"})
    assert f"Chuyển xử lý ({case.number})" in answer.text
    assert "Tôi đổi ý rồi" in answer.text
    assert first(world_of(app, desk), code=case.code).state == "to_sign"
    send(client, desk, f"{desk}/undo")
    assert "hoàn tác" in client.post(f"{page}/withdraw", data={**old, "reason": "Tôi đổi ý rồi"}).text


def test_a_save_point_may_not_carry_a_real_number(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = play(client)
    assert "giống số điện thoại thật" in send(client, desk, f"{desk}/save", name="gọi 0912 345 678").text


def test_the_exports_hold_the_same_rows_as_the_screen(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = play(client)
    rows = list(csv.reader(io.StringIO(client.get(f"{desk}/register.csv").data.decode("utf-8-sig"))))
    kept = [one for one in world_of(app, desk).all(Case) if one.number and not one.parent]
    assert {row[2] for row in rows[1:]} == {one.number for one in kept if one.place == "Z99.10.01"}
    assert {row[0] for row in rows[1:]} == {"giả lập"}
    months = list(csv.reader(io.StringIO(client.get(f"{desk}/month.csv").data.decode("utf-8-sig"))))
    assert months[-1][1] == "Tổng số"
    assert sum(map(int, months[-1][2:5])) == sum(map(int, months[-1][5:]))


def crowded() -> Snapshot:
    """Return the shipped province with five hundred cases."""
    made, world = snapshot(0), World.open(snapshot(0), CASES)
    cases = [one for one in world.all(Case) if not one.parent and not one.children]
    more = {
        f"x{n}": to_plain(replace(cases[n % len(cases)], code=f"x{n}", number=f"Z99.10.01-261001-{n:04}"))
        for n in range(MANY - len(world.all(Case)))
    }
    return replace(made, records={**made.records, Case.kind: {**made.records[Case.kind], **more}})


def test_lists_bear_five_hundred_cases(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = play(client)
    paths = [desk, f"{desk}?menu=all", f"{desk}?menu=all&q=khai+sinh&light=amber", f"{desk}/register",
             f"{desk}/messages", f"{desk}/month", f"{desk}/on-time"]  # fmt: skip
    said: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    few = [asked(client, path, said) for path in paths]
    with app.app_context():
        full = crowded()
        db.session.add(SharedSnapshot(id=full.id, data=full.plain()))
        db.session.get_one(Copy, int(desk.rsplit("/", 1)[1])).snapshot_id = full.id
        db.session.commit()
    client.get(desk)
    many = [asked(client, path, said) for path in paths]
    assert many == few
    page = client.get(f"{desk}?menu=all").text
    assert f"({MANY})" in page
    assert page.count("<tr>") <= 13
    assert len(page) < 60_000


def asked(client: FlaskClient, path: str, said: list[str]) -> int:
    said.clear()
    assert client.get(path).status_code == 200
    return len(said)
