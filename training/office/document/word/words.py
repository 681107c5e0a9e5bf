"""The rules about the look of a page, each with its reason and its remedy in plain Vietnamese."""

from __future__ import annotations

from training.office.document.check.finding import Component, Rule, Severity

_SLIPS: tuple[tuple[str, Component, str, str], ...] = (
    (
        "page.paper",
        Component.PAGE,
        "Văn bản hành chính trình bày trên khổ giấy A4 (210 × 297 mm).",
        "Chọn khổ A4, hướng đứng trong phần thiết lập trang.",
    ),
    (
        "page.margin",
        Component.PAGE,
        "Lề trên và lề dưới 20–25 mm, lề trái 30–35 mm, lề phải 15–20 mm.",
        "Sửa lề trong phần thiết lập trang.",
    ),
    ("page.font", Component.PAGE, "Phông chữ phải là Times New Roman.", "Chọn đoạn này và đổi sang Times New Roman."),
    (
        "page.old_font",
        Component.PAGE,
        "Phông chữ này dùng bảng mã cũ; văn bản phải dùng bộ mã Unicode theo TCVN 6909:2001.",
        "Chuyển mã sang Unicode rồi chọn phông Times New Roman.",
    ),
    ("page.colour", Component.PAGE, "Chữ trong văn bản màu đen.", "Đổi màu chữ sang đen."),
    (
        "page.number_bottom",
        Component.PAGE,
        "Số trang đặt ở phía trên, không đặt ở chân trang.",
        "Chuyển số trang lên đầu trang, canh giữa.",
    ),
    ("page.number_centre", Component.PAGE, "Số trang canh giữa ở phía trên trang.", "Canh giữa dòng có số trang."),
    (
        "page.number_first",
        Component.PAGE,
        "Trang thứ nhất không ghi số trang; số trang hiện từ trang 2.",
        "Chọn “Trang đầu khác” trong phần đầu trang.",
    ),
    (
        "page.number_none",
        Component.PAGE,
        "Văn bản dài hơn một trang phải có số trang từ trang 2.",
        "Thêm số trang ở phía trên, canh giữa.",
    ),
    ("look.country", Component.COUNTRY, "Quốc hiệu in hoa, đậm, cỡ chữ 12–13.", "Chỉnh cỡ chữ và in đậm."),
    ("look.motto", Component.COUNTRY, "Tiêu ngữ in đậm, cỡ chữ 13–14.", "Chỉnh cỡ chữ và in đậm."),
    ("look.number", Component.NUMBER, "Số, ký hiệu cỡ chữ 13.", "Chỉnh cỡ chữ thành 13."),
    ("look.day", Component.PLACE_DAY, "Địa danh và thời gian in nghiêng.", "Chọn dòng này và in nghiêng."),
    ("look.about", Component.SUBJECT, "Trích yếu công văn cỡ chữ 12–13.", "Chỉnh cỡ chữ thành 12 hoặc 13."),
    ("look.body", Component.BODY, "Nội dung cỡ chữ 13–14.", "Chỉnh cỡ chữ thành 13 hoặc 14."),
    (
        "look.to_label",
        Component.RECIPIENTS,
        "Chữ “Nơi nhận:” cỡ 12, đậm, nghiêng.",
        "Chỉnh cỡ chữ 12, in đậm và in nghiêng.",
    ),
    ("look.to_list", Component.RECIPIENTS, "Danh sách nơi nhận cỡ chữ 11.", "Chỉnh cỡ chữ thành 11."),
    (
        "order.head",
        Component.PAGE,
        "Quốc hiệu, tên cơ quan, số và thời gian đứng trước tên loại, trích yếu và nội dung.",
        "Chuyển phần này lên đầu trang.",
    ),
    (
        "order.about",
        Component.SUBJECT,
        "Trích yếu của công văn đứng ngay dưới số, ký hiệu.",
        "Chuyển dòng “V/v …” xuống dưới số, ký hiệu.",
    ),
    (
        "order.motto",
        Component.COUNTRY,
        "Tiêu ngữ đứng dưới Quốc hiệu.",
        "Đổi lại thứ tự hai dòng này.",
    ),
    (
        "order.sides",
        Component.PAGE,
        "Tên cơ quan ở bên trái, Quốc hiệu ở bên phải; nơi nhận ở bên trái, chữ ký ở bên phải.",
        "Đổi lại hai cột.",
    ),
)
_ADVICE: tuple[tuple[str, Component, str, str], ...] = (
    (
        "look.indent",
        Component.BODY,
        "Chữ đầu đoạn lùi vào 1 cm hoặc 1,27 cm.",
        "Đặt lùi dòng đầu trong phần định dạng đoạn, không dùng khoảng trắng.",
    ),
    ("look.gap", Component.BODY, "Khoảng cách giữa các đoạn tối thiểu 6 pt.", "Đặt khoảng cách trước đoạn là 6 pt."),
    ("look.spacing", Component.BODY, "Giãn dòng từ dòng đơn đến 1,5 dòng.", "Chọn giãn dòng từ 1 đến 1,5."),
    ("look.justify", Component.BODY, "Nội dung thường được dàn đều hai bên.", "Chọn căn đều hai bên cho các đoạn."),
    ("look.title", Component.SUBJECT, "Tên loại và trích yếu thường được canh giữa.", "Canh giữa các dòng này."),
)

RULES: dict[str, Rule] = {
    **{code: Rule(code, component, why, fix) for code, component, why, fix in _SLIPS},
    **{code: Rule(code, component, why, fix, Severity.ADVICE) for code, component, why, fix in _ADVICE},
}
