"""The week of a manager: what is late, what ends soon, who waits. Once a week, however often the job runs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from training.accounts import units
from training.accounts.models import Grant, Membership, Person, UnitPath
from training.accounts.rights import Role
from training.certificates import queries
from training.certificates.models import Certificate
from training.core import clock, transaction
from training.core.calendar import store
from training.core.db import db
from training.ledger import reach
from training.ledger.models import Duty, ExtensionRequest
from training.notices import service as notices

SOON = timedelta(days=30)


def run() -> dict[str, int]:
    """Tell each manager, on the first working day of a week, how their units stand; who has nothing is not told."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    if today < store.current().this_or_next_working_day(monday):
        return {"told": 0}
    year, week, _day = today.isocalendar()
    told = 0
    for roots, people in _managers().items():
        about = figures(roots)
        if any(about.values()):
            plain = {name: str(count) for name, count in about.items()}
            told += len(notices.tell(people, "team", f"team:{year}-{week:02}", url=_where(about), about=plain))
        transaction.commit()
    return {"told": told}


def figures(roots: tuple[int, ...]) -> dict[str, int]:
    """Return how many duties are late, certificates end within thirty days or have ended, and requests wait."""
    today, inside = clock.today(), units.subtree(*roots)
    people = select(Membership.person_id).where(Membership.unit_id.in_(inside), Membership.until.is_(None))
    late = select(func.count(Duty.id)).where(Duty.person_id.in_(people), Duty.due_on < today, ~reach.duty_done())
    good = select(func.count(Certificate.id)).where(Certificate.person_id.in_(people), Certificate.revoked_at.is_(None))
    last = good.where(~queries.followed())
    waiting = select(func.count(ExtensionRequest.id)).where(
        ExtensionRequest.unit_id.in_(inside), ExtensionRequest.decided_at.is_(None)
    )
    return {
        "late": db.session.scalar(late) or 0,
        "ending": db.session.scalar(last.where(Certificate.valid_until.between(today, today + SOON))) or 0,
        "ended": db.session.scalar(last.where(Certificate.valid_until < today)) or 0,
        "waiting": db.session.scalar(waiting) or 0,
    }


def _where(about: dict[str, int]) -> str:
    """Return the page that shows what is told: the list of certificates where nothing else is."""
    if about["late"] or about["waiting"]:
        return "/"
    return f"/certificates/issued?state={'ending' if about['ending'] else 'expired'}"


def _managers() -> dict[tuple[int, ...], list[int]]:
    """Return the managers by the units they answer for, so that equal ones are counted once."""
    query = (
        select(Grant.person_id, Grant.unit_id)
        .join(Person, Person.id == Grant.person_id)
        .join(UnitPath, (UnitPath.ancestor_id == Grant.unit_id) & (UnitPath.depth == 0))
        .where(Grant.role == Role.MANAGER.value, Grant.until.is_(None), Person.status == "active")
        .order_by(Grant.person_id, Grant.unit_id)
    )
    found: dict[int, list[int]] = {}
    for person_id, unit_id in db.session.execute(query):
        found.setdefault(person_id, []).append(unit_id)
    groups: dict[tuple[int, ...], list[int]] = {}
    for person_id, roots in found.items():
        groups.setdefault(tuple(sorted(set(roots))), []).append(person_id)
    return groups

