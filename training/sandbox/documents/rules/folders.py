"""Work files: opened from the list of files, filled, closed, handed in to the archive, or given back by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from training.sandbox.documents.rules.desk import day_from, incoming_in, noted, outgoing_in, spoken, today
from training.sandbox.documents.rules.model import Folder
from training.sandbox.documents.rules.states import ARCHIVED, CLOSED, HANDED_IN, ISSUED, KEPT, OPEN, TO_CLOSE
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused

MUST_BE_HANDED_IN = 5
"""Years of retention from which a file must go to the archive."""
MOST_YEARS_BACK = 2
"""For how long at most a unit may keep a file that is due for the archive."""


def open_(draft: Draft, folder: Folder, _args: Args) -> Folder:
    """Open a file that stands in the list of files."""
    return replace(folder, state=OPEN, creator=draft.actor, started=today(draft))


def add(draft: Draft, folder: Folder, args: Args) -> Folder:
    """Put an incoming or outgoing document into the file, once."""
    code, pages = args["document"], args["pages"]
    if code in folder.holds:
        raise Refused("in_it_already", "Hồ sơ đã có văn bản này.", "document")
    try:
        entry = incoming_in(draft.world, code)
        code, pages = entry.code, pages or entry.pages
        draft.put(replace(noted(draft, entry, "file.add", folder.title), folder=folder.code))
    except Refused:
        paper = outgoing_in(draft.world, code)
        code = paper.code
        kept = ARCHIVED if paper.state == ISSUED else paper.state  # what has gone out is kept by it, whichever way
        draft.put(replace(noted(draft, paper, "file.add", folder.title), folder=folder.code, state=kept))
    return replace(folder, holds=(*folder.holds, code), pages={**(folder.pages or {}), code: pages or 1})


def ask_close(_draft: Draft, folder: Folder, _args: Args) -> Folder:
    """Lay the file before the head to be closed; an empty one cannot be."""
    if not folder.holds:
        raise Refused("empty_folder", "Hồ sơ chưa có văn bản nào nên chưa trình đóng được.")
    return replace(folder, state=TO_CLOSE)


def close(draft: Draft, folder: Folder, _args: Args) -> Folder:
    """Close the file: nothing goes in any more, and its end date stands."""
    return replace(folder, state=CLOSED, ended=today(draft))


def reopen(_draft: Draft, folder: Folder, args: Args) -> Folder:
    """Return a file that is not in order, with the reason."""
    return replace(folder, state=OPEN, remarks=(*folder.remarks, args["reason"]))


def hand_in(_draft: Draft, folder: Folder, _args: Args) -> Folder:
    """Hand the file in to the archive: wanted of files kept for five years or longer."""
    if 0 < folder.retention < MUST_BE_HANDED_IN:
        words = (
            f"Hồ sơ bảo quản {folder.retention} năm, chưa tới {MUST_BE_HANDED_IN} năm: giữ tại đơn vị, không nộp lưu."
        )
        raise Refused("too_short", words)
    return replace(folder, state=HANDED_IN)


def take_in(_draft: Draft, folder: Folder, _args: Args) -> Folder:
    """Take the file into the archive."""
    return replace(folder, state=KEPT)


def give_back(_draft: Draft, folder: Folder, args: Args) -> Folder:
    """Let the archive give a file back that is not in order."""
    return replace(folder, state=CLOSED, remarks=(*folder.remarks, f"Lưu trữ trả lại: {args['reason']}"))


def keep_back(draft: Draft, folder: Folder, args: Args) -> Folder:
    """Keep a closed file at the unit for a while, at most two years after the term for handing in."""
    until = day_from(args["until"], "until")
    last = latest_keep(folder, today(draft))
    if not today(draft) < until <= last:
        raise Refused("kept_too_long", f"Chỉ được giữ lại đến ngày {spoken(last)}.", "until")
    return replace(folder, kept_until=until, remarks=(*folder.remarks, f"Giữ lại: {args['reason']}"))


def due_in_archive(folder: Folder) -> date | None:
    """Return until when a closed file has to be handed in: within a year of its end, or as it is kept back."""
    if folder.ended is None or 0 < folder.retention < MUST_BE_HANDED_IN:
        return None
    return folder.kept_until or _years(folder.ended, 1)


def latest_keep(folder: Folder, now: date) -> date:
    """Return the last day on which a unit may still have the file."""
    return _years(folder.ended or now, 1 + MOST_YEARS_BACK)


def _years(day: date, many: int) -> date:
    return day.replace(year=day.year + many, day=28 if (day.month, day.day) == (2, 29) else day.day)
