"""Letters to people: one a day with everything new, in office hours; what is urgent goes at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.accounts.models import Identity, Person
from training.core import absence, audit, clock, i18n, letters, mailer, transaction, words
from training.core.calendar import store
from training.core.db import db, on_sqlite
from training.core.events import AccountChanged
from training.core.jobs import queue
from training.core.links import public_url
from training.notices import service
from training.notices.models import MailChoice, MailLetter, Notice
from training.notices.say import sentence

AT_ONCE = 200
"""People gathered in one transaction."""
LINES = 20
TRIES = 24
LONGEST_WAIT = timedelta(hours=4)
"""Between two tries; with `TRIES` a letter outlives a mail server that is down for three days."""
CLAIM = timedelta(minutes=10)
"""How long a letter belongs to the worker that took it; after that nobody knows whether it went out.

A letter about the account then goes again (at least once: twice is better than never, and its Message-ID stays the
same, so that mail servers can tell). A daily letter does not (at most once): its news stand in the house anyway, and
whoever keeps the house finds it in the list and may send it again.
"""
PERHAPS = "perhaps sent"


def is_office_time(at: datetime) -> bool:
    """Say whether the office works at this moment."""
    calendar = store.current()
    local = calendar.local(at)
    return any(opens <= local.time() < closes for opens, closes in calendar.hours_on(local.date()))


def next_office_time(at: datetime) -> datetime:
    """Return from when on, at the earliest, daily letters go out: `at` itself while the office works."""
    calendar = store.current()
    day = calendar.local(at).date()
    for _turn in range(60):
        for opens, closes in calendar.hours_on(day):
            if at < calendar.moment(day, closes):
                return max(at, calendar.moment(day, opens))
        day += timedelta(days=1)
    return at


def gather() -> dict[str, int]:
    """Write today's letter to everyone who has something new: a job of every few minutes, once a day for a person.

    Whoever said that they are away gets it, with everything in it, on the first day they are back.
    """
    now = clock.now()
    if not mailer.is_set_up() or not is_office_time(now):
        return {"written": 0}
    today, count, resting = clock.local(now).date(), 0, set[int]()
    key = f"digest:{today.isoformat()}"
    while rows := _waiting(key, resting):
        resting |= absence.away([row[0] for row in rows], today)
        here = [row for row in rows if row[0] not in resting]
        for person_id, name, locale, told in here:
            _write_digest(person_id, name, locale or "vi", told, key)
        count += len(here)
        transaction.commit()
    if count:
        queue.enqueue("notices.post")
    return {"written": count}


def write(
    person_id: int, kind: str, key: str, subject: str, body: str, *, urgent: bool, upto: int | None = None
) -> None:
    """Add a letter to this transaction; one with the same `key` to the same person is written once."""
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    row = {
        "person_id": person_id, "kind": kind, "key": key, "subject": subject, "body": body, "urgent": urgent,
        "upto": upto, "queued_at": clock.now(), "send_after": clock.now(), "claimed_until": None, "sent_at": None,
        "attempts": 0, "problem": "",
    }  # fmt: skip
    query = insert(MailLetter).values(row).on_conflict_do_nothing(index_elements=["person_id", "key"])
    db.session.execute(query)


def post() -> dict[str, int]:
    """Send what waits, one letter after the other: a job of each minute, and after something urgent was written."""
    sent = 0
    _give_up()
    while mailer.is_set_up() and (letter := _claim()) is not None:
        address, why_not = _receiver(letter)
        try:
            if not why_not:
                mailer.send(address, letter.subject, letter.body, name=f"letter-{letter.id}")
            letter.sent_at, letter.problem = clock.now(), why_not
            sent += not why_not
        except mailer.MailRefused as error:
            letter.send_after = clock.now() + min(timedelta(minutes=2**letter.attempts), LONGEST_WAIT)
            letter.problem, letter.claimed_until = str(error), None
        transaction.commit()
    return {"sent": sent}


def choose(person_id: int, daily: bool, locale: str) -> None:
    """Note whether a person wants the daily letter, and in which language."""
    row = db.session.get(MailChoice, person_id) or MailChoice(person_id=person_id)
    row.daily, row.locale = daily, locale if locale in i18n.LOCALES else "vi"
    db.session.add(row)
    db.session.execute(update(Person).where(Person.id == person_id).values(locale=row.locale))


def choice(person_id: int) -> MailChoice:
    """Return what a person chose, or what holds until they do."""
    return db.session.get(MailChoice, person_id) or MailChoice(person_id=person_id, daily=True, locale="vi")


def hear_account(event: AccountChanged) -> None:
    """Tell somebody at once that their account changed, in case it was not them."""
    now = clock.now()
    key = f"{event.what}:{now.isoformat()}"
    service.tell([event.person_id], event.what, key, url="/account")
    found = db.session.get(Identity, event.person_id)
    if found is None or not found.email or not mailer.is_set_up():
        return
    locale = choice(event.person_id).locale
    with i18n.speaking(locale):
        day = words.moment(now)
    subject, body = letters.written(event.what, locale, name=found.full_name, day=day, link=public_url("/help"))
    write(event.person_id, event.what, key, subject, body, urgent=True)
    queue.enqueue("notices.post")


def try_again() -> None:
    """Let every letter that could not be sent start anew, for whoever set the mail server right."""
    left = update(MailLetter).where(MailLetter.sent_at.is_(None), MailLetter.problem != "")
    db.session.execute(left.values(attempts=0, send_after=clock.now(), claimed_until=None))
    audit.note("letter.try_again")
    queue.enqueue("notices.post")


def undelivered() -> Sequence[MailLetter]:
    """Return the letters that could not be sent, newest first, for whoever keeps the house."""
    query = select(MailLetter).where(MailLetter.sent_at.is_(None), MailLetter.problem != "")
    return db.session.scalars(query.order_by(MailLetter.id.desc()).limit(50)).all()


def _waiting(key: str, resting: Collection[int]) -> Sequence[Any]:
    """Return (person, name, language, newest notice told of) of those with something new and no letter today.

    Those `resting` are left out.
    """
    told = (
        select(MailLetter.person_id, func.max(MailLetter.upto).label("upto")).group_by(MailLetter.person_id).subquery()
    )
    today = select(MailLetter.id).where(MailLetter.person_id == Person.id, MailLetter.key == key).exists()
    news = (
        select(Notice.id)
        .where(Notice.person_id == Person.id, Notice.read_at.is_(None), Notice.id > func.coalesce(told.c.upto, 0))
        .exists()
    )
    query = (
        select(Person.id, Identity.full_name, MailChoice.locale, func.coalesce(told.c.upto, 0))
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(MailChoice, MailChoice.person_id == Person.id)
        .outerjoin(told, told.c.person_id == Person.id)
        .where(Person.status == "active", Identity.email != "", ~today, news, Person.id.not_in(sorted(resting)))
        .where(or_(MailChoice.daily.is_(None), MailChoice.daily.is_(True)))
        .order_by(Person.id)
        .limit(AT_ONCE)
    )
    return db.session.execute(query).all()


def _write_digest(person_id: int, name: str, locale: str, told: int, key: str) -> None:
    i18n.use_in_job(locale)
    fresh = service.mine(person_id).where(Notice.read_at.is_(None), Notice.id > told)
    rows = db.session.scalars(fresh).all()
    if not rows:  # read meanwhile
        return
    lines = [f"- {sentence(row)}" + (f"\n  {public_url(row.url)}" if row.url else "") for row in rows[:LINES]]
    values = {"name": name, "count": str(len(rows)), "day": words.day(clock.now()), "lines": "\n".join(lines)}
    subject, body = letters.written("digest", locale, link=public_url("/"), **values)
    write(person_id, "digest", key, subject, body, urgent=False, upto=max(row.id for row in rows))


def _receiver(letter: MailLetter) -> tuple[str, str]:
    """Return where a letter goes and why it does not, looked at only now: minds change while a letter waits."""
    query = (
        select(Identity.email, Person.status, MailChoice.daily)
        .join(Person, Person.id == Identity.person_id)
        .outerjoin(MailChoice, MailChoice.person_id == Identity.person_id)
        .where(Identity.person_id == letter.person_id)
    )
    address, status, daily = db.session.execute(query).first() or ("", "", None)
    if not address:
        return "", "no address"
    wanted = letter.urgent or (status == "active" and daily is not False)
    return address, "" if wanted else "not wanted"


def _give_up() -> None:
    """Leave daily letters alone whose worker died with them in hand: perhaps they went out."""
    died = update(MailLetter).where(
        MailLetter.sent_at.is_(None), MailLetter.urgent.is_(False), MailLetter.claimed_until < clock.now(),
        MailLetter.problem != PERHAPS,
    )  # fmt: skip
    db.session.execute(died.values(problem=PERHAPS))
    transaction.commit()


def _claim() -> MailLetter | None:
    """Take the next letter for this worker and commit; daily ones wait for the office to open."""
    now = clock.now()
    free = or_(MailLetter.claimed_until.is_(None), and_(MailLetter.claimed_until < now, MailLetter.urgent.is_(True)))
    waiting = select(MailLetter.id).where(
        MailLetter.sent_at.is_(None), MailLetter.send_after <= now, MailLetter.attempts < TRIES, free
    )
    if not is_office_time(now):
        waiting = waiting.where(MailLetter.urgent.is_(True))
    first = waiting.order_by(MailLetter.urgent.desc(), MailLetter.id).limit(1).scalar_subquery()
    take = update(MailLetter).where(MailLetter.id == first, MailLetter.sent_at.is_(None), free)
    take = take.values(claimed_until=now + CLAIM, attempts=MailLetter.attempts + 1).returning(MailLetter.id)
    taken = db.session.scalar(take)
    transaction.commit()
    return db.session.get(MailLetter, taken, populate_existing=True) if taken is not None else None
