"""Sentences about the rest of the office: letters, work files, tasks, number books."""

from __future__ import annotations

from training.sandbox.documents.rules.desk import folder_in, home, letter_in, task_in
from training.sandbox.documents.rules.letters import SOUND
from training.sandbox.documents.rules.states import FOLDER_NAMES, TASK_NAMES
from training.sandbox.scenarios.sentence import Finding, Sight, sentence
from training.sandbox.world.books import IN, IN_BOOKS, OUT, OUT_BOOKS, Closing
from training.sandbox.world.mailbox import HARMED, LETTER_STATES, REPORTED

FORGED = {"letter": "thu-gia"}


@sentence("mail.reported", "Thư đáng ngờ đã báo", ("mail_reported", FORGED), ("mail_opened", FORGED), letter="letter")
def reported(sight: Sight, letter: str) -> Finding:
    """Say whether a letter was reported to the IT officer."""
    found = letter_in(sight.world, letter)
    return Finding(found.state == REPORTED, f"Thư đang “{LETTER_STATES[found.state]}”.")


@sentence(
    "mail.verified", "Đã xác minh bằng kênh độc lập", ("mail_verified", FORGED), ("mail_reported", FORGED),
    letter="letter",
)  # fmt: skip
def verified(sight: Sight, letter: str) -> Finding:
    """Say whether a letter was verified by a way of one's own, never one the letter offers."""
    ways = [deed.note for deed in letter_in(sight.world, letter).deeds if deed.what == "verified"]
    return Finding(any(way in SOUND for way in ways), f"Đã xác minh {len(ways)} lần.")


@sentence(
    "mail.harmed", "Đã mở tệp, liên kết của thư giả", ("mail_opened", FORGED), ("mail_reported", FORGED),
    letter="letter",
)  # fmt: skip
def harmed(sight: Sight, letter: str) -> Finding:
    """Say whether a forged letter's file or link was opened."""
    found = letter_in(sight.world, letter)
    return Finding(found.state == HARMED or (not found.genuine and found.did("opened")), found.subject)


@sentence(
    "mail.passed_on", "Đã chuyển thư giả kèm tệp cho người khác", ("mail_passed_on", FORGED),
    ("mail_reported", FORGED), letter="letter",
)  # fmt: skip
def passed_on(sight: Sight, letter: str) -> Finding:
    """Say whether a letter was sent on to colleagues with its attachment."""
    return Finding(letter_in(sight.world, letter).did("forwarded"), letter_in(sight.world, letter).subject)


@sentence(
    "mail.queued", "Văn bản trong thư đã đưa vào chờ tiếp nhận", ("mail_queued", FORGED), ("mail_reported", FORGED),
    letter="letter",
)  # fmt: skip
def queued(sight: Sight, letter: str) -> Finding:
    """Say whether what a letter brings was put among what waits to be registered."""
    return Finding(letter_in(sight.world, letter).did("queued"), letter_in(sight.world, letter).subject)


@sentence(
    "folder.state_is", "Hồ sơ công việc ở trạng thái đúng", ("doc_archived", {"folder": "01.VX.2026", "state": "open"}),
    ("start", {"folder": "01.VX.2026", "state": "open"}), folder="folder", state="doc_state",
)  # fmt: skip
def folder_state(sight: Sight, folder: str, state: str) -> Finding:
    """Say whether a work file stands here."""
    found = folder_in(sight.world, folder)
    return Finding(found.state == state, f"Hồ sơ “{FOLDER_NAMES[found.state]}”.")


@sentence(
    "folder.holds", "Hồ sơ công việc có {count} văn bản trở lên",
    ("doc_archived", {"folder": "01.VX.2026", "count": 1}),
    ("start", {"folder": "01.VX.2026", "count": 1}), folder="folder", count="count",
)  # fmt: skip
def folder_holds(sight: Sight, folder: str, count: int) -> Finding:
    """Say whether a work file holds so many documents."""
    found = folder_in(sight.world, folder)
    return Finding(len(found.holds) >= count, f"Hồ sơ có {len(found.holds)} văn bản.")


@sentence(
    "task.state_is", "Nhiệm vụ ở trạng thái đúng", ("doc_task", {"task": "@new", "state": "given"}),
    ("doc_task", {"task": "@new", "state": "accepted"}), task="task", state="doc_state",
)  # fmt: skip
def task_state(sight: Sight, task: str, state: str) -> Finding:
    """Say whether a task stands here."""
    found = task_in(sight.world, task)
    return Finding(found.state == state, f"Nhiệm vụ “{TASK_NAMES[found.state]}”.")


@sentence(
    "task.is", "Giao đúng đơn vị, đúng hạn",
    ("doc_task", {"task": "@new", "place": "Z99.10.01.VX", "date": "2026-11-20"}),
    ("doc_task", {"task": "@new", "place": "Z99.10.01.KT", "date": "2026-11-20"}),
    task="task", place="place", date="date",
)  # fmt: skip
def task_is(sight: Sight, task: str, place: str, date: str) -> Finding:
    """Say whether a task was given to this unit for this day."""
    found = task_in(sight.world, task)
    return Finding(found.unit == place and found.due.isoformat() == date, f"{found.title}, hạn {found.due:%d/%m/%Y}.")


@sentence(
    "book.closed", "Sổ năm {count} đã khóa", ("doc_book_closed", {"book": "den", "count": 2026}),
    ("start", {"book": "den", "count": 2026}), book="book", count="count",
)  # fmt: skip
def book_closed(sight: Sight, book: str, count: int) -> Finding:
    """Say whether a book was closed for this year."""
    way = IN if book in IN_BOOKS else OUT
    found = sight.world.get(Closing, f"{way}/{home(sight.world)}/{book}/{count}")
    name = IN_BOOKS[book] if way == IN else OUT_BOOKS[book]
    return Finding(found is not None, f"{name}: {f'khóa ở số {found.last}' if found else 'chưa khóa'}.")


@sentence(
    "office.was_done", "Đã thực hiện thao tác {move}", ("doc_taken", {"move": "in.take"}),
    ("doc_assigned", {"move": "in.take"}), move="move",
)  # fmt: skip
def was_done(sight: Sight, move: str) -> Finding:
    """Say whether this was done since the run began, by anybody; unlike a state it stays true as the work goes on."""
    acts = [one for one in sight.world.log[len(sight.before.log) :] if one.move == move]
    return Finding(bool(acts), f"Lúc {sight.clock(acts[-1].at)}." if acts else "Chưa thực hiện thao tác này.")
