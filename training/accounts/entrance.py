"""Coming in and going out: who someone is, what they still owe before they may work, and how a session begins."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from training.accounts import passwords, sessions, throttle
from training.accounts.models import Credential, Identity, Membership, Person, Unit
from training.accounts.rights import SECOND_FACTOR, Role
from training.core import audit, clock, events, fold
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import AccountChanged


def recognise(sign_in_name: str, password: str) -> Credential:
    """Return whose name and password these are.

    Raises RuleBroken, with the same words and after the same time, for an unknown name, a wrong password and a
    closed account. Nothing is locked while the password is hashed.
    """
    name = fold.nfc(sign_in_name).strip().lower()
    counted = throttle.key("sign_in", name)
    throttle.refuse_if_waiting(counted)
    credential = db.session.scalars(select(Credential).filter_by(sign_in_name=name)).first()
    right = passwords.verify(credential.password_hash if credential else None, password)
    person = db.session.get(Person, credential.person_id) if credential else None
    if not right or credential is None or person is None or person.status != "active":
        raise RuleBroken(
            _("The sign-in name or the password is not right. Look at the Caps Lock key and the Vietnamese keyboard."),
            field="password", code="sign_in.refused", subject=_subject(credential),
            keep=lambda: throttle.count(counted),
        )  # fmt: skip
    throttle.forgive(counted)
    if credential.password_hash and passwords.needs_rehash(credential.password_hash):
        credential.password_hash = passwords.hash_password(password)
    return credential


def enter(credential: Credential, *, device: str, address: str, second_factor: bool = False) -> str:
    """Begin a session and return its token."""
    token = sessions.begin(credential.person_id, device=device, address=address, second_factor=second_factor)
    audit.note("sign_in.done", ("person", credential.person_id), actor_id=credential.person_id)
    return token


def set_password(credential: Credential, password: str, *, least: int | None = None) -> None:
    """Give a person a new password; raise RuleBroken for one that is refused. Other rows are touched after hashing."""
    needed = least or (passwords.WITH_SECOND_FACTOR if credential.totp_confirmed_at else passwords.ALONE)
    passwords.check(password, least=needed, names=names_of(credential.person_id, credential.sign_in_name))
    hashed, renewed = passwords.hash_password(password), credential.password_hash is not None
    credential.password_hash, credential.password_set_at, credential.must_change = hashed, clock.now(), False
    audit.note("password.set", ("person", credential.person_id))
    if renewed:
        events.publish(AccountChanged(credential.person_id, "password"))


def names_of(person_id: int, sign_in_name: str) -> list[str]:
    """Return the names that a password must not be made of: the person's, the account's, the units'."""
    query = (
        select(Unit.name)
        .join(Membership, Membership.unit_id == Unit.id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
    )
    identity = db.session.get(Identity, person_id)
    return [sign_in_name, *([identity.full_name] if identity else []), *db.session.scalars(query)]


def needs_second_factor(roles: Sequence[Role] | frozenset[Role]) -> bool:
    """Say whether any of `roles` may not work without a second factor."""
    return bool(SECOND_FACTOR & set(roles))


def _subject(credential: Credential | None) -> tuple[str, int | str] | None:
    return ("person", credential.person_id) if credential else None
