"""What comes next with a record of the document system, and under which hat: where it stands tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from training.sandbox.documents.rules import states as s
from training.sandbox.documents.rules.desk import home
from training.sandbox.documents.rules.handling import issued_replies
from training.sandbox.documents.rules.model import Incoming, Outgoing
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.hats import Hat
from training.sandbox.world.mailbox import NEW, Letter
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World


class Next(NamedTuple):
    """The next act: who does it, which verb it is, and what it is called, as its button says it."""

    hat: str
    move: str
    words: str


ONWARD: Mapping[tuple[str, str], tuple[Hat, str]] = {
    ("incoming", s.REGISTERED): (Hat.CLERK, "in.submit"),
    ("incoming", s.SUBMITTED): (Hat.LEADER, "in.assign"),
    ("incoming", s.ASSIGNED): (Hat.OFFICER, "in.take"),
    ("incoming", s.IN_WORK): (Hat.OFFICER, "in.complete"),
    ("outgoing", s.DRAFT): (Hat.OFFICER, "out.submit"),
    ("outgoing", s.TO_INITIAL): (Hat.DIVISION_HEAD, "out.initial"),
    ("outgoing", s.TO_CHECK): (Hat.CLERK, "out.check_form"),
    ("outgoing", s.TO_SIGN): (Hat.LEADER, "out.sign"),
    ("outgoing", s.SIGNED): (Hat.CLERK, "out.number"),
    ("outgoing", s.NUMBERED): (Hat.CLERK, "out.seal"),
    ("outgoing", s.SEALED): (Hat.CLERK, "out.issue"),
    ("outgoing", s.ISSUED): (Hat.OFFICER, "out.archive"),
    ("duplicate", s.COPY_TO_SIGN): (Hat.LEADER, "copy.sign"),
    ("duplicate", s.COPY_SIGNED): (Hat.CLERK, "copy.issue"),
    ("folder", s.PLANNED): (Hat.OFFICER, "file.open"),
    ("folder", s.OPEN): (Hat.OFFICER, "file.add"),
    ("folder", s.TO_CLOSE): (Hat.DIVISION_HEAD, "file.close"),
    ("folder", s.CLOSED): (Hat.OFFICER, "file.hand_in"),
    ("folder", s.HANDED_IN): (Hat.ARCHIVE, "file.take_in"),
    ("task", s.GIVEN): (Hat.OFFICER, "task.report"),
    ("task", s.REPORTED): (Hat.LEADER, "task.accept"),
}
"""The act that carries a record on from each state, and whose it is."""


def next_act(world: World, record: Record) -> Next | None:
    """Return what comes next with a record; None where nothing does, or where one has to decide it oneself."""
    if isinstance(record, Parcel):
        return _of_parcel(world, record)
    if isinstance(record, Letter):
        return _of_letter(record)
    if (record.kind, record.state) not in ONWARD:
        return None
    hat, move = ONWARD[record.kind, record.state]
    words = world.rules.verbs[move].label
    if isinstance(record, Incoming):
        return Next(hat, move, f"{_first(world, record)}{words}")
    if isinstance(record, Outgoing) and record.state == s.DRAFT and record.open_opinions:
        return Next(hat, move, f"chờ ý kiến đã xin, sửa dự thảo, rồi {words}")
    return Next(hat, move, words)


def _first(world: World, entry: Incoming) -> str:
    """Return what has to be done with an incoming document before it is carried on."""
    if entry.state == s.REGISTERED and entry.urgency != "thuong" and entry.notified_at is None:
        return f"{world.rules.verbs['in.notify'].label}, rồi "
    if entry.state == s.IN_WORK and entry.reply_wanted and not issued_replies(world, entry):
        return "đưa văn bản trả lời đi hết các chặng, rồi " if entry.replies else "Soạn văn bản trả lời, rồi "
    return ""


def _of_parcel(world: World, parcel: Parcel) -> Next | None:
    """Return what comes next with a package; of a secret one nothing is told, it is the learner's to know."""
    if parcel.receiver != home(world) or parcel.sheet.is_secret:
        return None
    if parcel.recall_arrived:
        return Next(Hat.CLERK, "in.agree_recall", "Trả lời yêu cầu lấy lại (15 hoặc 16)")
    if parcel.state != axis.ARRIVED:
        return None
    sound = parcel.checked == ("checked",)
    move = "in.register" if sound else "in.refuse" if parcel.checked else "in.check"
    return Next(Hat.CLERK, move, world.rules.verbs[move].label)


def _of_letter(letter: Letter) -> Next | None:
    """Return what comes next with a letter; whether it is true is the reader's to find out."""
    if letter.did("queued"):
        return Next(Hat.CLERK, "in.register", "mở văn bản vừa đưa vào ở “Việc của tôi”, kiểm tra rồi vào sổ")
    if letter.state == NEW and letter.did("verified"):
        words = "theo kết quả xác minh mà báo thư đáng ngờ, đưa vào chờ tiếp nhận hoặc giữ lại"
        return Next(Hat.CLERK, "mail.report", words)
    return None
