"""A newcomer among documents is led: the situation first, the document by name, the next act after each act."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.training.sandbox.pages import SOUND, begin, freely, send, told
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.world.intake import clean
from training.sandbox.world.rulebook import Field, Verb

V1 = "v1-vao-so-van-ban-den"
SUBJECT = "Báo cáo tình hình trang bị máy quét tại TTPVHCC cấp xã"
NAMED = re.compile(r"\d+/[A-ZĐ]|thư |Văn bản đi|Sổ văn bản|báo cáo, phần")
Enter = Callable[..., FlaskClient]


def parcel_of(page: str) -> str:
    found = re.search(r'href="(/practice/copies/\d+/papers/parcel/goi-\d+)(?:#main)?">1097/SNV-CCHC', page)
    assert found
    return found[1]


def test_the_situation_stands_before_the_steps_until_something_is_done(
    as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    first = begin(client, V1)
    coach = first.text.partition("<main")[0]
    assert coach.index("trục liên thông báo có công văn mới") < coach.index("Đọc tiếp") < coach.index('class="now"')
    assert "Lãnh đạo đang chờ văn bản" in coach
    assert re.search(r'<a href="[^"]+/parcel/goi-\d+#main">1097/SNV-CCHC</a>: Sở Nội vụ', coach), "what it is about"
    parcel = parcel_of(first.text)
    done = send(client, parcel, f"{parcel}/in.check", **SOUND).text.partition("<main")[0]
    assert "Đọc tiếp" not in done
    assert done.index('class="now"') < done.index("trục liên thông báo có công văn mới")


def test_v1_names_the_next_act_after_each_act(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    parcel = parcel_of(begin(client, V1).text)
    page = client.get(parcel).text
    assert page.index("Cả hai hợp lệ") < page.index("Ghi kết quả kiểm tra</button>"), "the evidence beside the question"
    checked = send(client, parcel, f"{parcel}/in.check", **SOUND)
    assert told(checked.text).endswith("Việc tiếp theo: Tiếp nhận, vào sổ.")
    assert re.search(r'name="day_in" value="09/11/2026"', checked.text)
    entered = send(
        client, parcel, f"{parcel}/in.register", issuer_name="Sở Nội vụ", notation="1097/SNV-CCHC", day="6-11-2026",
        day_in="09/11/2026", type="cong-van", subject=SUBJECT, pages="2", due="20/11/2026",
    )  # fmt: skip
    assert told(entered.text).endswith("Việc tiếp theo: Trình lãnh đạo.")
    where = entered.request.path
    submitted = send(client, where, f"{where}/in.submit")
    assert "Bước sau là của lãnh đạo UBND" in told(submitted.text) or "mọi mục tiêu" in told(submitted.text)


def test_a_package_with_a_fault_is_sent_back_first(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    parcel = parcel_of(begin(client, V1).text)
    checked = send(client, parcel, f"{parcel}/in.check", **{**SOUND, "wrong.addressee": "wrong"})
    assert told(checked.text).endswith("Việc tiếp theo: Từ chối tiếp nhận, trả lại (02).")
    assert checked.text.index('id="act-in.refuse"') < checked.text.index('id="act-in.register"')


def test_another_part_or_a_colleague_is_named(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    copy = freely(client)
    send(client, f"{copy}/papers", f"{copy}/hat", hat="officer")
    page = f"{copy}/papers/outgoing/di-bc-vitamin"
    words = told(send(client, page, f"{page}/out.submit").text)
    assert "Việc tiếp theo là của lãnh đạo phòng: ký nháy, chuyển kiểm tra thể thức. Đổi sang vai ấy" in words


@pytest.mark.parametrize("slug", [one for one in shipped() if one[0] in "vn"])
def test_the_first_step_names_what_to_open(slug: str) -> None:
    steps = scenario(slug).steps
    assert NAMED.search(steps[0].text), steps[0].text
    assert all(step.goal or step.sentence for step in steps), "every step can be ticked"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("20/11/2026", "2026-11-20"), ("6-11-2026", "2026-11-06"), ("2026-11-20", "2026-11-20"), ("mai", "mai")],
)
def test_a_day_is_read_day_first(typed: str, read: str) -> None:
    verb = Verb("x", "x", frozenset(), lambda _draft, _args: "", (Field("due", "Hạn", "date"),))
    assert clean(verb, {"due": typed})["due"] == read


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cua go toi 22 gio", "letter/thu-khieu-nai"), ("09/11/2026", "incoming/den-ra-soat"),
        ("bep cua tai nguon", ""), ("phan loai rac", "incoming/den-moi-truong"), ("quyet dinh truc", "outgoing/"),
    ],
)  # fmt: skip
def test_search_reads_every_field_and_text_without_marks(
    as_person: Enter, learners: tuple[int, int], words: str, found: str
) -> None:
    client = as_person(learners[0])
    copy = freely(client)
    send(client, f"{copy}/papers", f"{copy}/hat", hat="clerk")
    page = client.get(f"{copy}/papers?menu=search&q={words.replace(' ', '+')}").text.partition("<main")[2]
    assert (f"{copy}/papers/{found}" in page) if found else "Không có gì ở đây" in page
