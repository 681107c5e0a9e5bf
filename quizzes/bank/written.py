"""Questions as the library writes them, turned into the settings of their types: pure, so a test reads them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from quizzes.types import TYPES

FOLDER = Path(__file__).parent.parent / "library" / "questions"


@cache
def read(key: str) -> dict[str, Any]:
    """Return one file of the library as data."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{key}.yaml").read_text("utf-8"))
    return found


def files() -> list[str]:
    """Return the names of the library's files."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def questions(raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield {id, kind, settings, text, title, why, level, source, tags} of each question; its file fills in."""
    for one in raw["questions"]:
        kind, settings = shape(one, raw)
        yield {
            "id": one["id"], "kind": kind, "settings": settings, "text": one.get("ask") or raw["ask"],
            "title": title(one), "why": one["why"], "level": int(one.get("level") or raw["level"]),
            "source": one.get("source") or raw["source"], "tags": [*raw.get("tags", ()), *one.get("tags", ())],
        }  # fmt: skip


def title(one: Mapping[str, Any]) -> str:
    """Return what tells a question from its like where all of a file ask the same; "" where its own words do."""
    if "message" in one:
        return f"Thư: {one['message']['subject']}"
    return f"Văn bản: {one['document']['subject']}" if "document" in one else ""


def shape(one: Mapping[str, Any], raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the type and the settings of a question as it is written."""
    for name, build in SHAPES.items():
        if name in one:
            return build(one, raw)
    raise ValueError(f"no shape fits {one.get('id')}")


def _true_false(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return "truefalse", {"answer": bool(one["is"])}


def _short(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return "short", {"accept": [{"text": str(each), "fraction": 1.0, "feedback": ""} for each in one["accept"]]}


def _number(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    accept = {"number": float(one["number"]), "tolerance": float(one.get("give", 0)), "fraction": 1.0, "feedback": ""}
    return "numerical", {"accept": [accept]}


def _pairs(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    listed = enumerate(one["pairs"], start=1)
    pairs = [{"id": str(n), "text": str(left), "answer": str(right)} for n, (left, right) in listed]
    return "matching", {"pairs": pairs, "extra": [str(each) for each in one.get("extra", ())]}


def _order(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    return "ordering", {"items": [{"id": str(n), "text": str(each)} for n, each in enumerate(one["order"], start=1)]}


def _gaps(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    choices = [{"id": str(n), "text": str(each), "group": "1"} for n, each in enumerate(one["words"], start=1)]
    gaps = [{"id": str(n), "right": str(each)} for n, each in enumerate(one["rights"], start=1)]
    return "gapselect", {"choices": choices, "gaps": gaps}


def _message(one: Mapping[str, Any], raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    made = TYPES["spotcue"].from_editor({"to": raw.get("to", ""), **one["message"], "cues": []})
    if made["message"] is None:
        raise ValueError(f"the message of {one['id']} is not whole")
    made["message"]["checks"] = dict.fromkeys(("spf", "dkim", "dmarc"), "pass")
    cues = [{"index": 0, "occurrence": 0, **each} for each in one["cues"]]
    return "spotcue", {**made, "cues": cues}


def _document(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    told = dict(one["document"])
    extra = {name: told.pop(name, "") for name in ("form", "for", "urgency")}
    made = TYPES["docfix"].from_editor({**told, "slips": [dict(each) for each in one["slips"]]})
    document = made["document"]
    if document is None:
        raise ValueError(f"the document of {one['id']} is not whole")
    signer = {"title": told["signer_title"], "name": told["signer"]}
    if extra["form"] == "TM.":
        signer = {**signer, "title": told["signer_title"], "form": "TM.", "in_place_of": extra["for"]}
    elif extra["form"]:
        signer = {**signer, "form": extra["form"], "in_place_of": extra["for"]}
    made["document"] = {**document, "signer": {**document["signer"], **signer}}
    if extra["urgency"]:
        made["document"]["urgency"] = extra["urgency"]
    return "docfix", made


def _choice(one: Mapping[str, Any], _raw: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    right, wrong = list(one["right"]), list(one["wrong"])
    worth = round(1 / len(right), 5)
    pairs = [(each, worth) for each in right] + [(each, 0.0 if len(right) == 1 else -worth) for each in wrong]
    options = [
        {"id": str(n), "text": str(each[0] if isinstance(each, list) else each), "fraction": fraction,
         "feedback": str(each[1]) if isinstance(each, list) else ""}
        for n, (each, fraction) in enumerate(pairs, start=1)
    ]  # fmt: skip
    return ("single" if len(right) == 1 else "multiple"), {"options": options}


SHAPES = {
    "is": _true_false, "accept": _short, "number": _number, "pairs": _pairs, "order": _order, "words": _gaps,
    "message": _message, "document": _document, "right": _choice,
}  # fmt: skip
