"""Everything one may look for in a record of the document system: all fields of its register, and its own text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from training.office.document import types
from training.sandbox.documents.rules.desk import place_name, spoken
from training.sandbox.documents.rules.model import Duplicate, Folder, Incoming, Outgoing, Task
from training.sandbox.world.axis import Parcel, Sheet
from training.sandbox.world.books import IN_BOOKS, OUT_BOOKS
from training.sandbox.world.mailbox import Letter
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World


def words_of(world: World, one: Record) -> Iterator[str]:
    """Yield the words of a record; of a secret package none."""
    yield one.code
    if isinstance(one, Incoming):
        yield from _of_incoming(world, one)
    elif isinstance(one, Outgoing):
        yield from _of_outgoing(world, one)
    elif isinstance(one, Parcel):
        yield from () if one.sheet.is_secret else _of_sheet(one.sheet)
    elif isinstance(one, Duplicate):
        yield from (one.of, one.reason, *one.excerpt, *one.recipients, one.signed_by)
    elif isinstance(one, Task):
        yield from (*one.reports, one.given_by, spoken(one.due))
    elif isinstance(one, Folder):
        yield from (*one.holds, one.creator, *one.remarks)
    elif isinstance(one, Letter):
        yield from _texts(one.message.get("body", ()))
        yield str(one.message["sender"].get("address", ""))


def _of_incoming(world: World, one: Incoming) -> Iterator[str]:
    yield from (one.issuer_name, one.signer, one.identifier, one.remark, one.case, one.folder)
    yield from (types.by_code(one.type_code).name_vi, IN_BOOKS.get(one.book, ""))
    yield from _days(one.day, one.day_in, one.due)
    yield from (place_name(world, flow.to) for flow in one.flows)
    yield from (flow.note for flow in one.flows)
    parcel = world.get(Parcel, one.parcel)
    yield from parcel.sheet.body if parcel else ()


def _of_outgoing(world: World, one: Outgoing) -> Iterator[str]:
    text = one.text
    yield from (text.signer, text.title, text.notation, one.paper_to, one.folder, one.source)
    yield from (types.by_code(text.type_code).name_vi, OUT_BOOKS.get(one.book, ""))
    yield from _days(one.day, one.due)
    yield from (*text.body, *text.addressees, *text.recipients, *text.basis)
    yield from (place_name(world, code) for code in one.sent_to)


def _of_sheet(sheet: Sheet) -> Iterator[str]:
    yield from (*sheet.body, sheet.signer, sheet.identifier, types.by_code(sheet.type_code).name_vi)
    yield from _days(sheet.day)


def _days(*days: date | None) -> Iterator[str]:
    return (spoken(day) for day in days if day)


def _texts(part: Any) -> Iterator[str]:
    """Yield every text of a message's plain data, however deep."""
    if isinstance(part, Mapping):
        yield from (str(value) for key, value in part.items() if key == "text")
        yield from (text for key, value in part.items() if key != "text" for text in _texts(value))
    elif isinstance(part, list | tuple):
        yield from (text for one in part for text in _texts(one))
