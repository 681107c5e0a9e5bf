"""Doors: every view says who may come in, and a view that says nothing opens for nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from werkzeug.wrappers import Response

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Door:
    """What a view demands of whoever knocks.

    `right` is empty for public doors and for doors open to everyone who is signed in. A `cookie_free` door never
    touches the session. An `unfinished` door also opens while a person still owes a second factor or a new password.
    A `fresh` door wants the password again when it was last given long ago. A door that `asks_again` may be opened to a
    learner from memory: the statement that finds or writes the row behind it asks whether the session is open
    (`training.accounts.seats`).
    """

    right: str = ""
    public: bool = False
    cookie_free: bool = False
    unfinished: bool = False
    fresh: bool = False
    asks_again: bool = False


UNPROVEN = "door_unproven"
"""Stands in `g` as long as somebody was let in from memory and no statement has asked yet: no page names them then."""
Gatekeeper = Callable[[Door], Response | None]
"""Returns None to let in, a response to send elsewhere, or aborts with 403."""


def requires(right: StrEnum, *, fresh: bool = False, asks_again: bool = False) -> Callable[[View], View]:
    """Open the view to those who hold `right` somewhere; the rows come from `access_*`."""
    return _hang(Door(right=right.value, fresh=fresh, asks_again=asks_again))


def signed_in(*, unfinished: bool = False, fresh: bool = False) -> Callable[[View], View]:
    """Open the view to everyone with an account."""
    return _hang(Door(unfinished=unfinished, fresh=fresh))


def public(*, cookie_free: bool = False) -> Callable[[View], View]:
    """Open the view to everyone; `cookie_free` ones never set or read a session."""
    return _hang(Door(public=True, cookie_free=cookie_free))


def door_of(app: Flask, endpoint: str | None) -> Door | None:
    """Return the door of `endpoint`, or None where nobody declared one."""
    view = app.view_functions.get(endpoint or "")
    found: Door | None = getattr(view, "door", None)
    return found


def guard() -> Any:
    """Stand before every view: unknown address 404, undeclared door 403, the rest as the gatekeeper says."""
    if request.routing_exception is not None or request.endpoint is None:
        return None
    door = door_of(current_app, request.endpoint)
    if door is None:
        abort(403)
    g.door = door
    if door.public:
        return None
    gatekeeper: Gatekeeper = current_app.extensions["gatekeeper"]
    return gatekeeper(door)


def _hang(door: Door) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return declare
