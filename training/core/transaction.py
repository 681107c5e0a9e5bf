"""One transaction a request, settled once: kept when the answer is good, undone when it is a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, g, has_app_context

from training.core import audit
from training.core import db as database
from training.core.db import db
from training.core.errors import RuleBroken

Deed = Callable[[], None]


def refuse(error: RuleBroken) -> None:
    """Undo the work of this request now, and remember why, so that the refusal itself is not lost."""
    database.finish(keep=False)
    _waiting("_refusals").append(error)


def after_commit(deed: Deed) -> None:
    """Do `deed` once the work of this request or job is durable, never otherwise."""
    _waiting("_after_commit").append(deed)


def before_settling(deed: Deed) -> None:
    """Do `deed` last before the commit, when nothing slow is left to do."""
    _waiting("_before_settling").append(deed)


def commit() -> None:
    """Make the work durable and do what waited for it: for commands and jobs."""
    database.finish(keep=True)
    for deed in _take("_after_commit"):
        deed()


def rollback() -> None:
    """Undo the work and forget what waited for it."""
    database.finish(keep=False)
    _take("_after_commit")


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit at the end, or undo everything: for commands and jobs."""
    try:
        yield
        commit()
    except BaseException:
        rollback()
        raise


def settle(response: Response) -> Response:
    """Keep or undo the work of this request, then record its refusals in a transaction of their own."""
    refusals = _take("_refusals")
    if refusals or response.status_code >= 400:
        rollback()
    else:
        for deed in _take("_before_settling"):
            deed()
        commit()
    if refusals:
        _record(refusals)
    return response


def _record(refusals: list[RuleBroken]) -> None:
    for error in refusals:
        if error.keep:
            error.keep()
        audit.refused(error.code, subject=error.subject)
    db.session.commit()


def _waiting(name: str) -> list[Any]:
    found: list[Any] = g.setdefault(name, [])
    return found


def _take(name: str) -> list[Any]:
    return list(g.pop(name, [])) if has_app_context() else []


def init_app(app: Flask) -> None:
    """Settle each request last of all that looks at its answer."""
    app.after_request_funcs.setdefault(None, []).insert(0, settle)  # registered first: runs last
