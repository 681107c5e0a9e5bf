"""Settings an administrator may change while the house runs; each room declares its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from flask import current_app
from sqlalchemy import delete, select

from training.core import audit, clock, transaction
from training.core.db import Base, Mapped, db, json, mapped_column, moment
from training.core.feature import house

HIDDEN = "hidden"
"""The group of settings that no page offers: the house keeps them itself."""
FRESH = timedelta(seconds=5)
"""How long a process trusts its copy: another process's change shows within this time."""


@dataclass(frozen=True)
class Setting:
    """One setting: how it is called, what it holds, and what it is until someone decides."""

    key: str
    label: Any
    kind: Literal["text", "long_text", "whole", "switch", "choice", "address", "phone", "email"] = "text"
    default: Any = ""
    group: str = "province"
    hint: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    least: int | None = None
    most: int | None = None


class StoredSetting(Base):
    """A decided setting."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[json]
    updated_at: Mapped[moment]
    updated_by: Mapped[int | None]


@dataclass
class _Shelf:
    values: Mapping[str, Any] = field(default_factory=dict)
    until: Any = None


def get(key: str) -> Any:
    """Return the decided value of `key`, or its default; raise KeyError for a key nobody declared."""
    setting = house().settings[key]
    return _values().get(key, setting.default)


def put(key: str, value: Any) -> None:
    """Decide `key`; the change is audited and shows once the transaction is durable."""
    if key not in house().settings:
        raise KeyError(key)
    row = db.session.get(StoredSetting, key) or StoredSetting(key=key)
    row.value, row.updated_at, row.updated_by = value, clock.now(), audit.record.current_actor()
    db.session.add(row)
    audit.note("settings.change", ("setting", key))
    transaction.after_commit(forget)


def leave_open(key: str) -> None:
    """Take the decision about `key` back: its default holds again."""
    db.session.execute(delete(StoredSetting).filter_by(key=key))
    audit.note("settings.change", ("setting", key))
    transaction.after_commit(forget)


def decided(key: str) -> bool:
    """Say whether anybody has decided `key`."""
    return key in _values()


def forget() -> None:
    """Read the settings anew next time."""
    current_app.extensions.pop("settings_shelf", None)


def _values() -> Mapping[str, Any]:
    shelf: _Shelf | None = current_app.extensions.get("settings_shelf")
    if shelf is None or shelf.until < clock.now() or shelf.until > clock.now() + FRESH:
        rows = db.session.scalars(select(StoredSetting))
        shelf = _Shelf({row.key: row.value for row in rows}, clock.now() + FRESH)
        current_app.extensions["settings_shelf"] = shelf
    return shelf.values
