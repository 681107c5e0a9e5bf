"""What each part of a scenario has to look like, said once as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from training.office.document import types
from training.office.document.interchange import STATUSES
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.machine import MOVE_NAMES
from training.sandbox.cases.rules.states import PORTAL_NAMES, STATE_NAMES
from training.sandbox.documents.rules.letters import WAYS
from training.sandbox.documents.rules.states import FLOW_NAMES
from training.sandbox.systems import SYSTEMS
from training.sandbox.world.books import IN_BOOKS, OUT_BOOKS


class Part(NamedTuple):
    """One key of a mapping: the type of its value, and whether it must be there."""

    type: type | tuple[type, ...]
    needed: bool = True


TOP: Mapping[str, Part] = {
    "slug": Part(str),
    "version": Part(int),
    "code": Part(str),
    "title": Part(str),
    "level": Part(int),
    "minutes": Part(int),
    "template": Part(str),
    "hat": Part(str),
    "hats": Part(list, needed=False),
    "procedures": Part(list),
    "competencies": Part(list),
    "task": Part(str),
    "brief": Part(str),
    "debrief": Part(str),
    "basis": Part(list),
    "people": Part(dict, needed=False),
    "vary": Part(list, needed=False),
    "facts": Part(list, needed=False),
    "files": Part(list, needed=False),
    "unit": Part(str, needed=False),
    "before": Part(list, needed=False),
    "colleagues": Part(list, needed=False),
    "goals": Part(list),
    "never": Part(list),
    "hints": Part(dict),
    "steps": Part(list, needed=False),
    "routes": Part(dict),
}
GOAL = {
    "id": Part(str),
    "title": Part(str, False),
    "sentence": Part(str),
    "args": Part(dict, False),
    "miss": Part(str),
}
NEVER = {"sentence": Part(str), "args": Part(dict, False), "why": Part(str)}
PLAY = {"hat": Part(str), "move": Part(str), "args": Part(dict, False), "refused": Part(str, False)}
COACH = {
    "text": Part(str),
    "anchor": Part(str, False),
    "goal": Part(str, False),
    "sentence": Part(str, False),
    "args": Part(dict, False),
}
FILE = {
    "paper": Part(str),
    "case": Part(str, False),
    "title": Part(str, False),
    "lines": Part(dict, False),
    "read_before": Part(list, False),
}
COLLEAGUE = {
    "actor": Part(str),
    "hat": Part(str),
    "move": Part(str),
    "when": Part((list, str)),
    "after_minutes": Part(int, False),
    "if": Part(str, False),
    "kind": Part(str, False),
    "args": Part(dict, False),
    "everything": Part(bool, False),
}
RIGHT = {"title": Part(str), "steps": Part(list)}
WRONG = {"title": Part(str), "steps": Part(list), "misses": Part(list, False), "breaks": Part(list, False)}
TYPE_NAMES = {str: "chữ", int: "số", list: "danh sách", dict: "nhóm mục", bool: "true hoặc false"}


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _is_time(value: Any) -> bool:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return len(value) == len("2026-11-09T17:00")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


DOC_STATES = {state for kind, names in SYSTEMS.states.items() if kind != "case" for state in names}
CODES = {one.code for one in STATUSES}
TYPES = {one.code for one in types.TYPES}
LIGHTS = ("green", "amber", "red", "grey", "stopped", "")
KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "case": (_is_text, "“@new”, “@tên” hoặc khóa hồ sơ"),
    "state": (lambda value: value in STATE_NAMES, "một trạng thái của hồ sơ"),
    "status": (lambda value: value in PORTAL_NAMES, "số trạng thái trên Cổng Dịch vụ công, 1 đến 10"),
    "money": (_is_count, "số đồng"),
    "count": (_is_count, "một số"),
    "date": (_is_day, "ngày dạng 2026-11-09"),
    "time": (_is_time, "thời điểm dạng 2026-11-09T17:00"),
    "place": (_is_text, "mã đơn vị"),
    "text": (_is_text, "chữ"),
    "words": (_are_words, "danh sách chữ"),
    "form": (lambda value: value in FORM_TITLES, "số mẫu, 01 đến 07"),
    "light": (lambda value: value in LIGHTS, "màu đèn"),
    "procedure": (_is_text, "mã thủ tục"),
    "component": (_is_text, "mã thành phần"),
    "move": (lambda value: value in SYSTEMS.verbs or value in MOVE_NAMES, "tên một thao tác"),
    "doc_state": (lambda value: value in DOC_STATES, "một trạng thái của văn bản, hồ sơ công việc, nhiệm vụ, thư"),
    "code": (lambda value: value in CODES, "mã trạng thái trên trục, viết “03”"),
    "type": (lambda value: value in TYPES, "mã loại văn bản, như cong-van"),
    "urgency": (lambda value: value in ("thuong", "khan", "thuong-khan", "hoa-toc"), "mã độ khẩn"),
    "flow": (lambda value: value in FLOW_NAMES, "trạng thái của một nơi nhận"),
    "book": (lambda value: value in (*IN_BOOKS, *OUT_BOOKS), "mã sổ"),
    "way": (lambda value: value in dict(WAYS), "cách xác minh"),
    **{kind: (_is_text, "“@new”, “@before1” hoặc mã trong hệ thống") for kind in SYSTEMS.kinds if kind != "case"},
}
"""What an argument of each kind may be, and how to say so."""
