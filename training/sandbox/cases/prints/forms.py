"""The forms of a case, 01 to 05, in the layout of the circular (Circular 03/2025/TT-VPCP, as fields are known)."""

from __future__ import annotations

from collections.abc import Callable

from training.sandbox.cases.prints.sheet import Items, Line, Part, Sheet, Sign, Words, agency_of, dated, following
from training.sandbox.cases.rules.deadlines import due_of
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.model import Case, Form, Paper
from training.sandbox.cases.rules.records import when
from training.sandbox.cases.rules.states import STATE_NAMES
from training.sandbox.world.facts import LimitFacts
from training.sandbox.world.world import World

UNITS = {
    "working_day": "ngày làm việc", "calendar_day": "ngày", "working_hour": "giờ làm việc", "hour": "giờ",
    "same_day": "trong ngày làm việc",
}  # fmt: skip
SIGNED_HERE = "(đã ký số, chữ ký giả lập)"
BY_HAND = "(ký, ghi rõ họ tên)"
Filled = Callable[[World, Case, Form], tuple[Part, ...]]


def form_sheet(world: World, case: Case, form: Form) -> Sheet:
    """Return one filled form of a case, 01 to 05."""
    day = world.calendar.local(form.at).date()
    return Sheet(
        FORM_TITLES[form.form].upper(),
        BODIES[form.form](world, case, form),
        agency_of(world, case.place),
        f"Số: {form.number}",
        dated(world, case.place, day),
        following(form.form),
        _signs(case, form),
        case.number if form.form == "01" else "",
    )


def person_lines(case: Case) -> tuple[Line, ...]:
    """Return who the form is about."""
    who = case.applicant
    return (
        Line("Ông/bà", who.name),
        Line("Số định danh cá nhân", who.number),
        Line("Địa chỉ", who.address),
        Line("Số điện thoại", who.phone),
        Line("Thư điện tử (nếu có)", who.email),
    )


def asked_for(world: World, case: Case) -> str:
    """Return what is asked for: the procedure, or the step of a linked one."""
    facts = world.procedure(case.procedure)
    return case.title if case.parent and case.title else facts.name if facts else case.procedure


def _appointment(world: World, case: Case, form: Form) -> tuple[Part, ...]:
    place, due = world.place(case.place), due_of(world, case)
    returned = form.lines.get("due") or (due.date.strftime("%d/%m/%Y") if due else "")
    number = form.number.partition("/")[0]
    year = world.calendar.local(form.at).year
    proxy = f"{case.proxy.name}, {case.proxy.number}" if case.proxy else "không có"
    return (
        Line("Mã hồ sơ", case.number),
        Line("Nơi nhận", place.name if place else case.place),
        Words("Đã tiếp nhận hồ sơ của:"),
        *person_lines(case),
        Line("Người được ủy quyền", proxy),
        Line("Nội dung yêu cầu giải quyết", asked_for(world, case)),
        Words("Thành phần hồ sơ nộp gồm:"),
        Items(tuple(map(paper_words, case.papers))),
        Line("Số lượng hồ sơ", "01 bộ"),
        Line("Thời gian giải quyết theo quy định", limit_words(case.limit)),
        Line("Phí, lệ phí", _money(case, form)),
        Line("Thời gian nhận hồ sơ", when(world, case.received_at)),
        Line("Thời gian trả kết quả", f"trong giờ làm việc, ngày {returned}"),
        Line("Nhận kết quả tại", _counter(world, case)),
        Line("Vào sổ theo dõi hồ sơ", f"quyển số 01/{year}, số thứ tự {number}"),
    )


def _supplement(world: World, case: Case, form: Form) -> tuple[Part, ...]:
    items = tuple(value for name, value in form.lines.items() if name.isdigit())
    contact = form.lines.get("contact", "")
    return (
        Line("Hồ sơ của", case.applicant.name),
        Line("Mã hồ sơ", case.number or "chưa có, hồ sơ nộp trực tuyến"),
        Line("Nội dung yêu cầu giải quyết", asked_for(world, case)),
        Line("Địa chỉ", case.applicant.address),
        Line("Số điện thoại", case.applicant.phone),
        Words("Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:"),
        Items(items),
        Line("Lý do", form.lines.get("reason", "")),
        Words(f"Nếu có vướng mắc, liên hệ: {contact}." if contact else "Nếu có vướng mắc, liên hệ nơi nhận hồ sơ."),
        Words("Mỗi hồ sơ chỉ được yêu cầu bổ sung một lần, với đầy đủ nội dung."),
    )


