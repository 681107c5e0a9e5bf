"""The texts about personal data that come with the house; an administrator may replace them, marked "tham khảo"."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from training.accounts.models import ConsentText
from training.core import clock
from training.core.content import Shipped
from training.core.db import db

TEXTS = {
    "learning-records": {
        "vi": (
            "Dùng kết quả học tập để giúp tôi",
            "Tôi đồng ý để giảng viên của đơn vị xem tiến độ và kết quả thực hành của tôi có kèm tên, chỉ nhằm hỗ trợ "
            "việc học. Không dùng để đánh giá, xếp loại hay kỷ luật. Không đồng ý thì vẫn học bình thường; giảng viên "
            "chỉ thấy việc đã xong hay chưa.",
        ),
        "en": (
            "Use my learning record to help me",
            "I agree that trainers of my unit see my progress and practice results by name, only to help me learn. "
            "They are not used for appraisal or discipline. Without my agreement I learn as before; trainers then see "
            "only whether something is finished.",
        ),
    },
    "surveys": {
        "vi": (
            "Tham gia khảo sát ẩn danh",
            "Tôi đồng ý trả lời các khảo sát ngắn về việc dùng hệ thống. Kết quả chỉ hiện theo nhóm từ mười người "
            "trở lên; không ai xem được câu trả lời của riêng tôi.",
        ),
        "en": (
            "Take part in anonymous surveys",
            "I agree to answer short surveys about using the systems. Results show only for groups of ten and more; "
            "nobody can see my own answers.",
        ),
    },
}


class ConsentTexts:
    """Shipped texts; a new version asks everybody anew."""

    name = "consent"
    order = 10

    def shipped(self) -> Iterator[Shipped]:
        """Read the texts of the package."""
        for key, languages in TEXTS.items():
            yield Shipped(key, 1, languages)

    def edited(self, key: str) -> bool:
        """Say that an edit is a version of its own, so nothing is overwritten."""
        return False

    def write(self, piece: Shipped) -> None:
        """Add the version unless it is there."""
        held = select(ConsentText.id).filter_by(key=piece.key, version=piece.version)
        if db.session.scalar(held) is not None:
            return
        for locale, (title, body) in piece.body.items():
            db.session.add(
                ConsentText(
                    key=piece.key, version=piece.version, locale=locale, title=title, body=body,
                    published_at=clock.now(),
                )
            )  # fmt: skip
