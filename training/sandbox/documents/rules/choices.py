"""What each choice of the document system's forms offers, and conditions by which simulated colleagues act."""

from __future__ import annotations

from collections.abc import Mapping

from training.office.document.parts import Secrecy
from training.sandbox.documents.rules import arriving, copying, drafting, handling, letters, otherside, signing, tasks
from training.sandbox.documents.rules.checking import slips
from training.sandbox.documents.rules.desk import agencies, home, units
from training.sandbox.documents.rules.handling import issued_replies
from training.sandbox.documents.rules.model import Folder, Incoming, Outgoing
from training.sandbox.documents.rules.states import OPEN
from training.sandbox.world import books
from training.sandbox.world.axis import Parcel
from training.sandbox.world.rulebook import Options
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

SECRECIES = [(one.value, one.name_vi) for one in Secrecy]
UNITS_FROM_HEAD = 40
"""No list of choices shows more documents than this, newest first."""


def _folders(world: World) -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.title}") for one in world.all(Folder) if one.state == OPEN]


def _documents(world: World) -> list[tuple[str, str]]:
    entries = [(one.code, f"Đến {one.called}: {one.subject}") for one in world.all(Incoming)]
    papers = [(one.code, f"Đi {one.printed or '(dự thảo)'}: {one.text.subject}") for one in world.all(Outgoing)]
    return [*reversed(entries)][:UNITS_FROM_HEAD] + [*reversed(papers)][:UNITS_FROM_HEAD]


def _entries(world: World) -> list[tuple[str, str]]:
    newest = [*reversed(world.all(Incoming))][:UNITS_FROM_HEAD]
    return [(one.code, f"Số đến {one.called}: {one.subject}") for one in newest]


def _sent_before(world: World) -> list[tuple[str, str]]:
    here = home(world)
    newest = [one for one in reversed(world.all(Parcel)) if one.receiver == here][:UNITS_FROM_HEAD]
    return [(one.code, f"{one.sheet.number}, {one.sheet.issuer_name}") for one in newest]


OPTIONS: Mapping[str, Options] = {
    "types": lambda _world: drafting.TYPES,
    "urgencies": lambda _world: drafting.URGENCIES,
    "secrecies": lambda _world: SECRECIES,
    "forms": lambda _world: drafting.FORMS,
    "files": lambda _world: signing.FILES,
    "in_books": lambda _world: list(books.IN_BOOKS.items()),
    "out_books": lambda _world: list(books.OUT_BOOKS.items()),
    "books": lambda _world: tasks.BOOKS,
    "leaders": handling.leaders,
    "doc_units": units,
    "receivers": handling.receivers,
    "agencies": agencies,
    "every_agency": lambda world: agencies(world, others=False),
    "checks": lambda _world: arriving.CHECK_CHOICES,
    "safe_ways": lambda _world: arriving.SAFE_WAYS,
    "verify_ways": lambda _world: letters.WAYS,
    "statuses": lambda _world: otherside.STATUSES,
    "channels_out": lambda _world: otherside.CHANNELS,
    "packages": lambda _world: otherside.PACKAGES,
    "signatures": lambda _world: otherside.SIGNATURES,
    "folders": _folders,
    "copy_forms": lambda _world: copying.FORMS,
    "copy_media": lambda _world: copying.MEDIA,
    "documents": _documents,
    "entries": _entries,
    "sent_before": _sent_before,
}


def reply_out(world: World, record: Record) -> bool:
    """Say whether a reply to an incoming document has gone out."""
    return isinstance(record, Incoming) and bool(issued_replies(world, record))


def form_wrong(world: World, record: Record) -> bool:
    """Say whether the checker finds slips in an outgoing document."""
    return isinstance(record, Outgoing) and bool(slips(world, record))


def urgent(_world: World, record: Record) -> bool:
    """Say whether a document is urgent in any degree."""
    return isinstance(record, Incoming) and record.urgency != "thuong"


def recall_waits(_world: World, record: Record) -> bool:
    """Say whether the other side's wish to have a package back has arrived and waits for an answer."""
    return isinstance(record, Parcel) and record.recall_arrived is not None


CONDITIONS = {"reply_out": reply_out, "form_wrong": form_wrong, "urgent": urgent, "recall_waits": recall_waits}
