"""The register of copies: all forms in one series, by number; files, which have none, after paper."""

from __future__ import annotations

from training.office.document.copying import CopyForm, Medium
from training.sandbox.documents.rules.copying import printed
from training.sandbox.documents.rules.desk import spoken
from training.sandbox.documents.rules.model import Duplicate
from training.sandbox.world.world import World

COPY_HEADS = (
    "Số, ký hiệu bản sao", "Ngày sao", "Hình thức sao", "Văn bản được sao", "Bản sao là", "Người ký", "Nơi nhận",
    "Số lượng bản",
)  # fmt: skip
COPY_SHARES = (11, 9, 11, 28, 10, 13, 18, 7)


def copy_lines(world: World, year: int) -> list[tuple[str, ...]]:
    """Return the register of the copies issued in a year."""
    kept = [one for one in world.all(Duplicate) if one.day and one.day.year == year]
    return [_line(world, one) for one in sorted(kept, key=lambda one: (one.number is None, one.number or 0, one.since))]


def _line(world: World, one: Duplicate) -> tuple[str, ...]:
    return (
        printed(world, one) or "Ký số, không số", spoken(one.day) if one.day else "", CopyForm(one.form).type.name_vi,
        f"{one.of}: {one.subject}", Medium(one.medium).name_vi, one.signed_by, "; ".join(one.recipients),
        str(one.copies),
    )  # fmt: skip
