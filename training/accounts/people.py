"""People and their posts: taking someone in, moving them, closing and erasing their record."""

from __future__ import annotations

import hashlib
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select, update

from training.accounts import sign_in_names
from training.accounts.models import AuthSession, Credential, Identity, Membership, Person, Position, Unit
from training.core import audit, clock, events, fold, search
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.sortkey import name_key, sort_key


def enrol(
    code: str, full_name: str, unit: Unit, *, position: str = "", email: str = "", phone: str = "",
    since: date | None = None,
) -> Person:  # fmt: skip
    """Take in a new person with one post in `unit`, held since today unless told otherwise.

    Raises RuleBroken for a missing name or a code that is taken.
    """
    code, full_name = fold.nfc(code).strip(), fold.nfc(full_name).strip()
    _check(code, full_name)
    person = Person(created_at=clock.now(), name_key=name_key(full_name), joined_on=since or clock.today())
    person.identity = Identity(code=code, full_name=full_name, folded=fold.fold(full_name), email=email, phone=phone)
    db.session.add(person)
    db.session.flush()
    db.session.add(Credential(person_id=person.id, sign_in_name=free_name(unit.name, full_name)))
    index(person)
    audit.note("person.enrol", ("person", person.id), unit=unit.id)
    take_post(person, unit, position, since=since)
    return person


def free_name(unit_name: str, full_name: str) -> str:
    """Return a sign-in name nobody has."""
    stem = sign_in_names.propose(unit_name, full_name, ())
    like = select(Credential.sign_in_name).where(Credential.sign_in_name.startswith(stem, autoescape=True))
    return sign_in_names.propose(unit_name, full_name, set(db.session.scalars(like)))


def rename(person: Person, full_name: str) -> None:
    """Correct the name of `person`; the sign-in name stays, so nobody is locked out."""
    full_name = fold.nfc(full_name).strip()
    identity = known(person)
    if not full_name:
        raise RuleBroken(_("Write the full name."), field="full_name", code="person.name_missing")
    identity.full_name, identity.folded, person.name_key = full_name, fold.fold(full_name), name_key(full_name)
    index(person)
    audit.note("person.rename", ("person", person.id))


def take_post(person: Person, unit: Unit, position: str = "", *, since: date | None = None) -> Membership:
    """Give `person` a post in `unit`; one they already hold there only changes its position."""
    post = db.session.scalars(
        select(Membership).filter_by(person_id=person.id, unit_id=unit.id).where(Membership.until.is_(None))
    ).first()
    place = position_named(position)
    if post is not None:
        if place is not None and place.id != post.position_id:
            post.position_id = place.id
            db.session.flush()
            events.publish(events.PostChanged(person.id, unit.id, place.id, "joined"))  # a new post asks its own
        return post
    first = db.session.scalar(
        select(Membership.id).filter_by(person_id=person.id, primary=True).where(Membership.until.is_(None))
    )
    post = Membership(
        person_id=person.id,
        unit_id=unit.id,
        position_id=place.id if place else None,
        since=since or clock.today(),
        primary=first is None,
    )
    db.session.add(post)
    db.session.flush()
    audit.note("person.post", ("person", person.id), unit=unit.id)
    events.publish(events.PostChanged(person.id, unit.id, post.position_id, "joined"))
    return post


def leave_post(post: Membership) -> None:
    """End a post today; its history stays."""
    if post.until is not None:
        return
    post.until = clock.today()
    audit.note("person.leave", ("person", post.person_id), unit=post.unit_id)
    events.publish(events.PostChanged(post.person_id, post.unit_id, post.position_id, "left"))


def position_named(name: str) -> Position | None:
    """Return the position called `name`, made if it is new; "" is none."""
    name = fold.nfc(name).strip()
    if not name:
        return None
    folded = fold.fold(name)
    found = db.session.scalars(select(Position).filter_by(folded=folded)).first()
    if found is None:
        found = Position(name=name, folded=folded, sort_key=sort_key(name))
        db.session.add(found)
        db.session.flush()
    return found


def disable(person: Person) -> None:
    """Close the account: every device is signed out with the next request, records stay."""
    if person.status in {"disabled", "erased"}:
        return
    person.status, person.disabled_at = "disabled", clock.now()
    end = update(AuthSession).where(AuthSession.person_id == person.id, AuthSession.ended_at.is_(None))
    db.session.execute(end.values(ended_at=clock.now(), ended_by=audit.record.current_actor()))
    audit.note("person.disable", ("person", person.id))


def enable(person: Person) -> None:
    """Open a closed account again."""
    if person.status != "disabled":
        return
    has_password = db.session.scalar(select(Credential.password_hash).filter_by(person_id=person.id)) is not None
    person.status, person.disabled_at = ("active" if has_password else "waiting"), None
    audit.note("person.enable", ("person", person.id))


def erase(person: Person) -> None:
    """Remove everything that names `person`; what they did stays under a number (Law 91/2025 on personal data)."""
    disable(person)
    identity = db.session.get(Identity, person.id)
    if identity is not None:
        db.session.delete(identity)
    credential = db.session.get(Credential, person.id)
    if credential is not None:
        db.session.delete(credential)
    person.status, person.name_key = "erased", hashlib.sha256(str(person.id).encode()).hexdigest()[:8]
    search.remove("person", person.id)
    audit.note("person.erase", ("person", person.id))
    events.publish(events.PersonErased(person.id))


def known(person: Person) -> Identity:
    """Return the identity of `person`; raise RuleBroken once it is erased."""
    if person.identity is None:
        raise RuleBroken(_("This person's data was erased."), code="person.erased", subject=("person", person.id))
    return person.identity


def index(person: Person) -> None:
    """Make `person` findable by name, code and sign-in name."""
    identity = known(person)
    name = db.session.scalar(select(Credential.sign_in_name).filter_by(person_id=person.id)) or ""
    search.index("person", person.id, identity.full_name, f"{identity.code} {name}", audience="people")


def _check(code: str, full_name: str) -> None:
    if not code:
        raise RuleBroken(_("Write the staff code."), field="code", code="person.code_missing")
    if not full_name:
        raise RuleBroken(_("Write the full name."), field="full_name", code="person.name_missing")
    if db.session.scalar(select(Identity.person_id).where(Identity.code == code)):
        raise RuleBroken(_("Another person has this staff code."), field="code", code="person.code_taken")


def identity_of(person_id: int) -> Identity | None:
    """Return the identity of a person, if it was not erased."""
    return db.session.get(Identity, person_id)
