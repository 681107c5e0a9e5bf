"""What the office prints says what the case says, in the layout of its form, and is marked as fake."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from sandbox_small import MOT, clock, do, fresh, in_work, take_in

from training.sandbox.cases.prints import books, months
from training.sandbox.cases.prints.forms import form_sheet
from training.sandbox.cases.prints.money import in_words
from training.sandbox.cases.prints.sheet import Items, Line, Table
from training.sandbox.cases.rules.desk import case_in
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.sheets import drawn
from training.sandbox.template.build import snapshot
from training.sandbox.world.world import World


@pytest.fixture(scope="module")
def shipped():
    return World.open(snapshot(0), CASES)


def lines(sheet):
    return {part.label: part.value for part in sheet.body if isinstance(part, Line)}


def text_of(sheet, address=""):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(drawn(sheet, address))).pages)


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "Không đồng"), (5, "Năm đồng"), (12_000, "Mười hai nghìn đồng"), (21_000, "Hai mươi mốt nghìn đồng"),
     (75_000, "Bảy mươi lăm nghìn đồng"), (205_000, "Hai trăm linh năm nghìn đồng"),
     (1_005_000, "Một triệu không trăm linh năm nghìn đồng"), (50_000, "Năm mươi nghìn đồng")],
)  # fmt: skip
def test_an_amount_is_said_as_a_receipt_says_it(amount, words):
    assert in_words(amount) == words


@pytest.mark.parametrize("amount", [-1, 10**12])
def test_no_receipt_carries_such_an_amount(amount):
    with pytest.raises(ValueError, match="receipt"):
        in_words(amount)


def test_the_appointment_slip_holds_every_field_of_its_form():
    world = take_in(fresh())
    case = case_in(world, "h1")
    sheet = form_sheet(world, case, case.forms[0])
    told = lines(sheet)
    assert (told["Mã hồ sơ"], told["Ông/bà"], told["Số định danh cá nhân"]) == (case.number, MOT["name"], MOT["number"])
    assert told["Phí, lệ phí"] == "12.000 đồng (chưa nộp)"
    assert told["Thời gian nhận hồ sơ"] == "09 giờ 10 phút, ngày 09/11/2026"
    assert told["Thời gian trả kết quả"].endswith("09/11/2026")
    assert told["Vào sổ theo dõi hồ sơ"] == "quyển số 01/2026, số thứ tự 0001"
    assert [part.items for part in sheet.body if isinstance(part, Items)] == [
        ("Bản chính giấy tờ (bản chính, 2 trang × 3 bản)",)
    ]
    assert [sign.role for sign in sheet.signs] == ["NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"]
    assert sheet.qr == case.number
    paid = case_in(do(clock(world, "2026-11-09T10:00"), "reception", "collect_fee", case="h1"), "h1")
    assert lines(form_sheet(world, paid, paid.forms[0]))["Phí, lệ phí"] == "12.000 đồng (chưa nộp)"  # as it was then


def test_every_form_of_the_province_prints_in_right_vietnamese_and_is_marked_as_fake(shipped):
    seen = set()
    for case in shipped.all(Case):
        for form in case.forms:
            if form.form not in seen:
                seen.add(form.form)
                sheet = form_sheet(shipped, case, form)
                text = text_of(sheet, "https://x.invalid")
                assert sheet.title in text
                assert "DỮ LIỆU GIẢ LẬP, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in text
                assert case.applicant.name in text
                assert "�" not in text
    assert seen == {"01", "02", "03", "04", "05"}


def test_a_supplement_prints_all_items_with_reason_and_contact(shipped):
    case = next(one for one in shipped.all(Case) if len(one.supplements) and len(one.supplements[0].items) == 2)
    sheet = form_sheet(shipped, case, case.forms_of("02")[0])
    assert [part.items for part in sheet.body if isinstance(part, Items)] == [case.supplements[0].items]
    assert lines(sheet)["Lý do"] == case.supplements[0].reason
    assert any(case.supplements[0].contact in getattr(part, "text", "") for part in sheet.body)


def test_the_control_slip_has_a_row_for_every_step(shipped):
    case = next(one for one in shipped.all(Case) if one.state == "returned")
    table = next(part for part in books.control_sheet(shipped, case).body if isinstance(part, Table))
    assert len(table.rows) == len(case.handovers)
    assert all(len(row) == len(table.heads) for row in table.rows)


def test_the_register_prints_every_case_of_the_counter_and_who_signed(shipped):
    sheet = books.register_sheet(shipped, "Z99.10.01")
    table = sheet.body[0]
    assert sheet.wide
    assert len({row[1] for row in table.rows}) == len(table.rows)
    signed = [row for row in table.rows if row[-1]]
    assert len(signed) == sum(one.handed is not None for one in shipped.all(Case) if one.place == "Z99.10.01")


def test_a_receipt_says_the_amount_in_words_and_only_paid_money_has_one():
    world = do(take_in(fresh()), "reception", "collect_fee", case="h1")
    case = case_in(world, "h1")
    told = lines(books.receipt_sheet(world, case, case.payments[0]))
    assert (told["Số tiền"], told["Bằng chữ"]) == ("12.000 đồng", "Mười hai nghìn đồng")


def test_a_refusal_keeps_its_reason_whatever_is_noted_later():
    world = do(in_work(fresh()), "leader", "deny", case="h1", reason="Đất không được phép xây dựng")
    world = do(world, "results", "leave_remark", case="h1", words="Đã gọi báo ông bà tới nhận")
    sheet = books.result_sheet(world, case_in(world, "h1"))
    assert "Lý do: Đất không được phép xây dựng" in text_of(sheet).replace("\n", " ")


def test_the_months_add_up_over_procedures_and_follow_the_simulated_clock(shipped):
    rows = months.month_rows(shipped, 2026, 11)
    assert [sum(row[n] for row in rows[:-1]) for n in range(1, 9)] == list(rows[-1][1:])
    assert months.choices(shipped) == [(2026, 11), (2026, 10), (2026, 9)]
    assert months.asked(shipped, "2026-10") == (2026, 10)
    assert months.asked(shipped, "2026-13") == months.asked(shipped, "x") == (2026, 11)
    world = fresh()
    for _ in range(20):
        world = clock(world, "next_working_day")
    assert months.choices(world)[0] == (2026, 12)
    assert "THÁNG 11/2026" in text_of(months.month_sheet(shipped, 2026, 11))
