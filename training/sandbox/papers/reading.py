"""Forms of the document system: what was typed, what is offered, and what stands there at first."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from training.office.document.parts import Heading, Issuer, Item, Paragraph, Role, Table
from training.office.document.templates import Office, begin, template
from training.sandbox.documents.rules.arriving import CHECKS
from training.sandbox.documents.rules.desk import agencies, home, incoming_in, outgoing_in, place_name, spoken
from training.sandbox.documents.rules.drafting import drafter_of
from training.sandbox.documents.rules.handing_back import recallable
from training.sandbox.documents.rules.handling import leaders
from training.sandbox.documents.rules.model import Folder, Incoming, Outgoing, Text
from training.sandbox.documents.rules.states import ROLE_NAMES
from training.sandbox.fields import CONTROL, PERSON
from training.sandbox.papers.bureau import Values
from training.sandbox.typed import RIGHT, WRONG
from training.sandbox.world.axis import Parcel
from training.sandbox.world.books import book_for
from training.sandbox.world.play import choices
from training.sandbox.world.rulebook import Field, Verb
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

LISTS = ("addressees", "basis", "body", "recipients")


def read(verb: Verb, given: MultiDict[str, str], record: Record | None) -> dict[str, Any]:
    """Return the arguments of a verb as they were typed; the rules judge them."""
    args = {field.name: _read(field, given) for field in verb.fields}
    if verb.on and record:
        args[verb.on] = record.code
    return args


def _read(field: Field, given: MultiDict[str, str]) -> Any:
    if field.kind == "yes":
        return bool(given.get(field.name))
    if field.kind == "verdicts":
        return [key for key in CHECKS if given.get(f"{field.name}.{key}") == WRONG]
    if field.kind == "picks":
        return [CONTROL.sub("", one) for one in given.getlist(field.name)]
    if field.kind == "person":
        names = (*dict(PERSON), "commune")
        return {name: CONTROL.sub("", given.get(f"{field.name}.{name}", "")) for name in names}
    return CONTROL.sub("", given.get(field.name, "")).replace("\r\n", "\n")


def unanswered(verb: Verb, given: MultiDict[str, str]) -> dict[str, str]:
    """Return, by input, what is still to be said of each thing that a form asks to check."""
    asked = (field for field in verb.fields if field.kind == "verdicts")
    return {
        f"{field.name}.{key}": f"{name}: chọn “Đạt” hoặc “Có vấn đề”."
        for field in asked
        for key, name in CHECKS.items()
        if given.get(f"{field.name}.{key}") not in (RIGHT, WRONG)
    }


def typed(given: MultiDict[str, str]) -> dict[str, Any]:
    """Return a form as it was sent, to be shown again: one value, or the list of several."""
    return {name: values if len(values) > 1 else values[0] for name, values in given.lists()}


def offered(world: World, field: Field, record: Record | None) -> list[tuple[str, str]]:
    """Return what a choice offers, in this world and for this record."""
    if field.options == "flows" and isinstance(record, Incoming):
        return [
            (flow.to, f"{place_name(world, flow.to)} ({ROLE_NAMES[flow.role].lower()})")
            for flow in record.flows
            if flow.open
        ]
    if field.options == "passed" and isinstance(record, Incoming):
        return [(flow.to, place_name(world, flow.to)) for flow in recallable(record)]
    if field.options == "folders" and isinstance(record, Outgoing):
        mine = {one.code for one in world.all(Folder) if one.unit == record.unit}
        return sorted(choices(world, field), key=lambda one: one[0] not in mine)
    return choices(world, field)


def likely(world: World, paper: Outgoing) -> set[str]:
    """Return the agencies a document names itself: whom it answers or is addressed to, who got what it mends."""
    entry, old = world.get(Incoming, paper.replies_to), world.get(Outgoing, paper.replaces or paper.corrects)
    named = {entry.issuer} if entry else set(old.sent_to) if old else set()
    lines = " ".join((*paper.text.addressees, *paper.text.recipients)).casefold()
    return named | {code for code, name in agencies(world) if name.casefold() in lines}


def first_values(world: World, move: str, record: Record | None, seat: str = "") -> Values:
    """Return what stands in a form before anybody types: what the system can know, as the real one does.

    `seat` is the unit at whose desk one sits: its own part of a document is what one acts on.
    """
    if isinstance(record, Incoming):
        return _on_incoming(world, move, record, seat)
    if move == "in.register" and isinstance(record, Parcel):
        return _from_parcel(world, record)
    if move == "out.revise" and isinstance(record, Outgoing):
        return from_text(record.text)
    if move == "out.number" and isinstance(record, Outgoing):
        today = spoken(world.calendar.local(world.now).date())
        return {"book": book_for(record.text.type_code), "notation": record.text.notation, "day": today}
    if move == "out.issue" and isinstance(record, Outgoing):
        entry = world.get(Incoming, record.replies_to)
        return {"to": entry.issuer if entry else ""}
    return {}


def _on_incoming(world: World, move: str, entry: Incoming, seat: str) -> Values:
    if move == "in.submit":
        return {"to": next((code for code, _name in leaders(world)), "")}
    if move == "in.assign":
        return dict(entry.jotted or {})
    if move == "in.correct_entry":
        return _as_registered(entry)
    mine = entry.flow_of(seat)
    return {"unit": seat} if mine and mine.open else {}


def _as_registered(entry: Incoming) -> Values:
    """Return a line of the register as it stands, for whoever puts it right."""
    return {
        "issuer_name": entry.issuer_name, "notation": entry.notation, "day": spoken(entry.day),
        "subject": entry.subject, "signer": entry.signer, "pages": str(entry.pages), "urgency": entry.urgency,
        "due": spoken(entry.due) if entry.due else "",
    }  # fmt: skip


def _from_parcel(world: World, parcel: Parcel) -> Values:
    """Return what a package's header fills in by itself; paper brings nothing, and no header knows the subject."""
    sheet = parcel.sheet
    values = {"book": "den", "subject": sheet.file, "day_in": spoken(world.calendar.local(world.now).date())}
    if parcel.channel == "axis":
        values |= {
            "issuer_name": sheet.issuer_name, "notation": sheet.number, "type": sheet.type_code,
            "day": spoken(sheet.day) if sheet.day else "", "signer": sheet.signer, "pages": str(sheet.pages),
            "urgency": sheet.urgency, "secrecy": sheet.secrecy,
        }  # fmt: skip
    return values


