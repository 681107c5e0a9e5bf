"""A verb's fields as inputs of a page: their names, choices and first values, and the way back to arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.scanning import BLURRED, tray
from training.sandbox.world.endings import tidy
from training.sandbox.world.facts import ComponentFacts, LimitFacts, ProcedureFacts
from training.sandbox.world.play import choices
from training.sandbox.world.rulebook import Field, Verb
from training.sandbox.world.world import World

PERSON = (
    ("name", "Họ và tên"), ("number", "Số định danh cá nhân"), ("phone", "Điện thoại"),
    ("address", "Địa chỉ"), ("email", "Thư điện tử"),
)  # fmt: skip
HIDDEN = ("title", "place")
"""Fields the page fills in by itself: a clerk sits at one counter."""
MONEY = frozenset({"collect_fee", "pay_online"})
"""Acts that take what is still owed of the fee."""
BUTTONS = {"receive": "Tiếp nhận và in giấy hẹn", "out.draft": "Lưu dự thảo"}
"""What a button says where its act is called otherwise in lists."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
COPY_KINDS = {
    "form": "Bản khai", "original": "Bản chính", "certified": "Bản sao chứng thực", "photocopy": "Bản chụp",
    "shown": "Bản chính",
}  # fmt: skip
LEFT_OPEN = {"paid": "để trống, tiền thu ở bước sau"}
"""What is said of a box that is rightly left open while a fee is owed."""
UNITS = {
    "working_day": "ngày làm việc", "calendar_day": "ngày", "working_hour": "giờ làm việc", "hour": "giờ",
    "same_day": "trong ngày",
}  # fmt: skip
Values = Mapping[str, str]


def read(verb: Verb, given: Values, facts: ProcedureFacts | None, case: Case | None = None) -> dict[str, Any]:
    """Return the arguments of a verb as they were typed; the rules judge them."""
    values = {name: CONTROL.sub("", value) for name, value in given.items()}
    args = {field.name: _read(field, values, facts) for field in verb.fields}
    if verb.on and case:
        args[verb.on] = case.code
    return args


def _read(field: Field, values: Values, facts: ProcedureFacts | None) -> Any:
    if field.kind == "yes":
        return bool(values.get(field.name))
    if field.kind == "person":
        typed = {key: values.get(f"{field.name}.{key}", "") for key in (*dict(PERSON), "commune")}
        return typed if any(typed[key].strip() for key in ("name", "number")) or field.required else {}
    if field.kind == "papers":
        return _papers(values, facts) if facts else []
    return values.get(field.name, "")


def _papers(values: Values, facts: ProcedureFacts) -> list[dict[str, Any]]:
    rows = []
    for component in facts.components:
        name = f"papers.{component.code}"
        source = values.get(f"{name}.source", "")
        if source not in ("paper", "database"):
            continue
        row: dict[str, Any] = {"code": component.code, "checked": bool(values.get(f"{name}.checked"))}
        if source == "database":
            rows.append(row | {"source": "database", "present": False})
            continue
        if file := values.get(f"{name}.file", "")[:80]:
            row |= {"file": file, "legible": not file.endswith(BLURRED), "signed": True}
        for key in ("pages", "copies"):
            row[key] = values.get(f"{name}.{key}", "").strip()[:12] or 0
            row[key] = int(row[key]) if str(row[key]).isascii() and str(row[key]).isdigit() else -1
        rows.append(row)
    return rows


def options(world: World, field: Field, facts: ProcedureFacts | None, case: Case | None) -> list[tuple[str, str]]:
    """Return what a choice offers: in this world, for this procedure and this case."""
    if field.options == "components":
        return [(paper.code, paper.name) for paper in case.papers if paper.present] if case else []
    if field.options == "scans":
        return [(scan.file, scan.file) for scan in tray(case)] if case else []
    if field.options == "limits":
        return [(str(n), limit_words(limit)) for n, limit in enumerate(facts.limits, 1)] if facts else []
    return choices(world, field)


def limit_words(limit: LimitFacts) -> str:
    """Say a time limit in words."""
    words = UNITS[limit.unit] if limit.unit == "same_day" else f"{limit.amount} {UNITS[limit.unit]}"
    if limit.cut_off:
        words += f", nhận sau {limit.cut_off} thì sang ngày làm việc tiếp theo"
    return f"{words} ({limit.condition})" if limit.condition else words


def button_of(verb: Verb) -> str:
    """Return what stands on the button that sends the form of an act."""
    return BUTTONS.get(verb.name, verb.label)


def given_words(component: ComponentFacts, *, online: bool = False) -> str:
    """Say how a paper comes in: attached, kept, or shown and handed back."""
    if component.copy_kind == "shown":
        return "Xuất trình"
    if online:
        return "Đính kèm"
    return "Xuất trình" if component.given_back else "Nhận giấy"


def counted_words(facts: ProcedureFacts) -> str:
    """Say what a copy is that the fee of a procedure is counted by: bản sao cần chứng thực."""
    return facts.fee.counted or "bản"


def fee_words(facts: ProcedureFacts) -> str:
    """Say how the fee of a procedure is reckoned, without reckoning it."""
    fee, many = facts.fee, ""
    if fee.when == "none" or fee.rule == "none":
        return "Thủ tục này được miễn phí, lệ phí."
    if fee.rule == "per_page":
        many = f"Mỗi bản: hai trang đầu {dong(fee.amount)} một trang, từ trang thứ ba {dong(fee.from_third)} một trang"
        many += f", tối đa {dong(fee.most_per_copy)} một bản." if fee.most_per_copy else "."
    elif fee.rule == "per_copy":
        many = f"{dong(fee.amount)} một bản."
    else:
        many = f"{dong(fee.amount)} một hồ sơ."
    when = "Thu trước khi tiếp nhận." if fee.when == "before" else "Thu trước khi trả kết quả."
    note = f"{fee.note[:1].upper()}{fee.note[1:]}." if fee.note else ""
    return tidy(f"{many} {when} {note}".strip())


def owed(name: str, case: Case | None) -> str:
    """Return the money that an act takes for a case, as its button says it: 12.000 đồng; "" for any other act."""
    return f"{dong(case.fee - case.paid)}ồng" if case and name in MONEY else ""


def dong(amount: int) -> str:
    """Return an amount as it is written: 12.000 đ."""
    return f"{amount:,} đ".replace(",", ".")


WORDS = {
    "dong": dong, "owed": owed, "button_of": button_of,
    "given_words": given_words, "counted_words": counted_words, "COPY_KINDS": COPY_KINDS,
}  # fmt: skip
"""What every page of the one-stop says things with."""
