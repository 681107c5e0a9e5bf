"""From the parts of a draft, or what a package carries, to the page in the decree's layout; and its form checked."""

from __future__ import annotations

import re
from dataclasses import replace

from training.office.document import types
from training.office.document.number import Notation
from training.office.document.parts import (
    Block,
    Document,
    Heading,
    HeadingKind,
    Issuer,
    Item,
    ItemKind,
    Paragraph,
    Recipients,
    Role,
    Secrecy,
    Signer,
    SigningForm,
    Urgency,
)
from training.sandbox.documents.rules.model import Outgoing, Text
from training.sandbox.world.axis import VALID, Sheet
from training.sandbox.world.world import World

_ARTICLE = re.compile(r"(Điều \d+\.)\s*(.*)")
_CHAPTER = re.compile(r"(Chương [IVXLC]+)\.?\s*(.*)")
_CLAUSE = re.compile(r"(\d+\.)\s+(.*)")
_POINT = re.compile(r"([a-zđ]\))\s+(.*)")
_DASH = re.compile(r"([-–])\s+(.*)")
OFFICE, WHOLE = "UBND ", "Ủy ban nhân dân "
PLAIN_PLACES = {"Z99": "Hải Tràm", "Z98": "Trung ương"}


def block(line: str) -> Block:
    """Return one line of a body as what it looks like: chapter, article, clause, point, dash or running text."""
    if found := _ARTICLE.fullmatch(line):
        return Heading(HeadingKind.ARTICLE, found[1], found[2])
    if found := _CHAPTER.fullmatch(line):
        return Heading(HeadingKind.CHAPTER, found[1], found[2])
    kinds = ((_CLAUSE, ItemKind.CLAUSE), (_POINT, ItemKind.POINT), (_DASH, ItemKind.DASH))
    for pattern, kind in kinds:
        if found := pattern.fullmatch(line):
            return Item(kind, found[1], found[2])
    role = Role.RESOLVE if line.rstrip(" :").isupper() and len(line) < 40 else Role.PLAIN
    return Paragraph(line, role)


def notation_of(text: str, type_code: str) -> Notation | None:
    """Return a typed notation as the decree reads it for this type, or None where it cannot be."""
    kind = types.by_code(type_code)
    first, _dash, rest = text.partition("-")
    try:
        if kind.abbreviation:
            return Notation(rest, first) if first == kind.abbreviation else None
        return Notation(first, drafter=rest)
    except ValueError:
        return None


def _safe_notation(text: str, type_code: str, issuer: str = "UBND") -> Notation:
    kind = types.by_code(type_code)
    return notation_of(text, type_code) or Notation(issuer, kind.abbreviation)


def full_name(name: str) -> str:
    """Return the name of an agency as it stands at the head of a page: written out, not as people say it."""
    return f"{WHOLE}{name.removeprefix(OFFICE)}" if name.startswith(OFFICE) else name


def heading(name: str, parent: str) -> Issuer:
    """Return the two names at the head: its province over a people's committee, the committee over a department."""
    above = parent.replace(" (giả định)", "")
    if name.startswith(OFFICE) and above.startswith(OFFICE):
        above = above.removeprefix(OFFICE)
    return Issuer(full_name(name), full_name(above))


def document_of(world: World, paper: Outgoing, text: Text | None = None) -> Document:
    """Return an outgoing document (or one version of it) as a page."""
    said, here = text or paper.text, next(p for p in world.snapshot.places if p.level == "commune")
    body = (*(Paragraph(line, Role.BASIS) for line in said.basis), *(block(line) for line in said.body))
    document = Document(
        said.type_code, heading(here.name, "UBND tỉnh Hải Tràm"), _safe_notation(said.notation, said.type_code),
        said.place, said.subject, body, _signer(said), addressees=said.addressees,
        recipients=Recipients(said.recipients, said.archive), urgency=Urgency(said.urgency),
        signed=paper.signed_at is not None, sealed=paper.sealed_at is not None,
    )  # fmt: skip
    return replace(document, number=paper.number, day=paper.day)


def _signer(said: Text) -> Signer:
    return Signer(said.title, said.signer, SigningForm(said.form), said.in_place_of)


def document_of_sheet(world: World, sheet: Sheet) -> Document:
    """Return what a package carries as a page."""
    digits, _slash, notation = sheet.number.partition("/")
    issuer = world.place(sheet.issuer)
    parent = world.place(issuer.parent) if issuer and issuer.parent else None
    short = issuer.short if issuer and issuer.short else "UBND"
    form = SigningForm.FOR_HEAD if sheet.signer_title.startswith("Phó") else SigningForm.HEAD
    head = sheet.signer_title.removeprefix("Phó ")
    return Document(
        sheet.type_code, heading(sheet.issuer_name, parent.name if parent else ""),
        _safe_notation(notation, sheet.type_code, short.split("-")[0]), _town(sheet.issuer), sheet.subject,
        tuple(block(line) for line in sheet.body), Signer(sheet.signer_title, sheet.signer, form, head if form else ""),
        number=int(digits) if digits.isascii() and digits.isdigit() and int(digits) else None,
        number_width=max(2, min(9, len(digits))), day=sheet.day, addressees=sheet.to,
        recipients=Recipients(sheet.recipients or ("Như trên",)), urgency=Urgency(sheet.urgency),
        secrecy=Secrecy(sheet.secrecy), signed=sheet.hand == VALID, sealed=sheet.seal == VALID,
    )  # fmt: skip


def _town(code: str) -> str:
    return PLAIN_PLACES.get(code.partition(".")[0], "Hải Tràm")
