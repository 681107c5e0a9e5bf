"""Turn the frozen structures of the office into plain dicts for JSON, and back with every slip named."""

from __future__ import annotations

import types as python_types
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
TAG = "is"


class BadShape(ValueError):
    """Stored or authored data does not fit; `where` is the path to the slip, such as body[2].text."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where or 'top'}: {why}")
        self.where = where
        self.why = why


def to_plain(value: Any) -> Any:
    """Return `value` as dicts, lists, strings and numbers; a class inside a union is tagged by its name."""
    if is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        return {one.name: _plain_field(getattr(value, one.name), hints[one.name]) for one in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    return value


def from_plain(kind: type[T], data: Any) -> T:
    """Build a `kind` from what `to_plain` gave or an author wrote; raises BadShape."""
    return _build(kind, data, "")  # type: ignore[no-any-return]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _plain_field(value: Any, hint: Any) -> Any:
    if isinstance(value, tuple) and get_args(hint):
        return [_plain_field(one, get_args(hint)[0]) for one in value]
    plain = to_plain(value)
    return {TAG: type(value).__name__, **plain} if len(_choices(hint)) > 1 else plain


def _choices(hint: Any) -> tuple[type, ...]:
    """Return the dataclasses a union lets in."""
    if get_origin(hint) not in (Union, python_types.UnionType):
        return ()
    return tuple(one for one in get_args(hint) if is_dataclass(one) and isinstance(one, type))


def _build(hint: Any, data: Any, where: str) -> Any:
    if get_origin(hint) in (Union, python_types.UnionType):
        return _build_union(hint, data, where)
    if get_origin(hint) is tuple:
        return _build_tuple(get_args(hint), data, where)
    if is_dataclass(hint):
        return _build_object(hint, data, where)
    if hint in (date, datetime) or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return _read(hint, data, where)
    return _simple(hint, data, where)


def _build_union(hint: Any, data: Any, where: str) -> Any:
    if data is None and type(None) in get_args(hint):
        return None
    choices = _choices(hint)
    if len(choices) <= 1:
        return _build(next(one for one in get_args(hint) if one is not type(None)), data, where)
    name = data.get(TAG) if isinstance(data, Mapping) else None
    for choice in choices:
        if choice.__name__ == name:
            return _build(choice, {key: part for key, part in data.items() if key != TAG}, where)
    raise BadShape(where, f"{TAG!r} must be one of {', '.join(sorted(one.__name__ for one in choices))}")


def _build_tuple(inner: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise BadShape(where, "must be a list")
    if inner[-1] is not Ellipsis:
        if len(data) != len(inner):
            raise BadShape(where, f"must hold {len(inner)} parts")
        return tuple(
            _build(hint, part, f"{where}[{at}]") for at, (hint, part) in enumerate(zip(inner, data, strict=True))
        )
    return tuple(_build(inner[0], part, f"{where}[{at}]") for at, part in enumerate(data))


def _build_object(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise BadShape(where, "must be an object")
    known = {one.name: one for one in fields(kind)}
    for name in data:
        if name not in known:
            raise BadShape(_join(where, str(name)), "is not known here")
    for name, one in known.items():
        if name not in data and one.default is MISSING and one.default_factory is MISSING:
            raise BadShape(_join(where, name), "is missing")
    hints = _hints(kind)
    parts = {name: _build(hints[name], data[name], _join(where, name)) for name in data}
    try:
        return kind(**parts)
    except (ValueError, LookupError) as error:
        raise BadShape(where, str(error)) from error


def _read(kind: Any, data: Any, where: str) -> Any:
    if isinstance(data, kind):
        return data
    try:
        return kind(data) if issubclass(kind, StrEnum) else kind.fromisoformat(data)
    except (TypeError, ValueError) as error:
        raise BadShape(where, f"{data!r} is no {kind.__name__}") from error


def _simple(kind: type, data: Any, where: str) -> Any:
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise BadShape(where, f"must be {kind.__name__}")
    return unicodedata.normalize("NFC", data) if isinstance(data, str) else data


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
