"""What leaders ask of units by a day: given, reported, accepted, sent back; and books closed at the year's end."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.documents.rules.desk import day_from, home, incoming_in, picked, today, units
from training.sandbox.documents.rules.model import Task
from training.sandbox.documents.rules.states import ACCEPTED, GIVEN, REPORTED
from training.sandbox.world import books
from training.sandbox.world.books import Closing
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused

BOOKS = [
    *((f"{books.IN}/{key}", name) for key, name in books.IN_BOOKS.items()),
    *((f"{books.OUT}/{key}", name) for key, name in books.OUT_BOOKS.items()),
]


def give(draft: Draft, args: Args) -> Task:
    """Ask a unit for something by a day."""
    due = day_from(args["due"], "due")
    if due < today(draft):
        raise Refused("due_past", "Hạn không được ở trong quá khứ.", "due")
    about = incoming_in(draft.world, args["about"]).code if args["about"] else ""
    unit = picked(args["unit"], units(draft.world), "unit", "Chọn đơn vị trong cơ quan.")
    code = f"nv-{draft.take('key-task')}"
    return Task(code, GIVEN, draft.now, args["title"], unit, due, draft.now, draft.actor, about)


def report(_draft: Draft, task: Task, args: Args) -> Task:
    """Say what has been done; the leader still has to accept it."""
    return replace(task, state=REPORTED, reports=(*task.reports, args["words"]))


def accept(draft: Draft, task: Task, _args: Args) -> Task:
    """Accept what was reported: the task is done."""
    return replace(task, state=ACCEPTED, finished_at=draft.now)


def send_back(_draft: Draft, task: Task, args: Args) -> Task:
    """Ask for more, with the reason."""
    return replace(task, state=GIVEN, reports=(*task.reports, f"Làm tiếp: {args['reason']}"))


def close_book(draft: Draft, args: Args) -> str:
    """Close a book for a year that is over: it gives no more numbers."""
    picked(args["book"], BOOKS, "book", "Chọn sổ phải khóa.")
    year = args["year"]
    if year >= today(draft).year:
        raise Refused("year_running", f"Năm {year} chưa hết nên chưa khóa sổ được.", "year")
    direction, book = args["book"].split("/")
    key = f"{direction}/{home(draft.world)}/{book}/{year}"
    if draft.get(Closing, key) is not None:
        raise Refused("closed_already", "Sổ này đã khóa.", "book")
    last = sum(draft.world.last_number(name) for name in _series(draft, direction, book, year))
    title = f"{books.book_title(direction, book)} năm {year}"
    draft.put(Closing(key, books.CLOSED, draft.now, draft.actor, title, last))
    return key


def _series(draft: Draft, direction: str, book: str, year: int) -> list[str]:
    """Return the keys of all series in a book, which is one for arrivals and one for each type for what goes out."""
    if direction == books.IN:
        return [books.in_key(home(draft.world), book, year)]
    start = f"{books.OUT}/{home(draft.world)}/{book}/"
    known = {*draft.world.snapshot.books, *draft.world.books}
    return sorted(key for key in known if key.startswith(start) and key.endswith(f"/{year}"))
