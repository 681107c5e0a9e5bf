"""Keep a document as JSON and read it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.office.document.parts import Document
from training.office.plain import BadShape, from_plain, to_plain

SHAPE = 1


def to_dict(document: Document) -> dict[str, Any]:
    """Return `document` as a plain dict that JSON can hold."""
    return {"shape": SHAPE, **to_plain(document)}


def from_dict(data: Mapping[str, Any]) -> Document:
    """Rebuild a document; raises BadShape naming the path of the first slip."""
    if data.get("shape", SHAPE) != SHAPE:
        raise BadShape("shape", f"must be {SHAPE}")
    return from_plain(Document, {name: part for name, part in data.items() if name != "shape"})
