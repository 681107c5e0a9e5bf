"""What many pages read and few change, kept in the process until one of its rows is changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from training.core.db import db

FRESH = 5.0
"""Seconds a process trusts its copy: another process's change shows within this time."""
MOST = 20_000
"""Pieces after which the shelf is emptied, so that a large house does not fill the memory."""
Value = TypeVar("Value")


@dataclass
class Shelf:
    """Pieces by name, and the tables from which they were made."""

    tables: set[str] = field(default_factory=set)
    pieces: dict[Hashable, Any] = field(default_factory=dict)
    until: float = 0.0

    def open(self) -> dict[Hashable, Any]:
        """Return the pieces, none where they are too old or too many."""
        if time.monotonic() > self.until or len(self.pieces) > MOST:
            self.pieces, self.until = {}, time.monotonic() + FRESH
        return self.pieces


def watch(app: Flask, tables: Iterable[str]) -> None:
    """Empty the shelf of `app` whenever a row of `tables` changes."""
    app.extensions.setdefault("shelf", Shelf()).tables.update(tables)


def keep(name: Hashable, make: Callable[[], Value]) -> Value:
    """Return the piece `name`, made once; inside a transaction that changes its tables it is made each time."""
    if db.session.info.get("shelf_stale"):
        return make()
    pieces = _shelf().open()
    if name not in pieces:
        pieces[name] = make()
    found: Value = pieces[name]
    return found


def keep_each(name: str, ids: Iterable[int], make: Callable[[list[int]], Mapping[int, Value]]) -> Mapping[int, Value]:
    """Return pieces by id; only those not yet there are made, all in one call. What does not exist is left out."""
    wanted = list(ids)
    if db.session.info.get("shelf_stale"):
        return make(wanted)
    pieces = _shelf().open()
    if missing := [each for each in wanted if (name, each) not in pieces]:
        pieces |= {(name, each): piece for each, piece in make(missing).items()}
    return {each: pieces[name, each] for each in wanted if (name, each) in pieces}


def _shelf() -> Shelf:
    found: Shelf = current_app.extensions.setdefault("shelf", Shelf())
    return found


def _spoil(session: Session, tables: Iterable[str]) -> None:
    if current_app and not _shelf().tables.isdisjoint(tables):
        session.info["shelf_stale"] = True
        _shelf().pieces = {}


def _after_flush(session: Session, _context: Any) -> None:
    _spoil(session, {type(row).__tablename__ for row in (*session.new, *session.dirty, *session.deleted)})


def _on_execute(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and state.bind_mapper is not None:
        _spoil(state.session, {str(state.bind_mapper.local_table.name)})  # type: ignore[attr-defined]


def _settled(session: Session) -> None:
    if session.info.pop("shelf_stale", False) and current_app:
        _shelf().pieces = {}


event.listen(db.session, "after_flush", _after_flush)
event.listen(db.session, "do_orm_execute", _on_execute)
event.listen(db.session, "after_commit", _settled)
event.listen(db.session, "after_rollback", _settled)
