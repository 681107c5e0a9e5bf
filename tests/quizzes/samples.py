"""One whole question of every type, for whoever needs one."""

from __future__ import annotations

from typing import Any

from quizzes.types import TYPES

MESSAGE = {
    "from": "Bộ phận kỹ thuật <ho-tro@vnpt-mail.invalid>", "to": "can-bo@hai-tram.invalid",
    "subject": "Khẩn: tài khoản sắp bị khóa", "sent": "2026-11-09T08:15", "files": "huong-dan.pdf.exe 214000",
    "text": "Kính gửi đồng chí. Tài khoản sẽ bị khóa trong 30 phút. "
            "Bấm [vào đây](http://mo-khoa.invalid/x)\n\nTrân trọng.",
}  # fmt: skip
CUES = [
    {"kind": "display-name", "place": "sender", "why": "địa chỉ lạ"},
    {"kind": "urgency", "place": "body", "index": 1, "quote": "trong 30 phút", "why": "thúc ép"},
    {"kind": "hidden-url", "place": "link", "index": 1, "why": "chữ che địa chỉ"},
    {"kind": "attachment-type", "place": "attachment", "index": 1, "why": "tệp chạy được"},
]
DOCUMENT = {
    "type": "cong-van", "issuer": "Ủy ban nhân dân xã Mẫu", "issuer_code": "UBND", "drafter": "VP", "place": "Mẫu",
    "number": 5, "day": "2026-11-09", "subject": "họp giao ban", "to": "Các thôn", "signer_title": "Chủ tịch",
    "signer": "Lê Văn Mẫu", "text": "Mời dự họp.\n\nĐề nghị có mặt đúng giờ.",
}  # fmt: skip


def option(number: int, text: str, fraction: float, feedback: str = "") -> dict[str, Any]:
    """Return one option."""
    return {"id": str(number), "text": text, "fraction": fraction, "feedback": feedback}


SAMPLES: dict[str, dict[str, Any]] = {
    "single": {"options": [option(1, "đúng", 1.0, "vì thế"), option(2, "sai", 0.0)]},
    "multiple": {"options": [option(1, "một", 0.5), option(2, "hai", 0.5), option(3, "ba", -0.5)]},
    "truefalse": {"answer": True, "said": {"false": "Chưa đúng."}},
    "short": {"accept": [{"text": "Hà Nội", "fraction": 1.0, "feedback": "thủ đô"}]},
    "numerical": {
        "accept": [{"number": 5.0, "tolerance": 0.5, "fraction": 1.0, "feedback": ""}],
        "units": [{"name": "km", "multiplier": 1.0}, {"name": "m", "multiplier": 1000.0}],
    },
    "matching": {
        "pairs": [{"id": "1", "text": "QĐ", "answer": "Quyết định"}, {"id": "2", "text": "TB", "answer": "Thông báo"}],
        "extra": ["Báo cáo"],
    },
    "ordering": {"items": [{"id": "1", "text": "nhận"}, {"id": "2", "text": "xử lý"}, {"id": "3", "text": "trả"}]},
    "cloze": {
        "gaps": [
            {"id": "1", "kind": "short", "weight": 1, "accept": [{"text": "một cửa", "fraction": 1.0, "feedback": ""}]},
            {"id": "2", "kind": "choice", "weight": 1, "options": [option(1, "xanh", 0.0), option(2, "đỏ", 1.0)]},
            {"id": "3", "kind": "numerical", "weight": 2,
             "accept": [{"number": 3.0, "tolerance": 0.0, "fraction": 1.0, "feedback": ""}]},
        ]
    },
    "gapselect": {
        "choices": [{"id": "1", "text": "nhận", "group": ""}, {"id": "2", "text": "trả", "group": ""}],
        "gaps": [{"id": "1", "right": "2"}, {"id": "2", "right": "1"}],
    },
    "hotspot": {
        "image": {"src": "/quizzes/pictures/x", "alt": "Hai ô", "width": 200, "height": 100},
        "options": [
            option(1, "ô trái", 1.0) | {"x": 0, "y": 0, "w": 90, "h": 90},
            option(2, "ô phải", 0.0) | {"x": 100, "y": 0, "w": 90, "h": 90},
        ],
    },
    "spotcue": TYPES["spotcue"].from_editor(MESSAGE | {"cues": CUES}),
    "docfix": TYPES["docfix"].from_editor(
        DOCUMENT | {"slips": [{"part": "motto", "text": "Độc lập, Tự do, Hạnh phúc", "why": "Sai dấu."}]}
    ),
    "essay": {"rubric": [{"id": "1", "text": "Đủ ý", "points": 4}], "least": 20},
    "file": {"rubric": [], "kinds": ["pdf"], "largest_mb": 2},
    "description": {},
}  # fmt: skip
TEXTS = {"cloze": "<p>Bộ phận [[1]] màu [[2]], [[3]] ngày.</p>", "gapselect": "<p>Bước [[1]] rồi [[2]].</p>"}
