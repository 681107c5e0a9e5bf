"""Where the form of a draft is checked: the one place that calls the office's format checker."""

from __future__ import annotations

from typing import NamedTuple

from training.office.document import number as numbers
from training.office.document import types
from training.office.document.number_problems import PROBLEMS
from training.sandbox.documents.rules.model import Outgoing
from training.sandbox.world.world import World


class Slip(NamedTuple):
    """One thing the checker found: where on the page, what stands there, why it is a slip, how to put it right."""

    part: str
    seen: str
    why: str
    fix: str
    basis: str


def slips(_world: World, paper: Outgoing) -> tuple[Slip, ...]:
    """Return what breaks the decree's rules in a document as it stands now; advice is left out."""
    text, basis = paper.text, "Nghị định 30/2020/NĐ-CP, Phụ lục I"
    kind = types.by_code(text.type_code)
    found = [
        Slip("Số, ký hiệu", text.notation, PROBLEMS[one][0], "Sửa ký hiệu.", basis)
        for one in numbers.problems(f"01/{text.notation}", kind, "UBND")
    ]
    if not text.signer:
        found.append(Slip("Chức vụ, họ tên, chữ ký", "", "Thiếu họ tên người ký.", "Ghi họ tên người ký.", basis))
    if not text.archive.startswith("VT"):
        found.append(
            Slip("Nơi nhận", text.archive, "Dòng lưu bắt đầu bằng VT.", "Ghi Lưu: VT, đơn vị soạn thảo.", basis)
        )
    return tuple(found)
