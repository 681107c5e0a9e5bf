"""A document as an author types it into fields, and back; what the fields cannot hold is kept out of this editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from quizzes.types.base import Problem
from quizzes.types.base import say as _l
from training.office.document.number import Notation
from training.office.document.parts import Document, Issuer, Paragraph, Recipients, Signer, SigningForm, Urgency
from training.office.document.store import to_dict
from training.office.document.types import by_code

NEEDED = ("type", "issuer", "issuer_code", "place", "subject", "text", "signer_title", "signer")


def lacking(data: Mapping[str, Any]) -> list[Problem]:
    """Return what the fields lack to be a document, or why they are none."""
    found = [Problem(_l("This is needed."), name) for name in NEEDED if not str(data.get(name) or "").strip()]
    number = str(data.get("number") or "").strip()
    if number and (not number.replace(".0", "").isdecimal() or float(number) < 1):
        found.append(Problem(_l("Numbers of documents start at 1."), "number"))
    if str(data.get("day") or "").strip() and _day(data) is None:
        found.append(Problem(_l("Choose a day."), "day"))
    if not found and from_fields(data) is None:
        said = _l("Write abbreviations in capital letters; only an official letter has a drafting unit after them.")
        found.append(Problem(said, "issuer_code"))
    return found


def carried(held: Document, made: Document) -> dict[str, Any]:
    """Return a document made from fields with what the held one says and no field shows."""
    words = iter(made.body)
    body = [next(words, None) if isinstance(each, Paragraph) else each for each in held.body]
    if to_fields(held)["text"] == to_fields(made)["text"]:
        body = list(held.body)
    kept = tuple(each for each in [*body, *words] if each is not None)
    return to_dict(replace(
        made, body=kept, secrecy=held.secrecy, signed=held.signed, sealed=held.sealed, pages=held.pages,
        copies=held.copies, number_width=held.number_width,
        recipients=replace(made.recipients, archive=held.recipients.archive),
    ))  # fmt: skip


def from_fields(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the document that the fields say, as it is stored; None where it is not whole."""
    said = {name: str(data.get(name) or "").strip() for name in data}
    if not all(said.get(name) for name in NEEDED):
        return None
    try:
        kind = by_code(said["type"])
        notation = Notation(
            said["issuer_code"], kind.abbreviation, "" if kind.abbreviation else said.get("drafter", "")
        )
        document = Document(
            type_code=kind.code, issuer=Issuer(said["issuer"], said.get("parent", "")), notation=notation,
            place=said["place"], subject=said["subject"],
            signer=Signer(
                said["signer_title"], said["signer"], SigningForm(said.get("form", "")),
                said.get("for", "") if said.get("form") else "",
            ),
            body=tuple(Paragraph(each.strip()) for each in re.split(r"\n\s*\n", said["text"]) if each.strip()),
            number=int(float(said["number"])) if said.get("number") else None,
            day=date.fromisoformat(said["day"]) if said.get("day") else None,
            urgency=Urgency(said.get("urgency") or "thuong"),
            addressees=_lines(said.get("to", "")),
            recipients=Recipients(_lines(said.get("recipients", "")) or ("Như trên",)),
        )  # fmt: skip
    except (ValueError, LookupError):
        return None
    return to_dict(document)


def to_fields(document: Document | None) -> dict[str, Any]:
    """Return a document as the fields hold it."""
    if document is None:
        return {}
    return {
        "type": document.type_code, "parent": document.issuer.parent, "issuer": document.issuer.name,
        "issuer_code": document.notation.issuer, "drafter": document.notation.drafter, "number": document.number,
        "place": document.place, "day": document.day.isoformat() if document.day else "", "subject": document.subject,
        "to": "\n".join(document.addressees), "signer_title": document.signer.title, "signer": document.signer.name,
        "text": "\n\n".join(each.text for each in document.body if isinstance(each, Paragraph)),
        "recipients": "\n".join(document.recipients.to), "form": document.signer.form.value,
        "for": document.signer.in_place_of, "urgency": document.urgency.value,
    }  # fmt: skip


def _day(data: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(data.get("day")).strip())
    except ValueError:
        return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.splitlines() if each.strip())
