"""How the replay of a run shows each kind of record: what it is called and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from training.office.document.copying import CopyForm
from training.sandbox.documents.rules import states as s
from training.sandbox.world.axis import CODE_OF, PARCEL_STATES
from training.sandbox.world.mailbox import LETTER_STATES
from training.sandbox.world.rulebook import Face

FACES: Mapping[str, Callable[[Any], Face]] = {
    "parcel": lambda one: Face(one.sheet.number, PARCEL_STATES[one.state], int(CODE_OF[one.state])),
    "incoming": lambda one: Face(f"văn bản đến {one.called}", s.INCOMING_NAMES[one.state], s.INCOMING_CODE[one.state]),
    "outgoing": lambda one: Face(one.called, s.OUTGOING_NAMES[one.state]),
    "duplicate": lambda one: Face(f"{CopyForm(one.form).type.name_vi.lower()} {one.of}", s.COPY_NAMES[one.state]),
    "folder": lambda one: Face(f"hồ sơ {one.code}", s.FOLDER_NAMES[one.state]),
    "task": lambda one: Face(one.title, s.TASK_NAMES[one.state]),
    "letter": lambda one: Face(one.subject, LETTER_STATES[one.state]),
    "closing": lambda one: Face(one.title, "Đã khóa sổ"),
}
STATES: Mapping[str, Mapping[str, str]] = {
    "parcel": PARCEL_STATES, "incoming": s.INCOMING_NAMES, "outgoing": s.OUTGOING_NAMES,
    "duplicate": s.COPY_NAMES, "folder": s.FOLDER_NAMES,
    "task": s.TASK_NAMES, "letter": LETTER_STATES,
}  # fmt: skip
