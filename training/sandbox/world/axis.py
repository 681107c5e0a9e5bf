"""The interchange axis: packages between agencies, and what either side tells the other about them.

Statuses are messages with a number of their own (Decision 28/2018/QĐ-TTg, by what is known of it). A message may
arrive late or twice: each side's picture is what it sent itself and what has reached it, the highest number
deciding, so both pictures agree once everything has arrived, in whatever order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from training.office.document.interchange import status
from training.sandbox.world.steps import Refused

SENDER, RECEIVER = "sender", "receiver"
ARRIVED, REFUSED, ACCEPTED, ASSIGNED, IN_PROGRESS, DONE, RECALLED = (
    "arrived", "refused", "accepted", "assigned", "in_progress", "done", "recalled",
)  # fmt: skip
STATE_OF = {
    "01": ARRIVED, "02": REFUSED, "03": ACCEPTED, "04": ASSIGNED, "05": IN_PROGRESS, "06": DONE, "15": RECALLED,
}  # fmt: skip
PARCEL_STATES = {
    ARRIVED: "Đã đến", REFUSED: "Từ chối tiếp nhận", ACCEPTED: "Đã tiếp nhận", ASSIGNED: "Phân công",
    IN_PROGRESS: "Đang xử lý", DONE: "Hoàn thành", RECALLED: "Đã lấy lại",
}  # fmt: skip
CODE_OF = {state: code for code, state in STATE_OF.items()}
ENDS = (REFUSED, RECALLED, DONE)
NEXT = {
    ARRIVED: ("02", "03"), ACCEPTED: ("04", "05", "06"), ASSIGNED: ("05", "06"), IN_PROGRESS: ("06",),
}  # fmt: skip
"""Which status may follow: nothing goes back, a refusal only before acceptance."""
CHANNELS = {"axis": "Trục liên thông", "paper": "Bản giấy", "mail": "Thư điện tử"}
VALID, MISSING, BROKEN = "valid", "missing", "broken"


@dataclass(frozen=True)
class Sheet:
    """What a document says of itself, as its package carries it and a register copies it.

    `identifier` (mã định danh văn bản) is unique to the document; `addressee` the code of the agency it is meant
    for; `hand` and `seal` tell of the person's and the agency's digital signature: valid, missing, broken.
    `copied` is number and notation of the true copy it is ("": an original). `body` are its paragraphs, `to` and
    `recipients` the words of Kính gửi and Nơi nhận.
    """

    number: str
    day: date | None
    type_code: str
    subject: str
    issuer: str
    issuer_name: str
    identifier: str = ""
    addressee: str = ""
    signer: str = ""
    signer_title: str = ""
    pages: int = 1
    urgency: str = "thuong"
    secrecy: str = "thuong"
    reply_by: date | None = None
    to: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    file: str = ""
    hand: str = VALID
    seal: str = VALID
    copied: str = ""

    @property
    def is_secret(self) -> bool:
        """Say whether the document may not be in a networked system at all."""
        return self.secrecy != "thuong"

    @property
    def signed(self) -> bool:
        """Say whether both digital signatures hold."""
        return self.hand == self.seal == VALID


@dataclass(frozen=True)
class Message:
    """One status on its way: `side` is who sent it; `arrived_at` None while the other side has not got it."""

    number: int
    code: str
    side: str
    at: datetime
    by: str
    reason: str = ""
    due_at: datetime | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class Parcel:
    """One document on its way to one agency. `package`: 0 new, 1 recall, 2 update, 3 replace.

    `channel`: axis, paper, mail. `state` is the receiver's own, and true; what the sender sees may lag behind
    (`seen_state`). `source` is the sender's own record (an outgoing document), `entered` the receiver's (an
    incoming one). `slow` are the minutes that every message takes. `reported` tells that the secrecy officer was
    told of it through a safe channel.
    """

    kind: ClassVar[str] = "parcel"

    code: str
    sender: str
    receiver: str
    sheet: Sheet
    sent_at: datetime
    state: str
    since: datetime
    package: str = "0"
    channel: str = "axis"
    source: str = ""
    entered: str = ""
    messages: tuple[Message, ...] = ()
    slow: int = 0
    reported: datetime | None = None
    checked: tuple[str, ...] = ()
    about: str = ""

    @property
    def recall(self) -> Message | None:
        """Return the last wish of the sender to have the package back that is not yet answered."""
        asked = [one for one in self.messages if one.code == "13"]
        answered = [one for one in self.messages if one.code in ("15", "16")]
        return asked[-1] if asked and (not answered or answered[-1].number < asked[-1].number) else None

    @property
    def recall_arrived(self) -> Message | None:
        """Return that wish once it has reached the receiver."""
        return self.recall if self.recall and self.recall.arrived_at else None

    @property
    def refusal(self) -> str:
        """Return the reason of a refusal."""
        return next((one.reason for one in self.messages if one.code == "02"), "")

    @property
    def sent_codes(self) -> tuple[str, ...]:
        """Return the codes the receiver has sent, in order."""
        return tuple(one.code for one in self.messages if one.side == RECEIVER)


def posted(parcel: Parcel) -> Parcel:
    """Return a package that has just arrived: on the axis the sender learns of it at once (01)."""
    if parcel.channel != "axis" or parcel.messages:
        return parcel
    return say(parcel, "01", RECEIVER, parcel.sent_at, "Trục liên thông")


def say(parcel: Parcel, code: str, side: str, at: datetime, by: str, reason: str = "") -> Parcel:
    """Return the package with one more status message; raise Refused for one that needs a reason and has none."""
    if code in ("02", "13", "16") and not reason.strip():
        words = f"Mã {code} “{status(code).name_vi}” phải kèm lý do."
        raise Refused("reason_missing", words, "reason")
    late = timedelta(minutes=parcel.slow)
    number = max((one.number for one in parcel.messages), default=0) + 1
    message = Message(number, code, side, at, by, reason, at + late, None if parcel.slow else at)
    after = replace(parcel, messages=(*parcel.messages, message))
    if side == RECEIVER and code in STATE_OF:
        return replace(after, state=STATE_OF[code], since=at)
    return after


def answer(parcel: Parcel, code: str, at: datetime, by: str, reason: str = "") -> Parcel:
    """Return the package with the receiver's next status; raise Refused for one that may not follow."""
    if code not in NEXT.get(parcel.state, ()):
        here = PARCEL_STATES[parcel.state]
        words = f"Văn bản đang “{here}”, không gửi được mã {code} “{status(code).name_vi}”."
        raise Refused("status_order", words, "status")
    return say(parcel, code, RECEIVER, at, by, reason)


