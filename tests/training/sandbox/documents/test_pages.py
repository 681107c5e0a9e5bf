"""The document system through the browser's eyes, without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.training.sandbox.pages import SOUND, fields, freely, send
from training.core import clock
from training.core.db import db
from training.sandbox.documents.rules import boards
from training.sandbox.documents.rules.rulebook import VERBS
from training.sandbox.models import Copy, SharedSnapshot
from training.sandbox.papers.bureau import HATS
from training.sandbox.papers.registers import BOOKS
from training.sandbox.template.build import snapshot
from training.sandbox.world.snapshot import Snapshot

V1 = "v1-vao-so-van-ban-den"
NOW = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
Enter = Callable[..., FlaskClient]


def test_v1_from_the_queue_to_the_leader_with_a_wrong_turn(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    begun = send(client, f"/practice/{V1}", f"/practice/{V1}", mode="alone")
    desk = begun.request.path
    assert desk.endswith("/papers")
    code = re.search(rf'href="({desk}/parcel/goi-\d+)(?:#main)?"', begun.text)
    assert code
    parcel = code[1]
    page = client.get(parcel)
    assert "Hợp lệ" in page.text
    assert "1097-snv-cchc.pdf" in page.text

    empty = send(client, parcel, f"{parcel}/in.check", **{"wrong.form": "right"})
    assert empty.status_code == 422
    assert empty.text.count("chọn “Đạt” hoặc “Có vấn đề”") == 6, "three answers are wanting, each told twice"
    assert re.search(r'name="wrong.form" value="right" checked', empty.text)
    send(client, parcel, f"{parcel}/in.check", **SOUND)
    register = {
        "issuer_name": "Sở Nội vụ", "notation": "1097/SNV-CCHC", "day": "2026-11-06", "type": "cong-van", "pages": "2",
        "subject": "Báo cáo tình hình trang bị máy quét tại TTPVHCC cấp xã", "signer": "Lê Giả Định",
        "due": "2026-11-20", "day_in": "2026-11-05",
    }  # fmt: skip
    wrong = send(client, parcel, f"{parcel}/in.register", **register)
    assert "không thể trước ngày ban hành" in wrong.text
    assert "Báo cáo tình hình trang bị máy quét" in wrong.text
    entry = send(client, parcel, f"{parcel}/in.register", **{**register, "day_in": ""})
    assert "Đã vào sổ" in entry.text
    where = entry.request.path
    done = send(client, where, f"{where}/in.submit")
    assert "Chờ cho ý kiến" in done.text
    copy = desk.removesuffix("/papers")
    result = send(client, desk, f"{copy}/finish")
    assert "/practice/runs/" in result.request.path
    assert "6" in result.text


def test_every_record_and_list_opens_for_every_part(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    copy = freely(client)
    shown = snapshot(learners[0] % 8)
    pages = [f"{copy}/papers?menu={menu.key}" for menu in boards.MENUS]
    pages += [f"{copy}/papers?q=ra+soat", f"{copy}/papers/other-side", f"{copy}/papers/overview"]
    pages += [f"{copy}/papers/books/{book}" for book in BOOKS]
    pages += [f"{copy}/papers/new/{move}" for move in ("out.draft?type=quyet-dinh", "task.give", "axis.send")]
    pages += [
        f"{copy}/papers/{kind}/{code}" for kind, of in shown.records.items() if kind != "case" for code in list(of)[:12]
    ]
    for hat in HATS:
        send(client, f"{copy}/papers", f"{copy}/hat", hat=str(hat))
        for page in pages if hat == HATS[0] else pages[::4]:
            answer = client.get(page)
            assert answer.status_code == 200, page
    for path in ("books/den.pdf", "books/khac.xlsx", "outgoing/di-bc-nha-o/page.pdf", "incoming/den-ra-soat/page.pdf"):
        assert client.get(f"{copy}/papers/{path}").status_code == 200, path


def test_a_document_is_drafted_in_parts_and_the_checker_says_what_is_left(
    as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    copy = freely(client)
    send(client, f"{copy}/papers", f"{copy}/hat", hat="officer")
    begin = f"{copy}/papers/new/out.draft"
    blank = client.get(f"{begin}?type=cong-van&unit=Z99.10.01.VX&reply_to=den-ngan-sach")
    assert "Sở Tài chính" in blank.text
    made = send(
        client, f"{begin}?type=cong-van", begin, type="cong-van", unit="Z99.10.01.VX", subject="dự toán năm 2027",
        body="UBND phường gửi dự toán./.", addressees="Sở Tài chính", recipients="Như trên", archive="Văn thư",
        form="KT.", in_place_of="Chủ tịch", title="Phó Chủ tịch", signer="Cao Thị Phó Chủ", reply_to="den-ngan-sach",
    )  # fmt: skip
    assert "Dòng lưu viết" in made.text
    where = made.request.path
    better = send(
        client, where, f"{where}/out.revise", type="cong-van", subject="dự toán năm 2027", archive="VT, VHXH",
        body="UBND phường gửi dự toán./.", addressees="Sở Tài chính", recipients="Như trên", notation="UBND-VHXH",
        form="KT.", in_place_of="Chủ tịch", title="Phó Chủ tịch", signer="Cao Thị Phó Chủ",
    )  # fmt: skip
    assert "Không còn chỗ nào phải sửa" in better.text
    assert "<ins>VT, VHXH</ins>" in client.get(f"{where}?version=2").text


def test_nobody_sees_a_learners_documents_by_any_door(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    mine, other = as_person(learners[0]), as_person(learners[1])
    copy, theirs = freely(mine), freely(other)
    papers = f"{copy}/papers"
    send(mine, papers, f"{copy}/hat", hat="leader")
    given = {"title": "Việc riêng CANH-CHUNG", "unit": "Z99.10.01.VX", "due": "2026-11-20"}
    task = send(mine, f"{papers}/new/task.give", f"{papers}/new/task.give", **given).request.path
    doors = [task, papers, f"{papers}?menu=search&q=canh+chung", f"{papers}/overview", f"{papers}/other-side"]
    doors += [f"{papers}/new/{move}" for move, verb in VERBS.items() if not verb.on]
    doors += [f"{papers}/books/{book}{end}" for book in BOOKS for end in ("", ".pdf", ".xlsx")]
    doors += [f"{papers}/{one}" for one in ("incoming/den-ra-soat", "outgoing/di-bc-nha-o", "parcel/goi-tap-huan")]
    doors += [f"{door}/page.pdf" for door in doors[-3:]] + [f"{papers}/letter/thu-gia", f"{papers}/folder/06.VP.2024"]
    for path in doors:
        assert mine.get(path).status_code == 200, path
        assert other.get(path).status_code == 404, path
    token = fields(other.get("/practice").text)
    kinds = {"incoming": "den-ra-soat", "outgoing": "di-bc-nha-o", "parcel": "goi-tap-huan", "task": task[-4:]}
    for move, verb in VERBS.items():
        where = f"{kinds.get(verb.on, 'x')}/{move}" if verb.on else ""
        to = f"{papers}/{verb.on}/{where}" if verb.on else f"{papers}/new/{move}"
        assert other.post(to, data=token).status_code == 404, to
    code = task.rsplit("/", 1)[1]
    for path in (f"task/{code}", "overview"):
        assert "CANH-CHUNG" not in other.get(f"{theirs}/papers/{path}").text, path
    assert "CANH-CHUNG" not in other.get(f"{theirs}/papers?menu=search&q=canh+chung").text


def test_a_secret_package_shows_nothing_and_lets_nobody_take_it(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    copy = freely(client)
    send(client, f"{copy}/papers", f"{copy}/hat", hat="axis")
    sent = send(
        client, f"{copy}/papers/new/axis.send", f"{copy}/papers/new/axis.send", sender="Z99.CA", number="12/CAT-PV",
        day="2026-11-06", type="cong-van", subject="việc kín của ai đó", secrecy="mat", body="Lời kín.",
    )  # fmt: skip
    where = sent.request.path
    send(client, f"{copy}/papers", f"{copy}/hat", hat="clerk")
    page = client.get(where).text
    assert "Nội dung không hiển thị" in page
    assert "Lời kín" not in page
    assert "việc kín" not in page
    assert "không tải, không in" in send(client, where, f"{where}/in.download").text
    assert client.get(f"{where}/page.pdf").status_code == 404
    assert "việc kín" not in client.get(f"{copy}/papers?q=viec+kin").text


def crowded(many: int) -> Snapshot:
    """Return the shipped office with so many records of each kind of document, or (fewer) only so many of them."""
    made, kinds = snapshot(0), ("incoming", "outgoing", "parcel", "folder", "task", "letter")
    records = dict(made.records)
    for kind in kinds:
        own = list(made.records[kind].items())
        more = {f"x{n}-{code}": {**data, "code": f"x{n}-{code}"} for n in range(many // len(own)) for code, data in own}
        records[kind] = dict([*own, *more.items()][: max(many, 1)])
    return replace(made, records=records)


def test_every_list_asks_the_database_as_often_for_five_hundred_documents_as_for_ten(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    with clock.at(NOW):
        client = as_person(learners[0])
        copy = freely(client)
    paths = [f"{copy}/papers?menu={menu.key}" for menu in boards.MENUS]
    paths += [f"{copy}/papers?menu=search&q=bao+cao", f"{copy}/papers/overview", f"{copy}/papers/other-side"]
    paths += [f"{copy}/papers/books/{book}" for book in BOOKS]
    asked: list[dict[str, int]] = []
    for many in (10, 500):
        with app.app_context():
            full = crowded(many)
            db.session.add(SharedSnapshot(id=full.id, data=full.plain()))
            db.session.get_one(Copy, int(copy.rsplit("/", 1)[1])).snapshot_id = full.id
            db.session.commit()
        with clock.at(NOW):  # a long run on a slow machine would otherwise note the session's use once more
            client.get(paths[0])
            asked.append(statements(app, client, paths))
    assert asked[0] == asked[1]
    with clock.at(NOW):
        shown = client.get(f"{copy}/papers?menu=in_all").text
    assert "(500)" in shown
    assert shown.count("<tr>") <= 13


def statements(app: Flask, client: FlaskClient, paths: list[str]) -> dict[str, int]:
    """Return how many statements each page takes."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    counted = {}
    for path in paths:
        seen.clear()
        assert client.get(path).status_code == 200, path
        counted[path] = len(seen)
    event.remove(engine, "before_cursor_execute", note)
    return counted