def _refusal(world: World, case: Case, form: Form) -> tuple[Part, ...]:
    return (
        Words("Đã xem xét hồ sơ của:"),
        *person_lines(case),
        Line("Mã hồ sơ", case.number or "không có"),
        Line("Nội dung yêu cầu giải quyết", asked_for(world, case)),
        Words("Qua xem xét, hồ sơ không được tiếp nhận, giải quyết."),
        Line("Lý do", form.lines.get("reason", "")),
        Line("Căn cứ", form.lines.get("ground", "")),
    )


def _apology(world: World, case: Case, form: Form) -> tuple[Part, ...]:
    agency = world.place(case.agency)
    name = agency.name if agency else case.agency
    return (
        Line("Kính gửi", f"ông/bà {case.applicant.name}"),
        Line("Ngày tiếp nhận hồ sơ", when(world, case.received_at)),
        Line("Tên thủ tục hành chính", asked_for(world, case)),
        Line("Mã hồ sơ", case.number),
        Line("Ngày hẹn trả kết quả", form.lines.get("old_due", "")),
        Line("Lý do chậm trả", form.lines.get("reason", "")),
        Words(f"{name} xin lỗi ông/bà vì chậm trễ và hẹn lại:"),
        Line("Ngày hẹn lại", form.lines.get("new_due", "")),
        Words("Mong ông/bà thông cảm. Hồ sơ chỉ được hẹn lại một lần."),
    )


def _stop(world: World, case: Case, form: Form) -> tuple[Part, ...]:
    stage = STATE_NAMES.get(form.lines.get("stage", ""), "")
    paid = int(form.lines.get("paid", "0") or 0)
    return (
        Line("Người yêu cầu dừng", form.lines.get("requester", case.applicant.name)),
        Line("Mã hồ sơ", case.number or "chưa có, hồ sơ nộp trực tuyến"),
        Line("Tên thủ tục hành chính", asked_for(world, case)),
        Line("Hồ sơ đang ở bước", stage),
        Line("Số tiền đã nộp", f"{paid:,} đồng".replace(",", ".")),
        Words("Theo yêu cầu của ông/bà và vì chưa có quyết định giải quyết, hồ sơ được dừng giải quyết kể từ hôm nay."),
        Words("Giấy tờ bản chính được trả lại tại nơi nộp hồ sơ."),
    )


BODIES: dict[str, Filled] = {
    "01": _appointment, "02": _supplement, "03": _refusal, "04": _apology, "05": _stop,
}  # fmt: skip


def _signs(case: Case, form: Form) -> tuple[Sign, ...]:
    citizen = Sign("NGƯỜI NỘP HỒ SƠ", BY_HAND, case.proxy.name if case.proxy else case.applicant.name)
    maker = {"01": "NGƯỜI TIẾP NHẬN HỒ SƠ", "02": "NGƯỜI LẬP PHIẾU", "03": "NGƯỜI TIẾP NHẬN HỒ SƠ"}
    office = Sign(maker.get(form.form, "THỦ TRƯỞNG CƠ QUAN"), SIGNED_HERE, form.by)
    return (citizen, office) if form.form in ("01", "03") else (office,)


def _money(case: Case, form: Form) -> str:
    """Say what the fee was and whether it had been paid when the slip was made, whatever was paid since."""
    if not case.fee:
        return "miễn"
    paid = sum(one.amount for one in case.payments if one.outcome == "success" and one.at <= form.at)
    state = "đã nộp" if paid >= case.fee else "chưa nộp"
    return f"{case.fee:,} đồng ({state})".replace(",", ".")


def _counter(world: World, case: Case) -> str:
    if case.by_post:
        return "địa chỉ ghi trên, qua bưu chính công ích"
    place = world.place(case.place)
    return f"bộ phận trả kết quả, {place.name.removeprefix('UBND ')}" if place else case.place


def paper_words(paper: Paper) -> str:
    """Say a component as a slip lists it: its name, what kind of copy, how many."""
    kinds = {"form": "bản khai", "original": "bản chính", "certified": "bản sao chứng thực",
             "photocopy": "bản chụp", "shown": "xuất trình"}  # fmt: skip
    if paper.source == "database":
        return f"{paper.name} (đã có trong cơ sở dữ liệu, không phải nộp)"
    many = f", {paper.pages} trang × {paper.copies} bản" if paper.pages and paper.copies else ""
    return f"{paper.name} ({kinds[paper.copy_kind]}{many})"


def limit_words(limit: LimitFacts | None) -> str:
    """Say a time limit as a slip prints it."""
    if limit is None:
        return ""
    return UNITS[limit.unit] if limit.unit == "same_day" else f"{limit.amount} {UNITS[limit.unit]}"
