"""A document as an author types it into fields, and back; what the fields cannot hold is kept out of this editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from training.office.document.number import Notation
from training.office.document.parts import Document, Issuer, Paragraph, Recipients, Signer
from training.office.document.store import to_dict
from training.office.document.types import by_code


def from_fields(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the document that the fields say, as it is stored; None where it is not whole."""
    said = {name: str(data.get(name) or "").strip() for name in data}
    needed = ("type", "issuer", "issuer_code", "place", "subject", "text", "signer_title", "signer")
    if not all(said.get(name) for name in needed):
        return None
    try:
        kind = by_code(said["type"])
        notation = Notation(
            said["issuer_code"], kind.abbreviation, "" if kind.abbreviation else said.get("drafter", "")
        )
        document = Document(
            type_code=kind.code, issuer=Issuer(said["issuer"], said.get("parent", "")), notation=notation,
            place=said["place"], subject=said["subject"], signer=Signer(said["signer_title"], said["signer"]),
            body=tuple(Paragraph(each.strip()) for each in re.split(r"\n\s*\n", said["text"]) if each.strip()),
            number=int(float(said["number"])) if said.get("number") else None,
            day=date.fromisoformat(said["day"]) if said.get("day") else None,
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
        "recipients": "\n".join(document.recipients.to),
    }  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.splitlines() if each.strip())