def ask_back(parcel: Parcel, at: datetime, by: str, reason: str) -> Parcel:
    """Return the package its sender wants back (13); raise Refused where it was refused, taken back or asked."""
    if seen_state(parcel) in (REFUSED, RECALLED):
        raise Refused("nothing_to_recall", "Bên nhận đã trả hoặc đã đồng ý lấy lại văn bản này.")
    if parcel.recall:
        raise Refused("recall_asked", "Đã gửi yêu cầu lấy lại, đang chờ bên nhận trả lời.")
    return say(parcel, "13", SENDER, at, by, reason)


def answer_recall(parcel: Parcel, agreed: bool, at: datetime, by: str, reason: str = "") -> Parcel:
    """Return the package after 15 (agreed) or 16 (refused, with a reason); raise Refused where nobody asked."""
    if parcel.recall_arrived is None:
        raise Refused("no_recall", "Bên gửi chưa yêu cầu lấy lại văn bản này.")
    return say(parcel, "15" if agreed else "16", RECEIVER, at, by, reason)


def deliver(parcel: Parcel, number: int, at: datetime) -> Parcel:
    """Return the package once message `number` has reached the other side; a second time changes nothing."""
    messages = tuple(
        replace(one, arrived_at=at) if one.number == number and one.arrived_at is None else one
        for one in parcel.messages
    )
    return replace(parcel, messages=messages)


def waiting(parcel: Parcel) -> Message | None:
    """Return the message that is next to arrive, or None."""
    late = [one for one in parcel.messages if one.arrived_at is None]
    return min(late, key=lambda one: (one.due_at or one.at, one.number), default=None)


def seen_by(parcel: Parcel, side: str) -> tuple[Message, ...]:
    """Return the messages one side knows of: its own, and those that have arrived."""
    return tuple(one for one in parcel.messages if one.side == side or one.arrived_at is not None)


def seen_state(parcel: Parcel, side: str = SENDER) -> str:
    """Return the state as one side sees it: the receiver's last status that it knows of."""
    if parcel.channel != "axis":
        return parcel.state
    known = [one for one in seen_by(parcel, side) if one.side == RECEIVER and one.code in STATE_OF]
    last = max(known, key=lambda one: one.number, default=None)
    return STATE_OF[last.code] if last else ""
