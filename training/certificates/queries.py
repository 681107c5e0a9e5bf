"""What pages ask of certificates, each list in a fixed number of queries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from training.accounts import finding, people
from training.accounts.access import in_scope, scope
from training.accounts.models import Identity, Membership, Person, Unit, UnitPath
from training.accounts.rights import Permission
from training.certificates import rules
from training.certificates.models import Certificate, CertificateRule
from training.core import activities, clock
from training.core.activities import ActivityRef, Description
from training.core.db import chunks, db

SEE, KEEP = Permission.COMPLETION_SEE, Permission.TEACH
NUMBER = re.compile(r"(?:\w+\s+)?([1-9][0-9]{3})\s*/\s*([0-9]{1,9})")
"""How `Certificate.number` is typed, the word before it on the paper (Số, No) copied along or not."""
BARE = re.compile(r"[0-9]{1,9}")
STATES = ("valid", "ending", "expired", "replaced", "revoked")


def followed() -> ColumnElement[bool]:
    """Return the condition that a later good certificate of the same rule follows `Certificate`."""
    later = aliased(Certificate)
    return (
        select(later.id)
        .where(later.rule_id == Certificate.rule_id, later.person_id == Certificate.person_id)
        .where(later.round > Certificate.round, later.revoked_at.is_(None))
        .correlate(Certificate)
        .exists()
    )


MINE = (
    select(Certificate, CertificateRule, followed())
    .join(CertificateRule, CertificateRule.id == Certificate.rule_id)
    .where(Certificate.person_id == bindparam("person_id"))
    .order_by(Certificate.id.desc())
)
PROMISED = (
    select(CertificateRule.title, CertificateRule.months)
    .join(UnitPath, UnitPath.ancestor_id == CertificateRule.unit_id)
    .join(Membership, Membership.unit_id == UnitPath.descendant_id)
    .where(
        CertificateRule.ref_kind == bindparam("ref_kind"), CertificateRule.ref_id == bindparam("ref_id"),
        CertificateRule.active.is_(True), Membership.person_id == bindparam("person_id"), Membership.until.is_(None),
    )
    .limit(1)
)  # fmt: skip
"""Asked whenever a course or one's certificates are opened, hence built once."""


@dataclass(frozen=True)
class Mine:
    """One of my certificates: how it stands, what renews it now, what leads to a new one, or that it was renewed."""

    row: Certificate
    state: str
    renewal: Description | None
    renewed: bool = False
    again: Description | None = None


def state(row: Certificate) -> rules.State:
    """Say how a certificate stands today."""
    return rules.state(row.valid_until, revoked=row.revoked_at is not None, today=clock.today())


def states(rows: Sequence[Certificate]) -> dict[int, str]:
    """Return how each of `rows` stands today.

    A good one that is to be renewed now is "ending", an ended one that a newer one follows "replaced".
    """
    found: dict[int, str] = {row.id: state(row) for row in rows}
    known = {row.id: row for row in rows}
    old = [row.id for row in rows if found[row.id] == "expired" or (found[row.id] == "valid" and _in_window(row))]
    for part in chunks(old, 400):
        for number, later in db.session.execute(select(Certificate.id, followed()).where(Certificate.id.in_(part))):
            found[number] = _nearer(known[number], later)
    return found


def mine(person_id: int) -> list[Mine]:
    """Return a person's certificates, newest first, with what renews those that may be renewed."""
    rows = db.session.execute(MINE, {"person_id": person_id}).all()
    about = activities.describe({ref for _row, rule, _followed in rows for ref in (rule.renewal, rule.ref)})
    return [_mine(row, rule, bool(later), about) for row, rule, later in rows]


def promised(person_id: int, ref: ActivityRef) -> Any:
    """Return (title, months) of the certificate that a person who finishes `ref` is given, or None."""
    known = {"person_id": person_id, "ref_kind": ref.kind, "ref_id": ref.id}
    return db.session.execute(PROMISED, known).first()


def given_for(ref: ActivityRef) -> CertificateRule | None:
    """Return what certifies an activity at present, whoever keeps it, or None."""
    query = select(CertificateRule).filter_by(ref_kind=ref.kind, ref_id=ref.id, active=True)
    return db.session.scalars(query.order_by(CertificateRule.id).limit(1)).first()


