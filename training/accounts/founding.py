"""The first administrator: no account exists until somebody at the server invites one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from training.accounts import codes, grants, passwords, people, units
from training.accounts.letters import RESET
from training.accounts.models import Credential, OneTimeCode, Person, Unit
from training.accounts.rights import Role
from training.core import audit, fold, letters, mailer
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.links import public_url


def invitation() -> str:
    """Return the address of a new invitation: single use, one hour."""
    audit.note("admin.invite")
    return public_url(f"/invite/{codes.long('invite', None)}")


def top_unit_name() -> str:
    """Return the name of the agency at the top, "" in an empty house."""
    return db.session.scalar(select(Unit.name).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1)) or ""


def found(row: OneTimeCode, asked: Mapping[str, Any]) -> Credential:
    """Make an administrator of whoever holds the invitation, and the top unit if there is none.

    Raises RuleBroken for a refused password or a name that is taken.
    """
    name = fold.nfc(asked["sign_in_name"]).strip().lower()
    if db.session.scalar(select(Credential.person_id).filter_by(sign_in_name=name)) is not None:
        raise RuleBroken(_("This sign-in name is taken."), field="sign_in_name", code="invite.name_taken")
    names = (name, asked["full_name"], asked["unit_name"])
    passwords.check(asked["password"], least=passwords.WITH_SECOND_FACTOR, names=names)
    hashed = passwords.hash_password(asked["password"])
    if not codes.use(row):
        raise RuleBroken(_("This invitation was used already."), code="invite.used")
    top = db.session.scalars(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1)).first()
    unit = top or units.create("T00", asked["unit_name"])
    person = people.enrol(f"QT-{row.id}", asked["full_name"], unit, email=asked.get("email") or "")
    person.status = "active"
    credential = db.session.get_one(Credential, person.id)
    credential.sign_in_name, credential.password_hash = name, hashed
    people.index(person)
    grants.give(person, Role.ADMIN, unit)
    return credential


def send_reset(sign_in_name: str) -> dict[str, str]:
    """Write to the owner of an account with a link to a new password: a job, so that nobody can time the answer."""
    query = select(Credential).filter_by(sign_in_name=fold.nfc(sign_in_name))
    credential = db.session.scalars(query).first()
    identity = people.identity_of(credential.person_id) if credential else None
    if credential is None or identity is None or not identity.email or not mailer.is_set_up():
        return {"sent": "no"}
    link = public_url(f"/reset/{codes.long('reset', credential.person_id)}")
    minutes = str(round(codes.LIFE["reset"].total_seconds() / 60))
    locale = db.session.scalar(select(Person.locale).filter_by(id=credential.person_id)) or "vi"
    subject, text = letters.written(RESET.key, locale, name=identity.full_name, link=link, minutes=minutes)
    mailer.send(identity.email, subject, text)
    audit.note("password.reset_sent", ("person", credential.person_id))
    return {"sent": "yes"}
