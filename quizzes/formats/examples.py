"""Files to begin from: a small table with every type it knows, and the same kind of questions as GIFT and Aiken."""

from __future__ import annotations

from typing import Any

from quizzes.formats.question import Read

GROUP = "Mẫu / Một cửa"


def table() -> list[Read]:
    """Return one question of each type that a table can hold, in Vietnamese."""
    return [
        _row("single", "Thời hạn", "Thời hạn giải quyết hồ sơ được tính từ ngày nào?",
             _options(["Ngày nhận đủ hồ sơ hợp lệ"], ["Ngày người dân gọi hỏi", "Ngày lãnh đạo ký kết quả"]),
             "Thời hạn tính từ ngày tiếp nhận hồ sơ đầy đủ, hợp lệ."),
        _row("multiple", "Khi tiếp nhận", "Khi tiếp nhận hồ sơ trực tiếp, việc nào phải làm?",
             _options(["Kiểm tra thành phần hồ sơ", "Đưa giấy tiếp nhận và hẹn trả kết quả"],
                      ["Giữ bản chính căn cước của người nộp"]), "Chọn đủ các việc đúng mới được trọn điểm."),
        _row("truefalse", "Từ chối", "Khi từ chối nhận hồ sơ, phải nêu rõ lý do cho người nộp.", {"answer": True},
             "Người nộp cần biết vì sao để làm lại cho đúng."),
        _row("short", "Viết tắt", "UBND viết đầy đủ là gì?",
             {"accept": [_accepted("Ủy ban nhân dân"), _accepted("Uỷ ban nhân dân")]}, "Viết kiểu nào cũng được tính."),
        _row("numerical", "Số quý", "Một năm có mấy quý?",
             {"accept": [{"number": 4.0, "tolerance": 0.0, "fraction": 1.0, "feedback": ""}]}),
        _row("matching", "Việc và nơi làm", "Ghép mỗi việc với nơi làm việc đó.",
             {"pairs": [_pair(1, "Nhận hồ sơ", "Bộ phận một cửa"), _pair(2, "Ký kết quả", "Lãnh đạo"),
                        _pair(3, "Đóng dấu", "Văn thư")], "extra": ["Bảo vệ"]}),
        _row("ordering", "Các bước", "Sắp các bước theo thứ tự.",
             {"items": [{"id": str(n), "text": text} for n, text in
                        enumerate(["Tiếp nhận", "Thẩm định", "Ký duyệt", "Trả kết quả"], start=1)]}),
        _row("essay", "Giải thích", "Viết vài câu giải thích cho người dân vì sao hồ sơ phải bổ sung.", {}),
        _row("description", "Lời dẫn", "Các câu sau nói về việc trả kết quả tại bộ phận một cửa.", {}),
    ]  # fmt: skip


GIFT = """\
// Dòng bắt đầu bằng hai gạch chéo là ghi chú.
$CATEGORY: Mẫu/Một cửa

::Thời hạn::Thời hạn giải quyết hồ sơ được tính từ ngày nào? {
=Ngày nhận đủ hồ sơ hợp lệ#Đúng rồi.
~Ngày người dân gọi hỏi
~Ngày lãnh đạo ký kết quả
}

::Khi tiếp nhận::Việc nào phải làm khi tiếp nhận hồ sơ? {
~%50%Kiểm tra thành phần hồ sơ
~%50%Đưa giấy hẹn trả kết quả
~%-50%Giữ bản chính căn cước
}

::Từ chối::Khi từ chối nhận hồ sơ, phải nêu rõ lý do. {T}

::Viết tắt::UBND viết đầy đủ là gì? {=Ủy ban nhân dân =Uỷ ban nhân dân}

::Số quý::Một năm có mấy quý? {#4}

::Việc và nơi làm::Ghép mỗi việc với nơi làm. {
=Nhận hồ sơ -> Bộ phận một cửa
=Ký kết quả -> Lãnh đạo
}

::Giải thích::Viết vài câu giải thích vì sao hồ sơ phải bổ sung. {}
"""

AIKEN = """\
Thời hạn giải quyết hồ sơ được tính từ ngày nào?
A. Ngày nhận đủ hồ sơ hợp lệ
B. Ngày người dân gọi hỏi
C. Ngày lãnh đạo ký kết quả
ANSWER: A

Việc nào phải làm khi tiếp nhận hồ sơ?
A. Kiểm tra thành phần hồ sơ
B. Giữ bản chính căn cước
C. Đưa giấy hẹn trả kết quả
ĐÁP ÁN: A, C
"""

TEXTS = {"gift": GIFT, "aiken": AIKEN}


def _row(kind: str, title: str, text: str, settings: dict[str, Any], feedback: str = "") -> Read:
    return Read(0, title, text, kind, settings, feedback, "plain", GROUP, tags=("mẫu",))


def _options(right: list[str], wrong: list[str]) -> dict[str, Any]:
    worth = 1 / len(right)
    pairs = [(text, worth) for text in right] + [(text, 0.0) for text in wrong]
    return {"options": [{"id": str(n), "text": text, "fraction": f} for n, (text, f) in enumerate(pairs, start=1)]}


def _accepted(text: str) -> dict[str, Any]:
    return {"text": text, "fraction": 1.0, "feedback": ""}


def _pair(number: int, text: str, answer: str) -> dict[str, Any]:
    return {"id": str(number), "text": text, "answer": answer}
