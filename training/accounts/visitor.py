"""Whoever is at the door, and what the door says to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import Select, bindparam, select
from werkzeug.wrappers import Response

from training.accounts import grants, kept, seats, sessions
from training.accounts.models import AuthSession, Credential, Grant, Identity, Person
from training.accounts.rights import RIGHTS, Permission, Role
from training.core import clock, headers, settings
from training.core.db import db, line
from training.core.permissions import Door

FRESH = timedelta(minutes=15)
manager = LoginManager()


def _at_the_door() -> Select[Any]:
    """Return the one query of every signed-in request, one row a grant; built once, because it is always the same."""
    seat, person, name = AuthSession.__table__.c, Person.__table__.c, Identity.__table__.c
    account, grant = Credential.__table__.c, Grant.__table__.c
    return (
        select(
            seat.id, seat.person_id, seat.created_at, seat.last_seen_at, seat.confirmed_at, seat.second_factor_at,
            seat.ended_at, name.full_name, account.totp_confirmed_at, account.must_change, grant.role,
            grant.unit_id,
        )
        .select_from(AuthSession.__table__)
        .join(Person.__table__, person.id == seat.person_id)
        .outerjoin(Credential.__table__, account.person_id == seat.person_id)
        .outerjoin(Identity.__table__, name.person_id == seat.person_id)
        .outerjoin(Grant.__table__, (grant.person_id == seat.person_id) & grant.until.is_(None))
        .where(seat.digest == bindparam("digest"), person.status == "active")
    )  # fmt: skip


AT_THE_DOOR = _at_the_door()


@cache
def rights_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return every right that comes with any of `roles`."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


class Visitor(UserMixin):  # type: ignore[misc,unused-ignore]
    """A signed-in person for the length of one request: their session, name and rights."""

    def __init__(self, seat: Any, roles: frozenset[Role], digest: str) -> None:
        """Take what one query found of the session with this digest, the person and the account."""
        self.seat, self.roles, self.digest = seat, roles, digest
        self.id: int = seat.person_id
        self.seen_at: datetime = seat.last_seen_at
        self.read: Sequence[Any] = ()
        """What was read of the session just now; nothing, where the house remembered it."""
        self.name: str = seat.full_name or ""
        self.enrolled: bool = seat.totp_confirmed_at is not None
        self.must_change: bool = bool(seat.must_change)
        self.rights = rights_of(roles)

    @cached_property
    def session(self) -> AuthSession:
        """Return the session's row, for the few pages that show or change it."""
        return db.session.get_one(AuthSession, self.seat.id)

    @property
    def short_name(self) -> str:
        """Return the two words of the name by which people are called."""
        return " ".join(self.name.split()[-2:])

    @property
    def only_learns(self) -> bool:
        """Say whether this person holds no role but the learner's."""
        return self.roles == {Role.LEARNER}

    def may(self, right: str) -> bool:
        """Say whether a right is held somewhere."""
        return right in self.rights


@manager.user_loader  # type: ignore[untyped-decorator,unused-ignore]
def load(token: str) -> Visitor | None:
    """Return the visitor whose browser holds `token`, or None where the session is over."""
    digest = sessions.digest(token)
    known = seats.recall(digest)
    visitor = _visitor(known.rows, digest) if known is not None else None
    if known is None or visitor is None:  # by memory nobody is sent away: who was there since may be noted elsewhere
        return _read(digest)
    seats.go_by(known)
    visitor.seen_at, g.actor_id = known.seen_at, visitor.id
    return visitor


def _visitor(found: Sequence[Any], digest: str) -> Visitor | None:
    visitor = Visitor(found[0], frozenset(Role(row.role) for row in found if row.role) | {Role.LEARNER}, digest)
    return None if sessions.is_over(visitor.seat, learner_only=visitor.only_learns) else visitor


def _read(digest: str) -> Visitor | None:
    """Return the visitor whose session has this digest, as the database knows them now."""
    found = line().execute(AT_THE_DOOR, {"digest": digest}).all()
    visitor = _visitor(found, digest) if found else None
    if visitor is None:
        return None
    visitor.read, g.actor_id = found, visitor.id
    grants.remember(visitor.id, [(row.role, row.unit_id) for row in found if row.role])
    return visitor


def ask_again() -> None:
    """Ask the database who is there, where the door went by memory; send whoever may not come in any more away."""
    if seats.owed() is None:
        return
    digest = sessions.digest(str(session["_user_id"]))
    seats.forget(digest)
    visitor = _read(digest)
    seats.asked()
    if visitor is None:
        abort(_to_sign_in())
    if owed := owing(visitor):
        abort(redirect(url_for(owed)))


def gatekeeper(door: Door) -> Response | None:
    """Let in, send to whatever is owed first, or refuse."""
    visitor = current_user._get_current_object()  # asked for once: the proxy looks each time for the request it is in
    if not visitor.is_authenticated:
        return _to_sign_in()
    owed = owing(visitor)
    if owed and not door.unfinished:
        return redirect(url_for(owed, next=_back()))
    if sessions.note_seen(visitor.seat.id, visitor.seen_at, saving=request.method == "POST"):
        visitor.seen_at = clock.now()
        seats.noted(visitor.digest)
    if door.right and not visitor.may(door.right):
        abort(403)
    if door.fresh and clock.now() - visitor.seat.confirmed_at > FRESH:
        return redirect(url_for("accounts.confirm", next=_back()))
    if door.asks_again and visitor.read and visitor.only_learns:
        seats.remember(visitor.digest, visitor.read, visitor.seen_at)
    return None


def owing(visitor: Visitor) -> str:
    """Return the page on which `visitor` still owes something: a second factor, or a password of their own."""
    if visitor.enrolled and visitor.seat.second_factor_at is None:
        return "accounts.second_factor"
    if visitor.must_change:
        return "accounts.password"
    if not visitor.enrolled and not visitor.only_learns and not second_factor_skipped():
        return "accounts.second_factor_setup"
    return ""


def second_factor_skipped() -> bool:
    """Say whether this is the demo, and it was decided there that nobody needs a telephone to look around."""
    return bool(current_app.config["HOUSE"].demo and settings.get("accounts.demo_skips_second_factor"))


def _back() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _to_sign_in() -> Response:
    if request.method == "GET":
        return redirect(url_for("accounts.sign_in", next=_back()))
    came_from = urlsplit(request.referrer or "")
    back = came_from.path if came_from.netloc == request.host else None
    answer = redirect(url_for("accounts.sign_in", next=back))
    name = kept.keep(request.path, request.form.to_dict(flat=False), session.get("_user_id", "")) if _plain() else None
    if name:
        answer.set_cookie(
            kept.COOKIE, name, max_age=3600, httponly=True, samesite="Lax", secure=current_app.config["HOUSE"].secure
        )
    return answer


def _plain() -> bool:
    return headers.same_origin() and not request.files and request.mimetype == "application/x-www-form-urlencoded"


def init_app(app: Flask) -> None:
    """Set up who is at the door."""
    app.config["SESSION_PROTECTION"] = None
    manager._session_identifier_generator = str  # it hashes address and browser at each request even where none asks
    manager.init_app(app, add_context_processor=False)
