"""What happens as days pass: windows open, people are told at set days, and certificates end. Safe to run twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select, update

from training.accounts.models import Person
from training.certificates import queries, rules
from training.certificates.models import Certificate, CertificateRule
from training.core import activities, clock, transaction
from training.core.db import chunks, db
from training.ledger import service as ledger
from training.ledger.reminders import in_post
from training.notices import service as notices

TOLD_FOR = timedelta(days=30)
"""After so long an ended certificate is no longer news."""


def run() -> dict[str, int]:
    """Open windows, tell what ends soon and what has ended: a job of each day."""
    return {"asked": open_windows(), "told": tell_ending(), "ended": tell_ended()}


def open_windows() -> int:
    """Ask for the renewal of every certificate whose window has opened; each once, whoever runs it."""
    today = clock.today()
    query = _latest().where(
        Certificate.asked_at.is_(None), Certificate.renew_from <= today, Certificate.valid_until >= today
    )
    count = 0
    for part in chunks(db.session.execute(query.with_only_columns(Certificate.id)).scalars().all(), 200):
        take = update(Certificate).where(Certificate.id.in_(part), Certificate.asked_at.is_(None))
        taken = list(db.session.scalars(take.values(asked_at=clock.now()).returning(Certificate.id)))
        count += len(taken)
        _ask(taken)
        transaction.commit()
    return count


def tell_ending() -> int:
    """Tell holders at the set days before the end, once for each day reached."""
    today = clock.today()
    all_days = db.session.scalars(select(CertificateRule.notice_days))
    furthest = max((max(days, default=0) for days in all_days), default=0)
    query = _latest().where(
        Certificate.valid_until >= today, Certificate.valid_until <= today + timedelta(days=furthest)
    )
    count = 0
    for row, days in _rows(query):
        reached = rules.notice((row.valid_until - today).days, days)
        if reached is not None:
            _tell(row, "certificate_due", f"certificate_due:{row.id}:{reached}")
            count += 1
    return count


def tell_ended() -> int:
    """Tell holders, once, that a certificate has ended without a renewal."""
    today = clock.today()
    ended = _latest().where(Certificate.valid_until < today, Certificate.valid_until >= today - TOLD_FOR)
    rows = [row for row, _days in _rows(ended)]
    for row in rows:
        _tell(row, "certificate_expired", f"certificate_expired:{row.id}")
    _ask_whole(rows)
    return len(rows)


def _latest() -> Select[*tuple[Any, ...]]:
    """Return the query for good certificates that no later one of the same rule follows, of people in a post."""
    return (
        select(Certificate, CertificateRule.notice_days)
        .join(CertificateRule, CertificateRule.id == Certificate.rule_id)
        .join(Person, Person.id == Certificate.person_id)
        .where(CertificateRule.active.is_(True), Certificate.revoked_at.is_(None), ~queries.followed())
        .where(Person.status.in_(("active", "waiting")), in_post())
        .order_by(Certificate.id)
    )


def _rows(query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    yield from db.session.execute(query)


def _ask(ids: Sequence[int]) -> None:
    groups: dict[tuple[int, date | None, str], list[int]] = defaultdict(list)
    for row in db.session.scalars(select(Certificate).where(Certificate.id.in_(ids)).order_by(Certificate.id)):
        groups[row.rule_id, row.valid_until, row.printed["activity"]].append(row.person_id)
    renewals = {row.id: row.renewal for row in _ruling(rule for rule, _until, _title in groups)}
    for (rule_id, until, title), people in groups.items():
        if activities.exists(renewals[rule_id]):
            ledger.ask_anew(people, renewals[rule_id], until, kind="certificate_renew", certificate=title)


def _ask_whole(rows: Sequence[Certificate]) -> None:
    """Ask for the whole activity where the shorter way was asked and not gone: after the end it leads nowhere."""
    groups: dict[tuple[int, date], list[int]] = defaultdict(list)
    for row in rows:
        if row.valid_until is not None:
            groups[row.rule_id, row.valid_until].append(row.person_id)
    known = {row.id: row for row in _ruling(rule for rule, _until in groups)}
    for (rule_id, until), people in groups.items():
        rule = known[rule_id]
        left = ledger.take_back_anew(people, rule.renewal, until) if rule.renewal != rule.ref else []
        if left and activities.exists(rule.ref):
            ledger.ask_anew(left, rule.ref, None, told=False)  # the notice of the end tells it


def _ruling(ids: Iterable[int]) -> Sequence[CertificateRule]:
    return db.session.scalars(select(CertificateRule).where(CertificateRule.id.in_(set(ids)))).all()


def _tell(row: Certificate, kind: str, key: str) -> None:
    due = row.valid_until.isoformat() if row.valid_until else None
    notices.tell([row.person_id], kind, key, url="/certificates", about={"title": row.printed["activity"], "due": due})
