"""The rules about signature, seal, recipients and stamps, each with its reason and its remedy in plain Vietnamese."""

from __future__ import annotations

from training.office.document.check.finding import Component, Rule
from training.office.document.check.words_head import ORDER_BASIS, advice, slips

SIGNING_BASIS = "Nghị định 30/2020/NĐ-CP, Điều 13 và Phụ lục I"
SECRECY_BASIS = "Luật Bảo vệ bí mật nhà nước 117/2025/QH15 và Nghị định 63/2026/NĐ-CP"

_SIGNING: list[tuple[str, str, str]] = [
    ("sign.no_title", "Không thấy chức vụ của người ký.", "Ghi chức vụ in hoa phía trên chữ ký."),
    ("sign.no_name", "Không thấy họ tên người ký.", "Ghi họ và tên dưới chữ ký."),
    ("sign.case", "Quyền hạn, chức vụ của người ký viết in hoa.", "Viết lại dòng này bằng chữ in hoa."),
    (
        "sign.form",
        "Chữ chỉ hình thức ký viết sai. Chỉ dùng TM., Q., KT., TL., TUQ., có dấu chấm và một khoảng trắng theo sau.",
        "Viết lại, ví dụ “KT. CHỦ TỊCH”.",
    ),
    (
        "sign.on_behalf",
        "TM. là ký thay mặt một tập thể, không đứng trước chức vụ của một người.",
        "Viết “TM. ỦY BAN NHÂN DÂN” rồi “CHỦ TỊCH”, hoặc bỏ TM.",
    ),
    (
        "sign.for_body",
        "KT., TL., TUQ., Q. đi với chức vụ của một người, không đi với tên tập thể.",
        "Ghi chức vụ người được ký thay, ví dụ “KT. CHỦ TỊCH”.",
    ),
    (
        "sign.own_title",
        "Sau dòng có TM., KT., TL., TUQ. phải có dòng chức vụ của chính người ký.",
        "Thêm chức vụ, ví dụ “PHÓ CHỦ TỊCH” dưới “KT. CHỦ TỊCH”.",
    ),
    (
        "sign.same_title",
        "KT. là cấp phó ký thay cấp trưởng; hai dòng chức vụ không thể giống nhau.",
        "Sửa dòng dưới thành chức vụ cấp phó, hoặc bỏ dòng KT. nếu cấp trưởng ký.",
    ),
]

FOOT: list[Rule] = [
    *(Rule(code, Component.SIGNATURE, why, fix, basis=SIGNING_BASIS) for code, why, fix in _SIGNING),
    *advice(
        Component.SIGNATURE,
        (
            "sign.deputy",
            "KT. là cấp phó ký thay cấp trưởng; dòng dưới thường bắt đầu bằng chữ PHÓ.",
            "Kiểm tra lại chức vụ người ký; người không phải cấp phó thì ký TL. hoặc TUQ.",
        ),
    ),
    Rule(
        "seal.missing",
        Component.SEAL,
        "Văn bản đã có chữ ký của người ký nhưng chưa có dấu hoặc chữ ký số của cơ quan.",
        "Văn thư đóng dấu hoặc ký số của cơ quan trước khi phát hành.",
        basis=ORDER_BASIS,
    ),
    Rule(
        "seal.early",
        Component.SEAL,
        "Dấu hoặc chữ ký số của cơ quan chỉ thêm vào sau khi người có thẩm quyền đã ký.",
        "Trình ký trước, đóng dấu sau.",
        basis=ORDER_BASIS,
    ),
    *slips(
        Component.RECIPIENTS,
        (
            "to.missing",
            "Không thấy Nơi nhận.",
            "Thêm “Nơi nhận:” ở góc trái cuối văn bản, dòng cuối là “- Lưu: VT, …”.",
        ),
        ("to.label", "Phần này mở đầu bằng chữ “Nơi nhận:”.", "Viết “Nơi nhận:”, có dấu hai chấm."),
        (
            "to.no_archive",
            "Nơi nhận phải kết thúc bằng dòng “Lưu: VT, …”.",
            "Thêm dòng cuối: - Lưu: VT, rồi đơn vị soạn thảo.",
        ),
        (
            "to.archive_wording",
            "Dòng lưu viết “Lưu: VT, …”.",
            "Viết “- Lưu: VT,” rồi chữ viết tắt của đơn vị soạn thảo.",
        ),
        ("to.archive_last", "Dòng “Lưu: VT, …” đứng cuối cùng của Nơi nhận.", "Chuyển dòng lưu xuống cuối."),
    ),
    *advice(
        Component.RECIPIENTS,
        (
            "to.end",
            "Mỗi dòng nơi nhận thường kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm.",
            "Sửa lại dấu cuối dòng.",
        ),
    ),
    *slips(
        Component.STAMPS,
        (
            "stamp.urgency",
            "Dấu chỉ độ khẩn chỉ có ba mức, viết in hoa: KHẨN, THƯỢNG KHẨN, HỎA TỐC.",
            "Chọn một trong ba mức.",
        ),
        ("stamp.several", "Một văn bản chỉ có một mức khẩn.", "Giữ lại một dấu."),
    ),
    Rule(
        "stamp.secret",
        Component.STAMPS,
        "Văn bản mang dấu mật không được soạn, lưu hoặc gửi trên máy nối mạng.",
        "Dừng lại, không sao chép, không gửi tiếp; báo người phụ trách bảo mật của cơ quan bằng kênh an toàn.",
        basis=SECRECY_BASIS,
    ),
]
