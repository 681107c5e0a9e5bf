"""A province's own list of procedures from a sheet: every line judged first, then brought in as new versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from training.core import clock, sheet
from training.core.db import db
from training.core.errors import RuleBroken
from training.procedures import service
from training.procedures.models import Procedure

COLUMNS = ("ma_thu_tuc", "ten_thu_tuc", "ket_qua", "thoi_han", "phi", "can_cu")
CODE = re.compile(r"\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?|Z99-[A-Z]{2}-\d{2}")
PLAIN: Mapping[str, Any] = {
    "level": "commune", "result": "", "limits": [], "fee": {"when": "none", "rule": "none"}, "legal_basis": "",
    "supplement_policy": "pause", "components": [],
    "certainty": {"time": "council", "fee": "council", "components": "memory"},
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the sheet: what it would do, or why it cannot go in."""

    number: int
    code: str
    name: str
    deed: str  # new, change, same, bad
    problem: str = ""
    data: Mapping[str, Any] | None = None


def judge(data: bytes) -> list[Line]:
    """Return each line with what it would do; raise RuleBroken for what is no such list."""
    try:
        table = sheet.read(data)
    except sheet.SheetRefused as error:
        message = _("The file cannot be read. Save it as XLSX or “CSV UTF-8” and choose it again.")
        raise RuleBroken(message, field="file", code="procedures.unreadable") from error
    if missing := [name for name in COLUMNS[:2] if name not in table.headings]:
        message = _("These columns are missing: %(columns)s. Take the sample sheet.", columns=", ".join(missing))
        raise RuleBroken(message, field="file", code="procedures.columns")
    seen: set[str] = set()
    return [_line(line, seen) for line in table.lines]


def bring_in(lines: list[Line], by: int) -> int:
    """Write every good line as a version of its procedure; return how many changed. A second run changes nothing."""
    count = 0
    for line in lines:
        if line.data is None or line.deed in ("bad", "same"):
            continue
        row = db.session.scalars(select(Procedure).filter_by(code=line.code)).first()
        if row is None:
            row = Procedure(code=line.code, name=line.name, sort_key="", version=0, edited=True)
            db.session.add(row)
            db.session.flush()
        row.edited = True
        count += service.renew(row, line.data, by=by, note=_("From the province's list")) is not None
    return count


def _line(line: sheet.Line, seen: set[str]) -> Line:
    cells = {name: sheet.text(line.cells.get(name)) for name in COLUMNS}
    code, name = cells["ma_thu_tuc"], cells["ten_thu_tuc"]
    problem = _problem(cells, seen)
    seen.add(code)
    if problem:
        return Line(line.number, code, name, "bad", problem)
    before = service.by_code(code)
    data = _merged(before, cells)
    deed = "new" if before is None else "same" if dict(before) == data else "change"
    return Line(line.number, code, name, deed, "", data)


def _problem(cells: Mapping[str, str], seen: set[str]) -> str:
    if not CODE.fullmatch(cells["ma_thu_tuc"]):
        return str(_("A code looks like 1.001193 or 1.001193.000.00.00.H12."))
    if cells["ma_thu_tuc"] in seen:
        return str(_("This code stands twice in the list."))
    if not cells["ten_thu_tuc"]:
        return str(_("Write the name of the procedure."))
    for column in ("thoi_han", "phi"):
        if cells[column] and not cells[column].replace(".", "").isdigit():
            return str(_("“%(value)s” is no whole number.", value=cells[column]))
    return ""


def _merged(before: Mapping[str, Any] | None, cells: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = deepcopy(dict(before or PLAIN))
    data.setdefault("version", 1)
    data.setdefault("last_verified", clock.today().isoformat())
    data |= {"code": cells["ma_thu_tuc"], "name": cells["ten_thu_tuc"]}
    data["result"] = cells["ket_qua"] or data["result"]
    data["legal_basis"] = cells["can_cu"] or data["legal_basis"]
    if cells["thoi_han"]:
        first = dict(data["limits"][0]) if data["limits"] else {}
        data["limits"] = [first | {"amount": int(cells["thoi_han"])}, *data["limits"][1:]]
    if cells["phi"]:
        amount = int(cells["phi"].replace(".", ""))
        rule = data["fee"].get("rule", "none")
        flat = {"when": "after", "rule": "flat"} if amount else {"when": "none", "rule": "none"}
        data["fee"] = {**data["fee"], "amount": amount} if rule not in ("none", "flat") else flat | {"amount": amount}
    return data