def from_text(text: Text) -> Values:
    """Return the parts of a draft as its form shows them."""
    lines = {name: "\n".join(getattr(text, name)) for name in LISTS}
    return lines | {
        "type": text.type_code, "subject": text.subject, "notation": text.notation, "archive": text.archive,
        "form": text.form, "in_place_of": text.in_place_of, "title": text.title, "signer": text.signer,
        "urgency": text.urgency,
    }  # fmt: skip


def from_template(world: World, type_code: str, unit: str, reply_to: str = "", mends: str = "") -> Values:
    """Return where a draft of this type begins: the template's parts with rooms to fill, and what is known already."""
    here = place_name(world, home(world))
    office = Office(Issuer(here, "UBND tỉnh Hải Tràm"), "UBND", "Cửa Sen")
    document = begin(template(type_code), office, drafter_of(world, unit))
    values: dict[str, Any] = {
        "unit": unit, "type": type_code, "subject": document.subject, "notation": str(document.notation),
        "addressees": "\n".join(document.addressees), "recipients": "\n".join(document.recipients.to),
        "archive": document.recipients.archive, "form": document.signer.form.value,
        "in_place_of": document.signer.in_place_of, "title": document.signer.title, "signer": document.signer.name,
        "urgency": document.urgency.value, "basis": "\n".join(_basis(document.body)),
        "body": "\n".join(_lines(document.body)), "reply_to": reply_to,
    }  # fmt: skip
    if reply_to:
        values["addressees"] = incoming_in(world, reply_to).issuer_name
    if mends:
        old = outgoing_in(world, mends)
        values |= dict(from_text(old.text)) if old.text.type_code == type_code else {}
    return values


def _basis(blocks: tuple[Any, ...]) -> list[str]:
    return [one.text for one in blocks if isinstance(one, Paragraph) and one.role is Role.BASIS]


def _lines(blocks: tuple[Any, ...]) -> list[str]:
    found = []
    for one in blocks:
        if isinstance(one, Paragraph) and one.role is not Role.BASIS:
            found += one.text.split("\n")
        elif isinstance(one, Heading | Item):
            found.append(f"{one.label} {one.text}".strip())
        elif isinstance(one, Table):
            found += [" | ".join(row) for row in (one.header, *one.rows)]
    return found
