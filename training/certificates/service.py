"""The verbs of certificates: word them, issue them once, revoke them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func, or_, select, update

from training.accounts.models import Membership, Person, Unit
from training.certificates import queries, rules
from training.certificates.models import Certificate, CertificateRule
from training.core import activities, audit, clock, places, settings, transaction
from training.core.activities import ActivityRef
from training.core.db import chunks, db, locked
from training.core.errors import RuleBroken
from training.core.events import Finished, PeopleWithdrawn, Regraded, UnitMerged, UnitsDropped
from training.ledger import service as ledger
from training.ledger.models import Completion
from training.notices import service as notices

PLACES = {
    "name": "Lê Thị Mẫu", "activity": "Làm quen hệ thống một cửa điện tử", "day": "05/03/2026", "minutes": "45",
}  # fmt: skip
"""What the wording may name in braces, each with an example."""
PLAIN = ("title", "issuer", "place", "signatory_post", "signatory_name")
"""Words that are printed as they stand."""
BODY = "đã hoàn thành nội dung “{hoat_dong}”, thời lượng {phut} phút, ngày {ngay}."
CODE_BYTES = 16
"""128 bits: nobody guesses the address of a certificate."""
DONE = ("completed", "passed")


def define(rule: CertificateRule | None, unit: Unit, values: Mapping[str, Any], by: int) -> CertificateRule:
    """Decide what is certified and how; certificates already given keep their words, live ones their last day.

    Raises RuleBroken for an unknown place in the wording, an activity that has a certificate already, or one that
    cannot be begun.
    """
    _check(rule, values)
    row = rule or CertificateRule(unit_id=unit.id)
    for name, value in values.items():
        setattr(row, name, value)
    row.unit_id, row.changed_at, row.changed_by = unit.id, clock.now(), by
    db.session.add(row)
    db.session.flush()
    _move_windows(row)
    audit.note("certificate.define", ("certificate_rule", row.id), ref=str(row.ref), active=row.active)
    return row


def check_words(values: Mapping[str, Any]) -> None:
    """Raise RuleBroken beside the field for a place that nobody fills in: only the sentence has some."""
    places.check(values["body"], PLACES, "body")
    for name in PLAIN:
        places.check(values.get(name, ""), (), name)


def hear_finished(event: Finished | Regraded) -> None:
    """Issue or renew what a finished activity is certified by, for whoever stands under the unit that certifies."""
    if event.outcome not in DONE or getattr(event, "self_reported", False):
        return  # what somebody says of themselves certifies nothing
    for rule in db.session.scalars(_about(event.ref).where(queries.speaks_to(event.person_id))).all():
        issue(rule, event.person_id, event.ref)


def issue(rule: CertificateRule, person_id: int, ref: ActivityRef) -> Certificate | None:
    """Give a person what finishing `ref` today brings under `rule`, once; None where it brings nothing."""
    locked(Person, person_id)  # two results at once are one certificate
    mine = select(Certificate).filter_by(rule_id=rule.id, person_id=person_id).order_by(Certificate.round.desc())
    rows = db.session.scalars(mine).all()
    last = next((row for row in rows if row.revoked_at is None), None)
    held = rules.Held(last.valid_until, last.renew_from) if last else None
    today = clock.today()
    step = rules.step(held, today, whole=ref == rule.ref)
    if step == "none":
        return None
    if step == "renewal" and held is not None:
        terms = rules.renewed(held, rule.months, rule.window_days)
    else:
        terms = rules.terms(today, rule.months, rule.window_days)
    row = Certificate(
        code=secrets.token_urlsafe(CODE_BYTES), rule_id=rule.id, person_id=person_id,
        round=(rows[0].round if rows else 0) + 1, ref_kind=ref.kind, ref_id=ref.id, unit_id=_unit_of(person_id),
        issued_on=today, valid_until=terms.valid_until, renew_from=terms.renew_from, printed=worded(rule, today),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.note("certificate.issue", ("certificate", row.id), person=person_id, round=row.round)
    old_end = last.valid_until if last and step == "renewal" else None
    if old_end is not None and ref != rule.renewal:
        ledger.take_back_anew([person_id], rule.renewal, old_end)  # renewed by the whole activity instead
    _tell_issued(row, old_end)
    return row


def _tell_issued(row: Certificate, old_end: date | None) -> None:
    """Tell the holder of a new certificate; of a renewal also how long the old one stays good."""
    about, kind = {"title": row.printed["activity"]}, "certificate"
    if old_end is not None and row.valid_until is not None:
        kind = "certificate_renewed"
        about |= {"until": f"{row.valid_until:%d/%m/%Y}", "day": f"{old_end:%d/%m/%Y}"}
    notices.tell([row.person_id], kind, f"certificate:{row.id}", url="/certificates", about=about)


def revoke(row: Certificate, reason: str, by: int) -> bool:
    """Take a certificate back for a reason that its holder reads; say whether it was still good. Safe to repeat."""
    if not reason.strip():
        raise RuleBroken(_("Write the reason: the holder reads it."), field="reason", code="certificate.why")
    locked(Certificate, row.id)
    if row.revoked_at is not None:
        return False
    row.revoked_at, row.revoked_by, row.revoke_reason = clock.now(), by, reason.strip()
    audit.note("certificate.revoke", ("certificate", row.id), person=row.person_id)
    about = {"title": row.printed["activity"], "reason": row.revoke_reason}
    key = f"certificate_revoked:{row.id}"
    notices.tell([row.person_id], "certificate_revoked", key, url="/certificates", about=about)
    return True


def lacking(rule: CertificateRule) -> Sequence[tuple[int, Any]]:
    """Return (person, first finished at) of those who finished the activity and hold no certificate of it."""
    held = select(Certificate.id).where(Certificate.rule_id == rule.id, Certificate.person_id == Completion.person_id)
    query = (
        select(Completion.person_id, func.max(Completion.at))
        .join(Person, Person.id == Completion.person_id)
        .join(CertificateRule, CertificateRule.id == rule.id)
        .where(queries.speaks_to(Completion.person_id))
        .where(Completion.ref_kind == rule.ref_kind, Completion.ref_id == rule.ref_id, Completion.outcome.in_(DONE))
        .where(Completion.self_reported.is_(False), Person.status.in_(("active", "waiting")), ~held.exists())
        .group_by(Completion.person_id)
        .order_by(Completion.person_id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def issue_lacking(rule_id: int) -> dict[str, int]:
    """Give everyone who finished before the rule was made what it attests: a job, dated as they finished."""
    rule, count = db.session.get_one(CertificateRule, rule_id), 0
    for part in chunks(lacking(rule), 100):
        for person_id, at in part:
            with clock.at(at):
                count += issue(rule, person_id, rule.ref) is not None
        transaction.commit()
    return {"issued": count}


def worded(rule: CertificateRule, day: date) -> dict[str, str]:
    """Return the words that a certificate of this day keeps, all but the holder's name."""
    found = activities.describe([rule.ref]).get(rule.ref)
    return {
        "title": rule.title, "body": rule.body, "issuer": rule.issuer, "place": rule.place,
        "signatory_post": rule.signatory_post, "signatory_name": rule.signatory_name,
        "activity": found.title if found else "", "minutes": str(found.minutes if found else 0),
        "day": f"{day:%d/%m/%Y}",
    }  # fmt: skip


