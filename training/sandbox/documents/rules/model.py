"""What the document system keeps: incoming and outgoing documents, work files, tasks. Frozen; times are aware UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import Any, ClassVar

from training.sandbox.documents.rules.states import FLOW_OPEN, LEAD, WAITING


@dataclass(frozen=True)
class Flow:
    """One recipient's own way with an incoming document: `to` is a unit's or an official's code.

    `passed_by` is the recipient who passed it on, who may take it back until it is handled.
    """

    to: str
    role: str
    given_at: datetime
    by: str
    state: str = WAITING
    due: date | None = None
    since: datetime | None = None
    note: str = ""
    passed_by: str = ""

    @property
    def open(self) -> bool:
        """Say whether the recipient still has it; opening is not handling."""
        return self.state in FLOW_OPEN


@dataclass(frozen=True)
class Trace:
    """One line of a document's history: when, who under which hat, the act, what was said."""

    at: datetime
    by: str
    hat: str
    move: str
    note: str = ""


@dataclass(frozen=True)
class Incoming:
    """One document in the register of arrivals; the fields of the register as the clerk wrote them.

    `number` is số đến in `book` of the year of `day_in`; `parcel` is how it came; `replies` are outgoing documents,
    `case` the one-stop case it opened. `remark` is the leader's note (bút phê),
    `jotted` what the leader has written of it so far and not yet sent.
    """

    kind: ClassVar[str] = "incoming"

    code: str
    state: str
    since: datetime
    parcel: str
    book: str
    number: int
    day_in: date
    issuer: str
    issuer_name: str
    notation: str
    day: date
    type_code: str
    subject: str
    registered_at: datetime
    registered_by: str
    pages: int = 1
    urgency: str = "thuong"
    secrecy: str = "thuong"
    due: date | None = None
    signer: str = ""
    identifier: str = ""
    file: str = ""
    reply_wanted: bool = False
    stamped: bool = False
    submitted_to: str = ""
    submitted_at: datetime | None = None
    notified_at: datetime | None = None
    remark: str = ""
    jotted: Mapping[str, Any] | None = None
    flows: tuple[Flow, ...] = ()
    replies: tuple[str, ...] = ()
    case: str = ""
    folder: str = ""
    completed_at: datetime | None = None
    traces: tuple[Trace, ...] = ()

    @property
    def called(self) -> str:
        """Return how the register calls it: 0815."""
        return f"{self.number:04}"

    @property
    def lead(self) -> Flow | None:
        """Return the flow of the unit in the lead (the latest, if it was passed on)."""
        leads = [flow for flow in self.flows if flow.role == LEAD]
        return next((flow for flow in reversed(leads) if flow.open), leads[-1] if leads else None)

    def flow_of(self, unit: str) -> Flow | None:
        """Return the latest flow of one recipient."""
        return next((flow for flow in reversed(self.flows) if flow.to == unit), None)


@dataclass(frozen=True)
class Text:
    """What a draft says, part by part (Decree 30/2020, appendix I).

    `basis`, `body` and `recipients` hold one line each; a body line beginning with "Điều 1.", "1.", "a)" or "-" is
    set accordingly. `drafter` is the drafting unit's abbreviation; `notation` what will stand after the number.
    `form` is a signing form (TM., KT., TL., TUQ., Q. or ""), `title` and `signer` who signs, `in_place_of` for whom.
    """

    type_code: str
    subject: str
    notation: str = ""
    drafter: str = ""
    addressees: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ("Như trên",)
    archive: str = "VT"
    form: str = ""
    title: str = ""
    in_place_of: str = ""
    signer: str = ""
    urgency: str = "thuong"
    place: str = "Cửa Sen"


@dataclass(frozen=True)
class Version:
    """One version of a draft: who wrote it when, and why."""

    at: datetime
    by: str
    text: Text
    note: str = ""


