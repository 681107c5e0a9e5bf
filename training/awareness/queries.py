"""What the mailbox's pages show: runs, messages, answers, and figures of groups that are large enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from training.accounts.models import Membership, Unit, UnitPath
from training.awareness.models import InboxAnswer, InboxMessage, InboxRun, InboxSet
from training.awareness.rules import REPORT, VERDICTS, Tally
from training.core.db import db
from training.office.mail import cues as signs
from training.office.mail import message as mail
from training.office.plain import from_plain


@dataclass(frozen=True)
class Item:
    """One message of a run as its reader stands to it: the verdict, whether it is settled, and slips owned up to."""

    row: InboxMessage
    message: mail.Message
    verdict: str
    explained: bool
    slipped: bool

    @property
    def cues(self) -> tuple[signs.Cue, ...]:
        """Return the signs in the message."""
        return tuple(from_plain(signs.Cue, each) for each in self.row.cues)

    @property
    def right(self) -> bool:
        """Say whether the verdict fits the message."""
        return (self.verdict == REPORT) == self.row.phish


def open_sets() -> Sequence[InboxSet]:
    """Return the mailboxes that can be begun."""
    return db.session.scalars(select(InboxSet).where(InboxSet.archived_at.is_(None)).order_by(InboxSet.id)).all()


def messages(ids: Iterable[int]) -> dict[int, InboxMessage]:
    """Return messages by id, in one query."""
    return {row.id: row for row in db.session.scalars(select(InboxMessage).where(InboxMessage.id.in_(list(ids))))}


def items(run: InboxRun) -> list[Item]:
    """Return the messages of a run in their order, with what was answered; the last verdict counts."""
    rows, steps = messages(run.message_ids), _steps(run.id)
    return [_item(rows[number], steps.get(number, [])) for number in run.message_ids]


def runs_of(person_id: int, set_id: int | None = None) -> Sequence[InboxRun]:
    """Return a person's runs, newest first."""
    query = select(InboxRun).filter_by(person_id=person_id).order_by(InboxRun.id.desc())
    return db.session.scalars(query.filter_by(set_id=set_id) if set_id else query).all()


def tally(run: InboxRun) -> Tally | None:
    """Return the counts of a finished run."""
    if run.hits is None or run.false_alarms is None or run.phish is None or run.legitimate is None:
        return None
    return Tally(run.hits, run.phish, run.false_alarms, run.legitimate)


def figures(unit_ids: Iterable[int]) -> list[Mapping[str, Any]]:
    """Return counts over each person's latest finished run, for every unit directly below `unit_ids`.

    The layer above hides groups under ten; nothing here names a person.
    """
    latest = (
        select(func.max(InboxRun.id)).where(InboxRun.finished_at.is_not(None)).group_by(InboxRun.person_id)
    ).scalar_subquery()
    members = (
        select(UnitPath.ancestor_id, Membership.person_id)
        .join(Membership, Membership.unit_id == UnitPath.descendant_id)
        .where(Membership.until.is_(None))
        .distinct()
        .subquery()
    )
    query = (
        select(
            Unit.id, Unit.name, func.count(InboxRun.id), func.sum(InboxRun.hits), func.sum(InboxRun.phish),
            func.sum(InboxRun.false_alarms), func.sum(InboxRun.legitimate),
        )
        .join(members, members.c.ancestor_id == Unit.id)
        .join(InboxRun, InboxRun.person_id == members.c.person_id)
        .where(Unit.parent_id.in_(list(unit_ids)), InboxRun.id.in_(latest))
        .group_by(Unit.id, Unit.name, Unit.sort_key)
        .order_by(Unit.sort_key)
    )  # fmt: skip
    return [
        {
            "unit": name, "people": people, "report_rate": (hits or 0) / (phish or 1),
            "false_alarm_rate": (alarms or 0) / (legitimate or 1),
        }
        for _id, name, people, hits, phish, alarms, legitimate in db.session.execute(query)
    ]  # fmt: skip


def _steps(run_id: int) -> dict[int, list[str]]:
    query = select(InboxAnswer.message_id, InboxAnswer.step).filter_by(run_id=run_id).order_by(InboxAnswer.id)
    found: dict[int, list[str]] = {}
    for message_id, step in db.session.execute(query):
        found.setdefault(message_id, []).append(step)
    return found


def _item(row: InboxMessage, steps: list[str]) -> Item:
    verdicts = [step for step in steps if step in VERDICTS]
    verdict = verdicts[-1] if verdicts else ""
    return Item(row, _message(row), verdict, "explained" in steps, "slipped" in steps)


def _message(row: InboxMessage) -> mail.Message:
    """Return what a row says, read once: a message is never edited, a new version is a new row."""
    known: dict[int, mail.Message] = current_app.extensions.setdefault("inbox_messages", {})
    if row.id not in known:
        known[row.id] = mail.from_dict(row.data)
    return known[row.id]
