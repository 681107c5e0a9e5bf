"""Frozen dataclasses as plain JSON data and back, so that a copy can be stored, hashed and cached.

Pure. Fields at their default are left out: the data stays small, and a field added later
reads as its default.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Hashable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast

T = TypeVar("T")
Plain = dict[str, Any]


def to_plain(value: Any) -> Any:
    """Return `value` as dicts, lists, strings, numbers, booleans and None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields_to_plain(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [to_plain(inner) for inner in value]
    return value


def from_plain(cls: type[T], data: Any) -> T:
    """Rebuild a `cls` from what `to_plain` gave; raise TypeError or ValueError where it does not fit."""
    return cast(T, _revive(cls, data))


def canonical(data: Any) -> str:
    """Return plain data as JSON that is the same for equal data, whatever the order of its keys."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: Any) -> str:
    """Return the SHA-256 of plain data, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def _fields_to_plain(value: Any) -> Plain:
    plain: Plain = {}
    for name, default in _defaults(type(value)):  # type: ignore[arg-type]
        inner = getattr(value, name)
        if default is dataclasses.MISSING or inner != default:
            plain[name] = to_plain(inner)
    return plain


@cache
def _defaults(cls: Hashable) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(cast(Any, cls)))


@cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(cast(Any, cls))


def _revive(hint: Any, data: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _revive_optional(hint, data)
    if origin is tuple:
        return tuple(_revive(typing.get_args(hint)[0], inner) for inner in data)
    if origin is not None and issubclass(origin, Mapping):
        inside = typing.get_args(hint)[1]
        return {key: _revive(inside, inner) for key, inner in data.items()}
    if dataclasses.is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]
        return hint(**{name: _revive(hints[name], inner) for name, inner in data.items()})  # type: ignore[operator]
    return _revive_single(hint, data)


def _revive_single(hint: Any, data: Any) -> Any:
    if hint is datetime or hint is date:
        return hint.fromisoformat(data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    return data


def _revive_optional(hint: Any, data: Any) -> Any:
    if data is None:
        return None
    return _revive(next(part for part in typing.get_args(hint) if part is not type(None)), data)
