"""What is drawn up from the steps themselves: control slip, register, receipt, result, month."""

from __future__ import annotations

from datetime import date

from training.sandbox.cases.prints.forms import SIGNED_HERE, asked_for, person_lines
from training.sandbox.cases.prints.money import in_words
from training.sandbox.cases.prints.sheet import Line, Sheet, Sign, Table, Words, agency_of, dated, following
from training.sandbox.cases.rules.deadlines import due_of
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.model import Case, Payment
from training.sandbox.cases.rules.records import control_slip, register, when
from training.sandbox.world.world import World

REGISTER_HEADS = (
    "STT", "Mã hồ sơ", "Tên thủ tục", "Người nộp", "Địa chỉ, điện thoại", "Cơ quan chủ trì", "Nhận", "Hẹn trả", "Trả",
    "Hình thức", "Ký nhận",
)  # fmt: skip
REGISTER_SHARES = (5, 13, 14, 10, 14, 11, 9, 9, 9, 8, 8)
SLIP_HEADS = ("Thời gian giao, nhận", "Bên giao", "Bên nhận", "Việc đã làm", "Kết quả so với hạn", "Ghi chú")


def control_sheet(world: World, case: Case) -> Sheet:
    """Return Form 06: one row for every hand-over the case has seen."""
    agency, due = world.place(case.agency), due_of(world, case)
    partners = [world.place(one.partner) for one in case.consultations]
    rows = tuple((*row, "") for row in control_slip(world, case))
    return Sheet(
        FORM_TITLES["06"].upper(),
        (
            Line("Mã hồ sơ", case.number or "chưa có"),
            Line("Tên thủ tục hành chính", asked_for(world, case)),
            Line("Cơ quan giải quyết", agency.name if agency else case.agency),
            Line("Cơ quan phối hợp", "; ".join(one.name for one in partners if one) or "không có"),
            Line("Tiếp nhận lúc", when(world, case.received_at) or "chưa tiếp nhận"),
            Line("Hẹn trả", due.date.strftime("%d/%m/%Y") if due else "đồng hồ đang dừng"),
            Table(SLIP_HEADS, rows, (18, 22, 15, 20, 14, 11)),
        ),
        agency_of(world, case.place),
        dated=dated(world, case.place, _today(world)),
        form=following("06"),
        footnote="Phiếu lập tự động từ các bước đã làm trên hệ thống.",
    )


def register_sheet(world: World, place: str) -> Sheet:
    """Return Form 07 of a place."""
    signed = {case.number: case.handed.receiver for case in world.all(Case) if case.handed}
    rows = tuple((*row, signed.get(row[1], "")) for row in register(world, place))
    return Sheet(
        FORM_TITLES["07"].upper(),
        (Table(REGISTER_HEADS, rows, REGISTER_SHARES),),
        agency_of(world, place),
        dated=dated(world, place, _today(world)),
        form=following("07"),
        wide=True,
    )


def receipt_sheet(world: World, case: Case, payment: Payment) -> Sheet:
    """Return the receipt of one payment that went through, with the amount in words."""
    way = "chuyển khoản qua cổng thanh toán giả lập" if payment.way == "online" else "tiền mặt tại quầy"
    return Sheet(
        "BIÊN LAI THU PHÍ, LỆ PHÍ",
        (
            Line("Người nộp tiền", case.applicant.name),
            Line("Mã hồ sơ", case.number or "hồ sơ trực tuyến, chưa có mã"),
            Line("Nội dung thu", f"Phí, lệ phí: {asked_for(world, case)}"),
            Line("Số tiền", f"{payment.amount:,} đồng".replace(",", ".")),
            Line("Bằng chữ", in_words(payment.amount)),
            Line("Hình thức", way),
            Line("Nộp lúc", when(world, payment.at)),
        ),
        agency_of(world, case.place),
        f"Số: {payment.receipt}",
        dated(world, case.place, world.calendar.local(payment.at).date()),
        signs=(Sign("NGƯỜI THU TIỀN", SIGNED_HERE),),
    )


def result_sheet(world: World, case: Case) -> Sheet:
    """Return the result a case ended in, as a stand-in: what was decided, by whom, under which number."""
    facts, granted = world.procedure(case.procedure), case.decision == "granted"
    agency = world.place(case.agency)
    words = (
        "Giải quyết theo đề nghị trong hồ sơ. Đây là bản kết quả giả lập, chỉ dùng để tập."
        if granted
        else f"Không giải quyết theo đề nghị. Lý do: {case.denied_for or next(iter(case.remarks[-1:]), '')}"
    )
    at = case.signed_at or case.finished_at or world.now
    return Sheet(
        (facts.result if facts and facts.result and granted else "Văn bản trả lời").upper(),
        (*person_lines(case), Line("Về việc", asked_for(world, case)), Line("Mã hồ sơ", case.number), Words(words)),
        ((agency.name if agency else case.agency).upper(), ""),
        f"Số: {case.result_number}" if case.result_number else "",
        dated(world, case.agency, world.calendar.local(at).date()),
        signs=(Sign("TM. ỦY BAN NHÂN DÂN", f"{SIGNED_HERE}, dấu giả lập", case.signed_by),),
    )


def _today(world: World) -> date:
    return world.calendar.local(world.now).date()
