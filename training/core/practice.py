"""The one sentence that stands on every fake thing, on screen and on paper."""

from __future__ import annotations

PRACTICE_MARK = "DỮ LIỆU GIẢ LẬP, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
