"""Where a draft begins: for each of the 29 types its parts with room to fill, guidance and a finished example.

How the document system uses it::

    chosen = template("quyet-dinh")
    draft = begin(chosen, Office(Issuer("Ủy ban nhân dân phường Cửa Sen", "Tỉnh Hải Tràm"), "UBND", "Cửa Sen"), "VHXH")
    chosen.guide["body"]          # what to write there; keys are components by their English name in lower case
    blanks(draft)                 # the rooms still open; the checker reports each as "body.blank"
    example(chosen)               # a whole document that passes the checker, to be shown beside the draft

`begin` gives an ordinary `Document` without number, day and signature.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

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
    Signer,
    SigningForm,
    Table,
    Urgency,
)
from training.office.plain import from_plain, to_plain

LIBRARY = Path(__file__).with_name("library") / "templates.yaml"
BLANK = re.compile(r"\[([^\]\n]{1,200})\]")
SIGNER_BLANK = "[họ và tên người ký]"


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues: its name, its abbreviation, its place, and the titles of those who sign for it.

    `collective` is the body signed for with TM., "" where a head alone leads; `order` signs with TL.
    """

    issuer: Issuer
    abbreviation: str
    place: str
    head: str = "Chủ tịch"
    deputy: str = "Phó Chủ tịch"
    collective: str = "Ủy ban nhân dân"
    order: str = "Chánh Văn phòng"


@dataclass(frozen=True, slots=True)
class Template:
    """A type's parts with `[room]` to fill; `values` fill every room for the example."""

    type_code: str
    use: str
    subject: str
    body: tuple[Block, ...]
    sign: str
    to: tuple[str, ...]
    guide: Mapping[str, str]
    values: Mapping[str, str]
    addressees: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NORMAL


SAMPLE_OFFICE = Office(Issuer("Ủy ban nhân dân phường Cửa Sen", "Tỉnh Hải Tràm"), "UBND", "Cửa Sen")
COMMON_GUIDE = {
    "number": "Để trống số. Văn thư cấp số sau khi văn bản được ký.",
    "place_day": "Để trống ngày. Ngày được ghi cùng lúc với số.",
    "subject": "Một câu ngắn, đủ dấu, nói văn bản về việc gì. Không chép tên tệp.",
    "body": "Viết ngắn, mỗi đoạn một ý.",
    "signature": "Chọn đúng hình thức ký: TM., Q., KT., TL. hoặc TUQ.",
    "recipients": "Ghi các nơi nhận, dòng cuối là “Lưu: VT” và đơn vị soạn thảo.",
}


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates of all 29 types, in the order of the decree's table."""
    rows = yaml.safe_load(LIBRARY.read_text("utf-8"))
    return tuple(_template(kind.code, rows[kind.code]) for kind in types.TYPES)


def template(code: str) -> Template:
    """Return the template of the type called `code`; raises LookupError where there is none."""
    found = next((one for one in templates() if one.type_code == code), None)
    if found is None:
        raise LookupError(f"no template for {code!r}")
    return found


def begin(chosen: Template, office: Office, drafter: str, *, signer: str = SIGNER_BLANK) -> Document:
    """Return a new draft of `office`, written by the unit abbreviated `drafter`, with room left to fill."""
    kind = types.by_code(chosen.type_code)
    notation = Notation(office.abbreviation, type_abbreviation=kind.abbreviation)
    if not kind.abbreviation:
        notation = Notation(office.abbreviation, drafter=drafter)
    return Document(
        type_code=chosen.type_code,
        issuer=office.issuer,
        notation=notation,
        place=office.place,
        subject=chosen.subject,
        body=chosen.body,
        signer=_signer(chosen.sign, office, signer),
        addressees=chosen.addressees,
        recipients=Recipients(chosen.to, f"VT, {drafter}" if drafter else "VT"),
        urgency=chosen.urgency,
    )


def example(chosen: Template) -> Document:
    """Return the template filled in, signed, numbered and sealed: a document that passes the checker."""
    draft = begin(chosen, SAMPLE_OFFICE, "VP", signer="Trần Văn Thử Nghiệm")
    filled = from_plain(Document, _fill(to_plain(draft), chosen.values))
    return replace(filled, number=5, day=date(2026, 11, 9), signed=True, sealed=True)


def blanks(document: Document) -> tuple[str, ...]:
    """Return the names of the rooms still open in `document`, each once, in reading order."""
    return tuple(dict.fromkeys(_blanks(to_plain(document))))


def _blanks(plain: Any) -> list[str]:
    if isinstance(plain, str):
        return BLANK.findall(plain)
    parts = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    return [name for part in parts for name in _blanks(part)]


def _fill(plain: Any, values: Mapping[str, str]) -> Any:
    if isinstance(plain, str):
        return BLANK.sub(lambda found: values.get(found[1], found[0]), plain)
    if isinstance(plain, dict):
        return {name: _fill(part, values) for name, part in plain.items()}
    return [_fill(part, values) for part in plain] if isinstance(plain, list) else plain


def _signer(sign: str, office: Office, name: str) -> Signer:
    if sign == "collective" and office.collective:
        return Signer(office.head, name, SigningForm.ON_BEHALF, office.collective)
    if sign == "deputy":
        return Signer(office.deputy, name, SigningForm.FOR_HEAD, office.head)
    if sign == "order":
        return Signer(office.order, name, SigningForm.BY_ORDER, office.head)
    return Signer(office.head, name)


def _template(code: str, row: Mapping[str, Any]) -> Template:
    return Template(
        type_code=code,
        use=row["use"],
        subject=row["subject"],
        body=tuple(_block(kind, held) for one in row["body"] for kind, held in one.items()),
        sign=row["sign"],
        to=tuple(row["to"]),
        guide={**COMMON_GUIDE, **row["guide"]},
        values=row["values"],
        addressees=tuple(row.get("addressees", ())),
        urgency=Urgency(row.get("urgency", "thuong")),
    )


def _block(kind: str, held: Any) -> Block:
    if kind == "table":
        return Table(tuple(held["header"]), tuple(map(tuple, held["rows"])))
    if kind in set(HeadingKind):
        return Heading(HeadingKind(kind), *held)
    if kind in set(ItemKind):
        return Item(ItemKind(kind), *held)
    return Paragraph(held, Role.PLAIN if kind == "text" else Role(kind))