def speaks_to(person_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that a person stands under the unit that keeps `CertificateRule`, or holds one of it."""
    post = (
        select(Membership.id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .where(UnitPath.ancestor_id == CertificateRule.unit_id)
    )
    held = select(Certificate.id).where(Certificate.rule_id == CertificateRule.id, Certificate.person_id == person_id)
    return or_(post.exists(), held.exists())


def rules_of(viewer_id: int) -> Select[CertificateRule]:
    """Return the query for rules of the units I train, by name."""
    units = scope(viewer_id, KEEP)
    return select(CertificateRule).where(CertificateRule.unit_id.in_(units)).order_by(CertificateRule.id)


def access_rule(viewer_id: int, rule_id: int) -> CertificateRule:
    """Return a rule of the units I train, or 404."""
    found = db.session.scalars(rules_of(viewer_id).where(CertificateRule.id == rule_id)).first()
    return found if found is not None else abort(404)


def access_certificate(viewer_id: int, certificate_id: int, right: Permission = SEE) -> Certificate:
    """Return my own certificate, or one of a person over whom I hold `right`; else 404."""
    query = select(Certificate).join(Person, Person.id == Certificate.person_id)
    allowed = in_scope(viewer_id, right)
    if right == SEE:
        allowed = or_(allowed, Certificate.person_id == viewer_id)
    found = db.session.scalars(query.where(Certificate.id == certificate_id, allowed)).first()
    return found if found is not None else abort(404)


def issued(
    unit_id: int, *, rule_id: int | None = None, wanted: str = "", words: str = ""
) -> Select[*tuple[Any, ...]]:
    """Return the query for (certificate, name, unit) of people who stand in a unit's subtree now, by name.

    `words` are the holder's name or staff code, marks missing or not, or the number of a certificate.
    """
    below = select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit_id)
    posts = select(Membership.id).where(
        Membership.person_id == Certificate.person_id, Membership.until.is_(None), Membership.unit_id.in_(below)
    )
    query = (
        select(Certificate, Identity.full_name, Unit.name)
        .join(Person, Person.id == Certificate.person_id)
        .outerjoin(Identity, Identity.person_id == Certificate.person_id)
        .outerjoin(Unit, Unit.id == Certificate.unit_id)
        .where(posts.exists())
        .order_by(Person.name_key, Certificate.id.desc())
    )
    if rule_id:
        query = query.where(Certificate.rule_id == rule_id)
    if words.strip():
        query = query.where(_sought(words))
    return query.where(_in_state(wanted)) if wanted in STATES else query


def by_code(code: str) -> tuple[Certificate, str] | None:
    """Return the certificate of a code and its holder's name ("" once erased), or None."""
    row = db.session.scalars(select(Certificate).filter_by(code=code)).first() if code else None
    if row is None:
        return None
    identity = people.identity_of(row.person_id)
    return row, identity.full_name if identity else ""


def history(row: Certificate) -> Sequence[Certificate]:
    """Return every certificate of the same rule and person, newest first."""
    query = select(Certificate).filter_by(rule_id=row.rule_id, person_id=row.person_id)
    return db.session.scalars(query.order_by(Certificate.round.desc())).all()


def _mine(
    row: Certificate, rule: CertificateRule, later: bool, about: Mapping[ActivityRef, Description]
) -> Mine:
    found = Mine(row, _nearer(row, later), about.get(rule.renewal) if _open(row, later) else None, later)
    whole = about.get(rule.ref) if found.state == "expired" and rule.active else None
    return replace(found, again=whole if whole is not None and whole.open else None)


def _open(row: Certificate, later: bool) -> bool:
    return not later and state(row) == "valid" and _in_window(row)


def _in_window(row: Certificate) -> bool:
    return row.renew_from is not None and row.renew_from <= clock.today()


def _nearer(row: Certificate, later: bool) -> str:
    """Return how a certificate stands, said nearer by whether a newer one follows it."""
    plain = state(row)
    if later:
        return "replaced" if plain == "expired" else plain
    return "ending" if plain == "valid" and _in_window(row) else plain


def _sought(words: str) -> ColumnElement[bool]:
    """Return the condition of a search: `2026/000123` is one number, bare digits may be one or a staff code."""
    if number := NUMBER.fullmatch(words.strip()):
        year = int(number[1])
        return (Certificate.id == int(number[2])) & Certificate.issued_on.between(date(year, 1, 1), date(year, 12, 31))
    if digits := BARE.fullmatch(words.strip()):
        return or_(Certificate.id == int(digits[0]), finding.called(digits[0]))
    return finding.called(words)


def _in_state(wanted: str) -> ColumnElement[bool]:
    today, good = clock.today(), Certificate.revoked_at.is_(None)
    holds = or_(Certificate.valid_until.is_(None), Certificate.valid_until >= today)
    return {
        "valid": good & holds,
        "ending": good & (Certificate.renew_from <= today) & (Certificate.valid_until >= today) & ~followed(),
        "expired": good & (Certificate.valid_until < today) & ~followed(),
        "replaced": good & (Certificate.valid_until < today) & followed(),
        "revoked": Certificate.revoked_at.is_not(None),
    }[wanted]
