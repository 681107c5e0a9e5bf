"""Copies of documents: asked for by the clerk, signed by the leader, numbered in one series, and sealed."""

from __future__ import annotations

from dataclasses import replace

from training.office.document.copying import WHY, CopyBlock, CopyForm, Medium, Source, notation, problem
from training.office.document.parts import Document, Recipients, Signer, SigningForm
from training.sandbox.documents.rules.desk import home, incoming_in, outgoing_in, picked, place_name, today
from training.sandbox.documents.rules.layout import block, document_of, document_of_sheet, full_name
from training.sandbox.documents.rules.model import Duplicate, Incoming, Outgoing
from training.sandbox.documents.rules.states import (
    COPY_ISSUED,
    COPY_REFUSED,
    COPY_SIGNED,
    COPY_TO_SIGN,
    OUT_THERE,
    RECALLED,
)
from training.sandbox.world import books
from training.sandbox.world.axis import Parcel
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

FORMS = [(one.value, one.type.name_vi) for one in CopyForm]
MEDIA = [(one.value, one.name_vi) for one in Medium]


def may_be_copied(world: World, record: Incoming | Outgoing) -> bool:
    """Say whether copies may be made of a document: it is in force here, and carries no secret."""
    if isinstance(record, Outgoing):
        return record.state in OUT_THERE
    parcel = world.get(Parcel, record.parcel)
    return record.state != RECALLED and parcel is not None and not parcel.sheet.is_secret


def source_of(world: World, record: Incoming | Outgoing) -> Source:
    """Return what a copy would be made of."""
    if isinstance(record, Outgoing):
        return Source(Medium.ELECTRONIC, False, record.text.body)
    parcel = world.get(Parcel, record.parcel)
    if parcel is None:
        raise Refused("no_text", "Không còn bản văn bản đến để sao.")
    medium = Medium.PAPER if parcel.channel == "paper" else Medium.ELECTRONIC
    return Source(medium, bool(parcel.sheet.copied), parcel.sheet.body)


def make(draft: Draft, args: Args) -> Duplicate:
    """Ask for a copy of an incoming or an issued document."""
    record: Incoming | Outgoing
    if "incoming" in args:
        record = incoming_in(draft.world, args["incoming"])
        of, subject = record.notation, record.subject
    else:
        record = outgoing_in(draft.world, args["outgoing"])
        of, subject = record.printed, record.text.subject
    if not may_be_copied(draft.world, record):
        raise Refused("not_to_copy", "Chỉ sao văn bản đã ban hành, hoặc văn bản đến còn hiệu lực tại cơ quan.")
    form = CopyForm(picked(args["form"], FORMS, "form", "Chọn sao y, sao lục hoặc trích sao."))
    to = Medium(picked(args["medium"], MEDIA, "medium", "Chọn bản giấy hoặc bản điện tử."))
    found = problem(form, to, source_of(draft.world, record), tuple(args["excerpt"]))
    if found:
        raise Refused(f"copy_{found}", WHY[found], FIELD.get(found, "form"))
    return Duplicate(
        f"sao-{draft.take('key-copy')}", COPY_TO_SIGN, draft.now, form, to, record.code, of, subject, args["reason"],
        tuple(args["excerpt"]), tuple(args["recipients"]), args["copies"] or 1, asked_by=draft.actor,
    )  # fmt: skip


FIELD = {
    "nothing_chosen": "excerpt", "whole_text": "excerpt", "not_literal": "excerpt", "file_to_file": "medium",
}  # fmt: skip
"""Beside which input each problem of a copy belongs; all others are those of its form."""


def sign(draft: Draft, copy: Duplicate, _args: Args) -> Duplicate:
    """Let the leader, who alone decides on copies, sign one (article 27)."""
    return replace(copy, state=COPY_SIGNED, signed_by=draft.actor, signed_at=draft.now)


def refuse(_draft: Draft, copy: Duplicate, args: Args) -> Duplicate:
    """Let the leader not allow a copy, with the reason."""
    return replace(copy, state=COPY_REFUSED, reason=f"{copy.reason} Không cho sao: {args['reason']}".strip())


def issue(draft: Draft, copy: Duplicate, _args: Args) -> Duplicate:
    """Let the clerk number a paper copy in the one series of all copies of the year, and seal it; a file is sealed."""
    day = today(draft)
    number = books.take(draft, book_key(draft.world, day.year)) if copy.medium == Medium.PAPER else None
    return replace(copy, state=COPY_ISSUED, number=number, day=day, sealed_at=draft.now)


def book_key(world: World, year: int) -> str:
    """Return the key of the series in which all forms of copies are numbered together."""
    return books.out_key(home(world), "ban-sao", "ban-sao", year)


def printed(world: World, copy: Duplicate) -> str:
    """Return number and notation of a copy, such as 01/SY-UBND, or "" where it has none."""
    return f"{copy.number:02}/{_notation(world, copy)}" if copy.number else ""


def _notation(world: World, copy: Duplicate) -> str:
    here = world.place(home(world))
    return notation(CopyForm(copy.form), here.short if here and here.short else "UBND")


def page_of(world: World, copy: Duplicate) -> tuple[Document, CopyBlock]:
    """Return the page of a copy: the document (an extract holds the chosen lines), and what the copy adds to it."""
    document = _document(world, copy)
    if copy.excerpt:
        document = replace(document, body=tuple(block(line) for line in copy.excerpt))
    signed = world.calendar.local(copy.sealed_at) if copy.sealed_at else None
    own = CopyBlock(
        CopyForm(copy.form), Medium(copy.medium), full_name(place_name(world, home(world))), _notation(world, copy),
        "Cửa Sen", Signer("Phó Chủ tịch", "Cao Thị Phó Chủ", SigningForm.FOR_HEAD, "Chủ tịch"),
        Recipients(copy.recipients or ("Như trên",), "VT"), copy.number, copy.day, copy.signed_at is not None,
        copy.sealed_at is not None, f"{signed:%d/%m/%Y %H:%M:%S %z}" if signed else "",
    )  # fmt: skip
    return document, own


def _document(world: World, copy: Duplicate) -> Document:
    if entry := world.get(Incoming, copy.source):
        parcel = world.get(Parcel, entry.parcel)
        if parcel:
            return document_of_sheet(world, parcel.sheet)
    return document_of(world, outgoing_in(world, copy.source))
