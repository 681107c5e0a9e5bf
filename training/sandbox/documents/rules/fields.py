"""The inputs of every act on documents, as data for forms; labels are the product's own words."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.world.rulebook import Field


def text(name: str, label: str, kind: str = "text", hint: str = "") -> Field:
    """Return an input that may stay empty."""
    return Field(name, label, kind, required=False, hint=hint)


def choice(name: str, label: str, options: str, *, required: bool = True) -> Field:
    """Return a choice; `options` names the list."""
    return Field(name, label, "choice", required, options)


def picks(name: str, label: str, options: str, *, required: bool = False) -> Field:
    """Return a choice of several."""
    return Field(name, label, "picks", required, options)


REASON = Field("reason", "Lý do", "long_text")
LINES = "Dòng bắt đầu bằng “Điều 1.”, “1.”, “a)” hoặc “-” được trình bày theo đúng cấp."
UNIT = choice("unit", "Xử lý với tư cách", "flows", required=False)
REGISTER = (
    choice("book", "Sổ văn bản", "in_books", required=False),
    text("number", "Số đến", "integer"),
    text("day_in", "Ngày đến", "date"),
    Field("issuer_name", "Cơ quan ban hành"),
    Field("notation", "Số, ký hiệu"),
    Field("day", "Ngày ban hành", "date"),
    choice("type", "Tên loại", "types"),
    text("pages", "Số trang", "integer"),
    Field("subject", "Trích yếu", "long_text"),
    text("signer", "Người ký"),
    choice("urgency", "Độ khẩn", "urgencies", required=False),
    choice("secrecy", "Độ mật", "secrecies", required=False),
    text("due", "Hạn xử lý", "date"),
    Field("reply_wanted", "Văn bản yêu cầu trả lời", "yes", required=False),
)
CORRECT = (
    text("issuer_name", "Cơ quan ban hành"),
    text("notation", "Số, ký hiệu"),
    text("day", "Ngày ban hành", "date"),
    text("subject", "Trích yếu", "long_text"),
    text("signer", "Người ký"),
    text("pages", "Số trang", "integer"),
    choice("urgency", "Độ khẩn", "urgencies", required=False),
    text("due", "Hạn xử lý", "date"),
)
ASSIGN = (
    Field("note", "Nội dung bút phê", "long_text", hint="Nêu rõ việc phải làm và sản phẩm, ví dụ: dự thảo báo cáo."),
    picks("lead", "Chủ trì", "doc_units"),
    picks("co", "Phối hợp", "doc_units"),
    picks("info", "Để biết", "doc_units"),
    text("due", "Hạn xử lý", "date"),
)
DUPLICATE = (
    choice("form", "Hình thức sao", "copy_forms"),
    choice("medium", "Sao thành", "copy_media"),
    Field("reason", "Sao để làm gì", "long_text"),
    text("excerpt", "Phần trích sao, mỗi dòng một đoạn", "items", "Chỉ ghi khi trích sao: chép nguyên văn từ văn bản."),
    text("recipients", "Nơi nhận bản sao, mỗi dòng một nơi", "items"),
    text("copies", "Số lượng bản", "integer"),
)
JOT = (replace(ASSIGN[0], required=False), *ASSIGN[1:])
PARTS = (
    choice("type", "Loại văn bản", "types"),
    Field("subject", "Trích yếu (về việc gì)", "long_text", hint="Ngắn, nêu đúng việc. Không viết chữ V/v ở đây."),
    text("notation", "Ký hiệu", hint="Để trống thì hệ thống ghi theo loại văn bản và đơn vị soạn thảo."),
    text("addressees", "Kính gửi, mỗi dòng một nơi", "items"),
    text("basis", "Căn cứ, mỗi dòng một căn cứ", "items"),
    Field("body", "Nội dung, mỗi dòng một đoạn", "items", hint=LINES),
    text("recipients", "Nơi nhận, mỗi dòng một nơi", "items"),
    text("archive", "Lưu", hint="Ví dụ: VT, VHXH."),
    choice("form", "Thể thức đề ký", "forms", required=False),
    text("in_place_of", "Ký thay, thừa lệnh của (chức vụ)", hint="Ví dụ: Chủ tịch. TM. thì ghi: Ủy ban nhân dân."),
    text("title", "Chức vụ người ký", hint="Ví dụ: Phó Chủ tịch."),
    text("signer", "Họ tên người ký"),
    choice("urgency", "Độ khẩn", "urgencies", required=False),
    choice("secrecy", "Độ mật", "secrecies", required=False),
)  # fmt: skip
BEGIN = (
    choice("unit", "Đơn vị soạn thảo", "doc_units", required=False),
    *PARTS,
    text("reply_to", "Trả lời văn bản đến"),
    text("replaces", "Thay thế văn bản đã ban hành"),
    text("corrects", "Đính chính văn bản đã ban hành"),
)
NUMBER = (
    choice("book", "Sổ văn bản đi", "out_books", required=False),
    text("notation", "Ký hiệu"),
    text("number", "Số", "integer"),
    text("day", "Ngày văn bản", "date"),
)
ISSUE = (
    picks("to", "Gửi qua trục liên thông tới", "agencies"),
    text("paper_to", "Nơi nhận bản giấy"),
    text("copies", "Số lượng bản", "integer"),
)
SEND = (
    choice("sender", "Cơ quan gửi", "agencies"),
    Field("number", "Số, ký hiệu"),
    Field("day", "Ngày ban hành", "date"),
    choice("type", "Tên loại", "types"),
    Field("subject", "Trích yếu", "long_text"),
    text("body", "Nội dung, mỗi dòng một đoạn", "items"),
    text("to", "Kính gửi, mỗi dòng một nơi", "items"),
    text("signer", "Người ký"),
    text("title", "Chức vụ người ký"),
    text("pages", "Số trang", "integer"),
    choice("urgency", "Độ khẩn", "urgencies", required=False),
    choice("secrecy", "Độ mật", "secrecies", required=False),
    text("reply_by", "Đề nghị trả lời trước ngày", "date"),
    text("identifier", "Mã định danh văn bản"),
    choice("addressee", "Nơi nhận ghi trên văn bản", "every_agency", required=False),
    choice("hand", "Chữ ký số cá nhân", "signatures", required=False),
    choice("seal", "Chữ ký số cơ quan", "signatures", required=False),
    choice("channel", "Đường gửi", "channels_out", required=False),
    choice("package", "Loại gói tin", "packages", required=False),
    choice("about", "Về văn bản đã gửi trước", "sent_before", required=False),
    text("file", "Tên tệp"),
    text("copied", "Nếu gửi bản sao y: số, ký hiệu bản sao"),
    text("slow", "Trạng thái tới chậm (phút)", "integer"),
)
