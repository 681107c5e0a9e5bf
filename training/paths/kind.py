"""Paths as activities, and those that ship with the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from training.core import activities, clock
from training.core.activities import ActivityRef, Description
from training.core.content import Shipped
from training.core.db import db
from training.core.fold import fold
from training.paths import queries
from training.paths.models import Path, PathStep

SHIPPED = (
    Shipped("mot-cua", 1, {
        "title": "Lộ trình cán bộ một cửa",
        "why": "Từ lần đầu mở hệ thống đến khi tự tiếp nhận, thu phí và trả kết quả đúng hẹn.",
        "steps": (
            ("Làm quen", 0, ("course:mot-cua",)),
            ("Thực hành có người chỉ", 2, (
                "scenario:m1-chung-thuc-ban-sao", "scenario:m2-khai-sinh-truc-tuyen", "scenario:m3-ket-hon-giay-thua",
            )),
            ("Tự làm một mình", 2, (
                "scenario:m4-yeu-cau-bo-sung", "scenario:m5-phi-dia-gioi", "scenario:m10-thu-phi-khi-tra",
                "scenario:m14-mot-buoi-sang",
            )),
        ),
    }),
    Shipped("an-toan", 1, {
        "title": "Lộ trình an toàn thông tin",
        "why": "Nhận ra thư giả, giữ dữ liệu của người dân và biết báo cho ai khi có sự cố.",
        "steps": (
            ("Kiến thức", 0, ("course:an-toan-hang-ngay", "quiz:an-toan-co-ban")),
            ("Hộp thư thực hành", 0, ("inbox:hop-thu-10",)),
            ("Tình huống tại quầy", 1, ("scenario:m7-usb-tai-quay", "scenario:m6-hoi-qua-dien-thoai")),
        ),
    }),
)  # fmt: skip
"""Paths of the house: steps as (title, how many are needed, activities by stable key)."""


class PathKind:
    """Paths."""

    name = "path"
    label = _l("Learning path")
    icon = "flag"
    tables: tuple[str, ...] = ("path", "path_step")

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe paths by id."""
        query = select(Path).where(Path.id.in_(list(ids))).options(selectinload(Path.steps))
        rows = db.session.scalars(query).all()
        parts = activities.describe(ref for row in rows for step in row.steps for ref in step.activities)
        return {row.id: _described(row, parts) for row in rows}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return published paths that match; a path trains nothing but through its parts."""
        if about is not None or competency:
            return []
        rows = [row for row in queries.published() if key in ("", row.key) and fold(text) in fold(row.title)]
        found = self.describe([row.id for row in rows])
        return [found[row.id] for row in rows]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return every activity of a path, in order."""
        row = db.session.get(Path, id)
        return list(dict.fromkeys(ref for step in row.steps for ref in step.activities)) if row else []


class ShippedPaths:
    """The paths of the package; they come after everything they refer to."""

    name = "path"
    order = 90

    def shipped(self) -> Iterator[Shipped]:
        """Read the paths of the package."""
        yield from SHIPPED

    def edited(self, key: str) -> bool:
        """Say whether the house changed this path."""
        return bool(db.session.scalar(select(Path.edited).filter_by(key=key)))

    def write(self, piece: Shipped) -> None:
        """Create or renew a path; what does not exist in this house is left out of its steps."""
        row = db.session.scalars(select(Path).filter_by(key=piece.key)).first()
        row = row or Path(key=piece.key, created_at=clock.now(), published_at=clock.now())
        row.title, row.why, row.version, row.edited = piece.body["title"], piece.body["why"], piece.version, False
        row.steps = []
        db.session.add(row)
        db.session.flush()
        for place, (title, need, keys) in enumerate(piece.body["steps"], start=1):
            found = [activities.by_key(*key.split(":", 1)) for key in keys]
            refs = [str(each.ref) for each in found if each]
            if refs:
                row.steps.append(PathStep(place=place, title=title, need=need, refs=refs))
        db.session.flush()


def _described(row: Path, parts: Mapping[ActivityRef, Description]) -> Description:
    minutes = 0
    for step in row.steps:
        known = sorted(parts[ref].minutes for ref in step.activities if ref in parts)
        minutes += sum(known[: step.need or None])
    return Description(
        ActivityRef("path", row.id), row.title, url_for("paths.show", path_id=row.id), minutes,
        owner_unit_id=row.unit_id, version=row.version, key=row.key,
        open=row.published_at is not None and row.archived_at is None,
    )  # fmt: skip
