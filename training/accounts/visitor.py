"""Whoever is at the door, and what the door says to them."""

from __future__ import annotations

from functools import cached_property

from flask import Flask, abort, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from training.accounts import grants, sessions
from training.accounts.models import AuthSession, Identity, Person
from training.accounts.rights import RIGHTS, Permission, Role
from training.core.db import db
from training.core.permissions import Door

manager = LoginManager()


class Visitor(UserMixin):  # type: ignore[misc,unused-ignore]
    """A signed-in person for the length of one request: their session, name and rights."""

    def __init__(self, session: AuthSession, person: Person, identity: Identity | None) -> None:
        """Take what one query found."""
        self.session, self.person, self.identity = session, person, identity
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
        select(AuthSession, Person, Identity)
        .join(Person, Person.id == AuthSession.person_id)
        .outerjoin(Identity, Identity.person_id == Person.id)
        .where(AuthSession.digest == sessions.digest(token), Person.status == "active")
    )
    found = db.session.execute(query).first()
    if found is None:
        return None
    visitor = Visitor(*found)
    if sessions.is_over(visitor.session, learner_only=visitor.only_learns):
        return None
    g.actor_id = visitor.id
    return visitor


def gatekeeper(door: Door) -> Response | None:
    """Let in, send to the sign-in page, or refuse."""
    if not current_user.is_authenticated:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=back)) if _can_sign_in() else abort(401)
    sessions.note_seen(current_user.session)
    if door.right and not current_user.may(door.right):
        abort(403)
    return None


def _can_sign_in() -> bool:
    from flask import current_app

    return "accounts.sign_in" in current_app.view_functions


def init_app(app: Flask) -> None:
    """Set up who is at the door."""
    app.config["SESSION_PROTECTION"] = None
    manager.init_app(app)
