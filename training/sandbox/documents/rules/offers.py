"""What may be done just now with a record of the document system, by hat; and what late messages do by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from training.sandbox.documents.rules.copying import may_be_copied
from training.sandbox.documents.rules.desk import DUPLICATE, DUTY, FILE, IN, OUT, home
from training.sandbox.documents.rules.handing_back import recallable
from training.sandbox.documents.rules.model import Duplicate, Folder, Incoming, Outgoing, Task
from training.sandbox.documents.rules.states import (
    CLOSED,
    DRAFT,
    INFO,
    LEAD,
    OPEN,
    OUT_THERE,
    REGISTERED,
    SUBMITTED,
    TAKEN,
)
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.draft import Draft
from training.sandbox.world.mailbox import REPORTED, Letter
from training.sandbox.world.rulebook import Verb
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

KINDS = (Parcel, Incoming, Outgoing, Duplicate, Folder, Task, Letter)
FIRST = {
    "in.complete": 0, "out.submit": 0, "file.add": 0, "in.notify": 6, "in.open": 7, "in.open_case": 8, "out.drop": 9,
    "in.recall": 8, "in.take_back": 8, "out.cancel_issue": 9, "in.withdraw": 8, "out.withdraw": 8, "in.jot": 9,
    "in.copy": 8, "copy.make": 8, "mail.report": 6, "mail.pass_on": 6, "mail.queue": 7, "mail.keep": 8,
    "mail.open_file": 9,
}  # fmt: skip
"""Places in the order of what is offered, 5 for all others: what carries on comes first, what ends it last."""
BEGIN = ("out.draft", "task.give", "axis.send", "book.close")


def is_aside(move: str) -> bool:
    """Say whether an act goes beside a record's way, and is what nobody waits for."""
    return FIRST.get(move, 5) > 5


def record_of(world: World, code: str) -> Record | None:
    """Return a record of the document system by its code, whatever its kind."""
    for cls in KINDS:
        found: Record | None = world.get(cls, code)
        if found is not None:
            return found
    return None


def available(world: World, hat: str, code: str | None) -> tuple[str, ...]:
    """Return the verbs `hat` has for one record just now, or (None) for beginning one; none for another system's."""
    verbs: Mapping[str, Verb] = world.rules.verbs
    if code is None:
        return tuple(name for name in BEGIN if hat in verbs[name].by)
    found = record_of(world, code)
    if found is None:
        return ()
    names = (name for name in _offered(world, found, hat) if hat in verbs[name].by)
    return tuple(sorted(names, key=lambda name: FIRST.get(name, 5)))


def _offered(world: World, found: Record, hat: str) -> Iterator[str]:
    if isinstance(found, Parcel):
        yield from _for_parcel(world, found)
    elif isinstance(found, Letter):
        yield from _for_letter(found)
    elif isinstance(found, Incoming):
        yield from (name for name in IN.moves(found, hat) if _has_use(found, name))
        yield from _beside_incoming(found)
        yield from ("in.copy",) if may_be_copied(world, found) else ()
    elif isinstance(found, Outgoing):
        yield from OUT.moves(found, hat)
        yield from _beside_outgoing(found)
        yield from ("copy.make",) if may_be_copied(world, found) else ()
    elif isinstance(found, Duplicate):
        yield from DUPLICATE.moves(found, hat)
    elif isinstance(found, Folder):
        yield from FILE.moves(found, hat)
        yield from ("file.add",) if found.state == OPEN else ("file.keep_back",) if found.state == CLOSED else ()
    elif isinstance(found, Task):
        yield from DUTY.moves(found, hat)


def _for_parcel(world: World, parcel: Parcel) -> Iterator[str]:
    here = home(world)
    if parcel.receiver != here:
        if parcel.state in axis.NEXT:
            yield "axis.tell"
        if parcel.recall_arrived:
            yield "axis.answer_recall"
        return
    if parcel.sender != here:
        yield from _for_sender(parcel)
    if parcel.recall_arrived:
        yield from ("in.agree_recall", "in.refuse_recall")
    if parcel.sheet.is_secret and parcel.reported is None:
        yield "in.report_secret"
    if parcel.state == axis.ARRIVED:
        yield from _for_clerk(parcel)


def _for_sender(parcel: Parcel) -> Iterator[str]:
    if parcel.recall is None and axis.seen_state(parcel) not in (axis.REFUSED, axis.RECALLED):
        yield "axis.ask_back"
    yield "axis.again"


def _for_clerk(parcel: Parcel) -> Iterator[str]:
    if parcel.sheet.is_secret:
        yield from ("in.refuse", "in.register", "in.download", "in.print", "in.pass_on")
    elif parcel.checked:
        onward = ("in.register", "in.refuse")
        yield from onward if parcel.checked == ("checked",) else reversed(onward)
        yield "in.check"
    else:
        yield from ("in.check", "in.register", "in.refuse")


def _for_letter(letter: Letter) -> Iterator[str]:
    if letter.state == REPORTED:
        return
    yield from ("mail.verify", "mail.report", "mail.pass_on")
    if letter.sheet and not letter.did("queued"):
        yield "mail.queue"
    if letter.state == "new":
        yield "mail.keep"
    yield "mail.open_file"


def _has_use(entry: Incoming, name: str) -> bool:
    """Say whether a move the state allows has anything to do: nothing is taken up twice, or back from nobody."""
    running = [flow for flow in entry.flows if flow.open]
    uses = {
        "in.agree_recall": False, "in.withdraw": not entry.flows, "in.recall": bool(recallable(entry)),
        "in.take": any(flow.role != INFO and flow.state != TAKEN for flow in running),
        "in.finish_part": any(flow.role != LEAD for flow in running),
    }  # fmt: skip
    return uses.get(name, True)


def _beside_incoming(entry: Incoming) -> Iterator[str]:
    if entry.state == REGISTERED:
        yield "in.correct_entry"
    if entry.state in (REGISTERED, SUBMITTED) and entry.notified_at is None:
        yield "in.notify"
    if entry.state == SUBMITTED:
        yield "in.jot"
    if any(flow.state == "waiting" for flow in entry.flows):
        yield "in.open"
    if not entry.case and entry.state not in (SUBMITTED, "completed", "recalled"):
        yield "in.open_case"


def _beside_outgoing(paper: Outgoing) -> Iterator[str]:
    if paper.state == DRAFT:
        yield "out.ask_opinion"
        if paper.open_opinions:
            yield "out.give_opinion"
    if paper.state in OUT_THERE and not paper.source:
        yield from ("out.send_more", "out.ask_back")


def deliver_due(_world: World, record: Record) -> datetime | None:
    """Return when the next late message of a package arrives."""
    late = axis.waiting(record) if isinstance(record, Parcel) else None
    return late.due_at if late else None


def delivered(draft: Draft, record: Record) -> None:
    """Let the next late message arrive."""
    if isinstance(record, Parcel) and (late := axis.waiting(record)):
        draft.put(axis.deliver(record, late.number, draft.now))
