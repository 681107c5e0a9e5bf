"""A case and everything it carries; immutable, so each act makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from training.sandbox.world.facts import LimitFacts


@dataclass(frozen=True)
class Applicant:
    """Who asks (NguoiNop, ChuHoSo), or who comes in their stead."""

    name: str
    number: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    commune: str = ""


@dataclass(frozen=True)
class Paper:
    """One component as filed. `source`: paper or database; `file` is the scan in the system ("" = none)."""

    code: str
    name: str
    copy_kind: str = "original"
    source: str = "paper"
    present: bool = True
    pages: int = 0
    copies: int = 0
    checked: bool = False
    file: str = ""
    legible: bool = True
    signed: bool = False


@dataclass(frozen=True)
class Form:
    """One filled form: `form` is 01 to 05 of the circular (06 and 07 are drawn up from the case itself)."""

    form: str
    number: str
    at: datetime
    by: str
    lines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HandOver:
    """One row of the control slip (Form 06). `timing`: early, on_time, late, or "" where nothing was due."""

    at: datetime
    giver: str
    giver_hat: str
    receiver_hat: str
    move: str
    state: str
    timing: str = ""
    note: str = ""


@dataclass(frozen=True)
class Notice:
    """What the citizen was told; stays inside the copy."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Supplement:
    """One request for papers (Form 02) and its answer."""

    asked_at: datetime
    came_from: str
    items: tuple[str, ...]
    reason: str
    contact: str
    given_at: datetime | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Consultation:
    """An opinion asked from another unit, with a due date of its own; the main clock keeps running."""

    partner: str
    question: str
    asked_at: datetime
    due: date
    opinion: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Payment:
    """Money in đồng. `way`: cash, online; `outcome`: success, failed, pending."""

    amount: int
    at: datetime
    way: str = "cash"
    outcome: str = "success"
    receipt: str = ""


@dataclass(frozen=True)
class Dues:
    """A financial obligation outside the fee (tax, land money); the clock stands until it is confirmed."""

    amount: int
    reason: str
    notified_at: datetime
    confirmed_at: datetime | None = None
    receipt: str = ""


@dataclass(frozen=True)
class Mandate:
    """A written authorisation (giấy ủy quyền): its number, its day, and who may act by it."""

    number: str
    day: date
    who: str


@dataclass(frozen=True)
class Handing:
    """How the result was handed over; `way`: counter or post, `parcel` is the number of the postal item."""

    at: datetime
    receiver: str
    identity: bool
    authorisation: bool = False
    by: str = ""
    mandate: Mandate | None = None
    way: str = "counter"
    parcel: str = ""


@dataclass(frozen=True)
class Encounter:
    """A caller or a memory stick, and what was done about it. `kind`: call, device."""

    at: datetime
    by: str
    kind: str
    answer: str
    note: str


@dataclass(frozen=True)
class SiteVisit:
    """What was seen at the place itself, and who was there."""

    at: datetime
    by: str
    witness: str
    finding: str


@dataclass(frozen=True)
class Case:
    """One case file. `code` is its key in the copy; `number` the case code, given when it is received.

    `place` is where it was received, `agency` the competent unit. `came_from` is the state a withdrawal
    remembers. `decision`: "", granted, refused (`denied_for` says why). `deliver`: how the result is to come,
    counter, post, or "" (not said).
    """

    kind: ClassVar[str] = "case"

    code: str
    procedure: str
    state: str
    since: datetime
    applicant: Applicant
    number: str = ""
    channel: str = "counter"
    request: str = ""
    place: str = ""
    agency: str = ""
    proxy: Applicant | None = None
    deliver: str = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    received_by: str = ""
    limit: LimitFacts | None = None
    extended_to: date | None = None
    identity_checked: bool = False
    papers: tuple[Paper, ...] = ()
    fee: int = 0
    officer: str = ""
    payments: tuple[Payment, ...] = ()
    dues: tuple[Dues, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    forms: tuple[Form, ...] = ()
    handovers: tuple[HandOver, ...] = ()
    notices: tuple[Notice, ...] = ()
    came_from: str = ""
    proposal: str = ""
    decision: str = ""
    denied_for: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    result_number: str = ""
    result_file: str = ""
    finished_at: datetime | None = None
    handed: Handing | None = None
    parent: str = ""
    children: tuple[str, ...] = ()
    title: str = ""
    rating: int = 0
    rating_words: str = ""
    remarks: tuple[str, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    visits: tuple[SiteVisit, ...] = ()

    @property
    def called(self) -> str:
        """Return how a notice names the case: by its code, or as an online file that has none yet."""
        return self.number or "trực tuyến"

    @property
    def by_post(self) -> bool:
        """Say whether the citizen asked to get the result by post: so ticked, or else as the file itself came."""
        return (self.deliver or self.channel) == "post"

    @property
    def paid(self) -> int:
        """Return the fee already paid, in đồng."""
        return sum(payment.amount for payment in self.payments if payment.outcome == "success")

    @property
    def returned_at(self) -> datetime | None:
        """Return when the citizen got the result."""
        return self.handed.at if self.handed else None

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """Return the opinions still awaited."""
        return tuple(asked for asked in self.consultations if asked.answered_at is None)

    def forms_of(self, form: str) -> tuple[Form, ...]:
        """Return the filled forms of one kind."""
        return tuple(filled for filled in self.forms if filled.form == form)