def shipped() -> dict[str, Any]:
    """Return the wording that a new rule begins with."""
    return {
        "title": "Giấy chứng nhận", "body": BODY, "issuer": settings.get("house.province"), "months": 24,
        "window_days": 60, "notice_days": [30, 7], "active": True,
    }  # fmt: skip


def hear_merged(event: UnitMerged) -> None:
    """Hand the rules of a unit over to the one it was merged into."""
    for row in db.session.scalars(select(CertificateRule).filter_by(unit_id=event.unit_id)):
        row.unit_id = event.into_id


def forget(event: PeopleWithdrawn) -> None:
    """Drop the certificates of people who leave no trace, and the rules they wrote."""
    db.session.execute(delete(Certificate).where(Certificate.person_id.in_(event.person_ids)))
    _drop(CertificateRule.changed_by.in_(event.person_ids))


def forget_units(event: UnitsDropped) -> None:
    """Drop the rules of units that are gone."""
    _drop(CertificateRule.unit_id.in_(event.unit_ids))


def _drop(rules: ColumnElement[bool]) -> None:
    """Drop rules by which nobody holds anything, and stop the others: a certificate stays good."""
    held = CertificateRule.id.in_(select(Certificate.rule_id))
    db.session.execute(delete(CertificateRule).where(rules, ~held))
    db.session.execute(update(CertificateRule).where(rules).values(active=False))


def _check(rule: CertificateRule | None, values: Mapping[str, Any]) -> None:
    ref = ActivityRef(values["ref_kind"], values["ref_id"])
    check_words(values)
    if not activities.exists(ref):
        raise RuleBroken(_("This cannot be begun any more. Choose something else."), field="ref", code="assign.closed")
    same = select(CertificateRule.id).filter_by(ref_kind=ref.kind, ref_id=ref.id)
    taken = db.session.scalar(same)
    if taken is not None and (rule is None or taken != rule.id):
        raise RuleBroken(_("This has a certificate already. Change that one."), field="ref", code="certificate.twice")


def _move_windows(rule: CertificateRule) -> None:
    """Let the window of certificates still to be renewed begin as the rule says now."""
    live = select(Certificate).where(Certificate.rule_id == rule.id, Certificate.valid_until >= clock.today())
    for row in db.session.scalars(live.where(Certificate.asked_at.is_(None))):
        if row.valid_until is not None:
            row.renew_from = max(row.issued_on, row.valid_until - timedelta(days=rule.window_days))


def _about(ref: ActivityRef) -> Any:
    itself = (CertificateRule.ref_kind == ref.kind) & (CertificateRule.ref_id == ref.id)
    renewing = (CertificateRule.renewal_kind == ref.kind) & (CertificateRule.renewal_id == ref.id)
    return select(CertificateRule).where(CertificateRule.active.is_(True), or_(itself, renewing))


def _unit_of(person_id: int) -> int | None:
    query = select(Membership.unit_id).where(Membership.person_id == person_id, Membership.until.is_(None))
    return db.session.scalar(query.order_by(Membership.primary.desc(), Membership.id).limit(1))
