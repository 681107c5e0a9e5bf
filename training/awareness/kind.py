"""The mailbox as an activity other rooms can refer to, and its messages as items to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from sqlalchemy import select

from training.awareness import queries
from training.awareness.models import InboxMessage, InboxSet
from training.awareness.rules import KEEP, REPORT, VERDICTS
from training.awareness.service import KIND
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.core.items import Grade, ItemRef
from training.office.mail import cues as signs
from training.office.mail import message as mail
from training.office.mail.render import render, render_cues
from training.office.plain import from_plain

COMPETENCY = "information-security"


class InboxKind:
    """Mailboxes to practise in."""

    name = KIND
    label = _l("Practice mailbox")
    icon = "mail"
    tables: tuple[str, ...] = ("inbox_set",)

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe mailboxes by id."""
        rows = db.session.scalars(select(InboxSet).where(InboxSet.id.in_(list(ids))))
        return {row.id: _described(row) for row in rows}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return open mailboxes that match."""
        if about is not None or competency not in ("", COMPETENCY):
            return []
        rows = queries.open_sets()
        return [_described(row) for row in rows if key in ("", row.key) and text.casefold() in row.title.casefold()]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return nothing: a mailbox is one piece."""
        return []


def _described(row: InboxSet) -> Description:
    url = url_for("awareness.show", set_id=row.id)
    return Description(
        ActivityRef(KIND, row.id), row.title, url, row.minutes, (COMPETENCY,), version=row.version, key=row.key,
        open=row.archived_at is None,
    )  # fmt: skip


class InboxItems:
    """Single messages, for whoever repeats them later."""

    name = "inbox"

    def choose(self, competency: str, limit: int) -> list[ItemRef]:
        """Return messages of the open mailboxes."""
        if competency != COMPETENCY:
            return []
        ids = [number for row in queries.open_sets() for number in row.order][:limit]
        found = queries.messages(ids)
        return [ItemRef(self.name, number, found[number].version) for number in ids if number in found]

    def words(self, ref: ItemRef) -> str:
        """Return the subject of the message."""
        return mail.from_dict(db.session.get_one(InboxMessage, ref.id).data).subject

    def render(self, ref: ItemRef, response: Any = None) -> Markup:
        """Return the message and the two verdicts."""
        row = db.session.get_one(InboxMessage, ref.id)
        choices = ((REPORT, _("Report as suspicious")), (KEEP, _("An ordinary message")))
        fields = Markup("").join(
            Markup('<label class="choice"><input type="radio" name="verdict" value="{}"{}> {}</label>').format(
                value, Markup(" checked") if value == response else "", escape(words)
            )
            for value, words in choices
        )
        return render(mail.from_dict(row.data)) + fields

    def read(self, ref: ItemRef, form: Mapping[str, str]) -> Any:
        """Return the verdict that a form holds."""
        value = form.get("verdict")
        return value if value in VERDICTS else None

    def grade(self, ref: ItemRef, response: Any) -> Grade:
        """Grade a verdict, and show the signs."""
        row = db.session.get_one(InboxMessage, ref.id)
        right = response in VERDICTS and (response == REPORT) == row.phish
        cues = [from_plain(signs.Cue, each) for each in row.cues]
        return Grade(float(right), Markup("<p>{}</p>").format(row.advice) + render_cues(cues))

    def exist(self, refs: Iterable[ItemRef]) -> set[ItemRef]:
        """Return those whose message is still there."""
        wanted = list(refs)
        found = queries.messages(ref.id for ref in wanted)
        return {ref for ref in wanted if ref.id in found}
