"""Whoever is at the door, and what the door says to them."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from training.accounts import grants, kept, sessions
from training.accounts.models import AuthSession, Credential, Identity, Person
from training.accounts.rights import RIGHTS, Permission, Role
from training.core import clock, headers, settings
from training.core.db import db
from training.core.permissions import Door

FRESH = timedelta(minutes=15)
manager = LoginManager()


class Visitor(UserMixin):  # type: ignore[misc,unused-ignore]
    """A signed-in person for the length of one request: their session, name and rights."""

    def __init__(
        self, session: AuthSession, person: Person, identity: Identity | None, enrolled: bool, must_change: bool
    ) -> None:
        """Take what one query found: `enrolled` says whether a second factor is set up."""
        self.session, self.person, self.identity = session, person, identity
        self.enrolled, self.must_change = enrolled, must_change
        self.id: int = person.id
        self.name: str = identity.full_name if identity else ""

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Return the roles held anywhere."""
        return frozenset(Role(grant.role) for grant in grants.held_by(self.id)) | {Role.LEARNER}

    @cached_property
    def rights(self) -> frozenset[Permission]:
        """Return every right held somewhere; `access_*` says where."""
        return frozenset().union(*(RIGHTS[role] for role in self.roles))

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
    query = (
        select(
            AuthSession, Person, Identity, Credential.totp_confirmed_at.is_not(None),
            func.coalesce(Credential.must_change, False),
        )
        .join(Person, Person.id == AuthSession.person_id)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .outerjoin(Identity, Identity.person_id == Person.id)
        .where(AuthSession.digest == sessions.digest(token), Person.status == "active")
    )  # fmt: skip
    found = db.session.execute(query).first()
    if found is None:
        return None
    visitor = Visitor(*found)
    if sessions.is_over(visitor.session, learner_only=visitor.only_learns):
        return None
    g.actor_id = visitor.id
    return visitor


def gatekeeper(door: Door) -> Response | None:
    """Let in, send to whatever is owed first, or refuse."""
    if not current_user.is_authenticated:
        return _to_sign_in()
    owed = owing(current_user)
    if owed and not door.unfinished:
        return redirect(url_for(owed, next=_back()))
    sessions.note_seen(current_user.session, saving=request.method == "POST")
    if door.right and not current_user.may(door.right):
        abort(403)
    if door.fresh and clock.now() - current_user.session.confirmed_at > FRESH:
        return redirect(url_for("accounts.confirm", next=_back()))
    return None


def owing(visitor: Visitor) -> str:
    """Return the page on which `visitor` still owes something: a second factor, or a password of their own."""
    if visitor.enrolled and visitor.session.second_factor_at is None:
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
    manager.init_app(app, add_context_processor=False)
