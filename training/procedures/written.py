"""Between a procedure's data and the form that edits it; and how two versions differ, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from training.core import fold
from training.procedures.forms import ProcedureForm

PLAIN = ("name", "result", "supplement_policy", "legal_basis")
FEE = ("amount", "from_third", "most_per_copy")


def to_form(data: Mapping[str, Any], version: int) -> dict[str, Any]:
    """Return the form's values for a procedure."""
    fee, sure = data.get("fee") or {}, data.get("certainty") or {}
    return {
        **{name: data.get(name, "") for name in PLAIN}, "version": str(version),
        "limits": [{"unit": "working_day", **row} for row in data.get("limits", ())],
        "components": [{"copy_kind": "", "required": True, **row} for row in data.get("components", ())],
        "fee_rule": fee.get("rule", "none"), "fee_when": fee.get("when", "none"), "fee_note": fee.get("note", ""),
        **{name: fee.get(name) for name in FEE},
        "sure_time": sure.get("time", "memory"), "sure_fee": sure.get("fee", "memory"),
        "sure_components": sure.get("components", "memory"),
        "last_verified": date.fromisoformat(str(data["last_verified"])),
    }  # fmt: skip


def from_form(data: Mapping[str, Any], form: ProcedureForm) -> dict[str, Any]:
    """Return the procedure's data as the form has it; what the form does not show stays."""
    new: dict[str, Any] = deepcopy(dict(data))
    for name in PLAIN:
        new[name] = getattr(form, name).data or ""
    new["limits"] = [_limit(row) for row in form.limits.data]
    new["components"] = _components(form.components.data)
    new["fee"] = _fee(form)
    new["certainty"] = {
        "time": form.sure_time.data, "fee": form.sure_fee.data, "components": form.sure_components.data,
    }  # fmt: skip
    new["last_verified"] = form.last_verified.data.isoformat()
    return new


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, list[str], list[str]]]:
    """Return (part, what, before, after) for every part that differs; lists show only the rows that differ."""
    found = []
    for part in ("name", "result", "limits", "fee", "components", "supplement_policy", "legal_basis", "certainty",
                 "last_verified"):  # fmt: skip
        before, after = _rows(old.get(part)), _rows(new.get(part))
        if before == after:
            continue
        gone, come = [row for row in before if row not in after], [row for row in after if row not in before]
        found.append((part, "order" if not gone and not come else "rows", gone, come))
    return found


def _rows(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_said(row) for row in value]
    if isinstance(value, Mapping):
        return [f"{name}: {value[name]}" for name in sorted(value)]
    return [str(value)] if value not in (None, "") else []


def _said(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {row[name]}" for name in sorted(row) if name != "code" and row[name] not in (None, ""))


def _limit(row: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"amount": row["amount"]}
    if row["unit"] != "working_day":
        kept["unit"] = row["unit"]
    return kept | {name: row[name] for name in ("condition", "cut_off") if row.get(name)}


def _components(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the papers; a new one gets a code of its own that no other has."""
    taken, found = {row["code"] for row in rows if row.get("code")}, []
    for row in rows:
        code = row.get("code") or _code(row["name"], taken)
        taken.add(code)
        kept: dict[str, Any] = {"code": code, "name": row["name"]}
        if row.get("copy_kind"):
            kept["copy_kind"] = row["copy_kind"]
        if not row.get("required"):
            kept["required"] = False
        found.append(kept | {name: True for name in ("in_database", "retired") if row.get(name)})
    return found


def _code(name: str, taken: set[str]) -> str:
    stem = "-".join(fold.tokens(name)[:4]) or "giay-to"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _fee(form: ProcedureForm) -> dict[str, Any]:
    rule = form.fee_rule.data
    fee: dict[str, Any] = {"when": form.fee_when.data if rule != "none" else "none", "rule": rule}
    if rule != "none":
        fee["amount"] = form.amount.data or 0
    if rule == "per_page":
        fee |= {name: getattr(form, name).data for name in FEE[1:] if getattr(form, name).data is not None}
    return fee | ({"note": form.fee_note.data} if form.fee_note.data else {})