@dataclass(frozen=True)
class Opinion:
    """An opinion on a draft asked from a unit; `quote` are the words of the draft it is about, if any."""

    unit: str
    asked_at: datetime
    question: str
    answer: str = ""
    answered_at: datetime | None = None
    quote: str = ""


@dataclass(frozen=True)
class Outgoing:
    """One outgoing document, from its first draft to the archive.

    `number` is None until the clerk gave it, after signature; `replies_to` is the incoming document it answers,
    `replaces` or `corrects` an earlier outgoing one. `parcels` are its packages on the axis. `source` names a
    one-stop case whose result it is.
    """

    kind: ClassVar[str] = "outgoing"

    code: str
    state: str
    since: datetime
    unit: str
    versions: tuple[Version, ...]
    opinions: tuple[Opinion, ...] = ()
    initialled_by: str = ""
    checked_by: str = ""
    findings: tuple[str, ...] = ()
    signed_by: str = ""
    signed_at: datetime | None = None
    book: str = ""
    number: int | None = None
    day: date | None = None
    numbered_at: datetime | None = None
    sealed_by: str = ""
    sealed_at: datetime | None = None
    token_removed: bool = False
    issued_at: datetime | None = None
    sent_to: tuple[str, ...] = ()
    copies: int = 0
    paper_to: str = ""
    parcels: tuple[str, ...] = ()
    replies_to: str = ""
    replaces: str = ""
    corrects: str = ""
    source: str = ""
    folder: str = ""
    due: date | None = None
    traces: tuple[Trace, ...] = ()

    @property
    def text(self) -> Text:
        """Return what it says now."""
        return self.versions[-1].text

    @property
    def printed(self) -> str:
        """Return number and notation, such as 05/QĐ-UBND, or "" before a number was given."""
        return f"{self.number:02}/{self.text.notation}" if self.number else ""

    @property
    def called(self) -> str:
        """Return how people call it: by number, or as a draft about something; never by its code."""
        return self.printed or f"dự thảo “{shorten(self.text.subject, 60, placeholder='…')}”"

    @property
    def open_opinions(self) -> tuple[Opinion, ...]:
        """Return the opinions still awaited."""
        return tuple(one for one in self.opinions if one.answered_at is None)


@dataclass(frozen=True)
class Duplicate:
    """A copy of a document (sao y, sao lục, trích sao); `source` is the code of what it is made of.

    `excerpt` are the lines of an extract. `number` is None until the clerk gave it, after signature; an electronic
    copy carries the agency's digital signature and no number. `sheet` is what an issued one says of itself.
    """

    kind: ClassVar[str] = "duplicate"

    code: str
    state: str
    since: datetime
    form: str
    medium: str
    source: str
    of: str
    subject: str
    reason: str = ""
    excerpt: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    copies: int = 1
    asked_by: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    number: int | None = None
    day: date | None = None
    sealed_at: datetime | None = None
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True)
class Folder:
    """A work file (hồ sơ công việc), first a line in the list of files.

    `retention` in years (0: for ever); `holds` are codes of incoming and outgoing documents with their pages.
    """

    kind: ClassVar[str] = "folder"

    code: str
    state: str
    since: datetime
    title: str
    unit: str
    retention: int = 10
    rights: str = "Nội bộ đơn vị"
    creator: str = ""
    started: date | None = None
    ended: date | None = None
    holds: tuple[str, ...] = ()
    pages: Mapping[str, int] | None = None
    kept_until: date | None = None
    remarks: tuple[str, ...] = ()

    @property
    def page_total(self) -> int:
        """Return how many pages it holds."""
        return sum((self.pages or {}).values())


@dataclass(frozen=True)
class Task:
    """Something a leader asked a unit to do by a day; `about` is an incoming document, if any."""

    kind: ClassVar[str] = "task"

    code: str
    state: str
    since: datetime
    title: str
    unit: str
    due: date
    given_at: datetime
    given_by: str
    about: str = ""
    reports: tuple[str, ...] = ()
    finished_at: datetime | None = None
