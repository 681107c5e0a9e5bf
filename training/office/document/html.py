"""A document as an accessible piece of a web page; it always says that it is fake."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from training.core.practice import PRACTICE_MARK
from training.office.document import dates
from training.office.document.parts import (
    COUNTRY,
    MOTTO,
    Block,
    Document,
    Heading,
    HeadingKind,
    Item,
    Paragraph,
    Role,
    Table,
)

PART_CLASSES = {
    Role.PLAIN: "",
    Role.BASIS: "doc__basis",
    Role.AUTHORITY: "doc__centre",
    Role.RESOLVE: "doc__centre",
    Role.CENTRED: "doc__centre",
}


def render(document: Document, *, heading: int = 2, identifier: str = "") -> Markup:
    """Return the page as an `article.doc` in Vietnamese; `heading` (1–6) is the level of the title.

    Everything a person wrote is escaped. `identifier` becomes the id of the article.
    """
    parts = (_fake(), _top(document), _body(document, heading), _foot(document))
    name = f"{document.type.name_vi} {document.printed_number.strip()}"
    opening = _fill('<article class="doc" lang="vi" aria-label="{}">', name)
    if identifier:
        opening = _fill('<article class="doc" id="{}" lang="vi" aria-label="{}">', identifier, name)
    return opening + _joined(parts) + Markup("</article>")


def _fill(pattern: str, *values: object) -> Markup:
    """Put escaped, composed values into a pattern written in this file."""
    composed = (one if isinstance(one, Markup) else unicodedata.normalize("NFC", str(one)) for one in values)
    return Markup(pattern).format(*composed)  # noqa: S704  (patterns are literals of this module)


def _joined(parts: Iterable[Markup], between: str = "") -> Markup:
    return Markup(between).join(parts)  # noqa: S704


def _lines(text: str) -> Markup:
    return _joined((_fill("{}", line) for line in text.split("\n")), "<br>")


def _fake() -> Markup:
    return _fill('<p class="doc__fake"><strong>{}</strong></p>', PRACTICE_MARK)


def _top(document: Document) -> Markup:
    return _fill(
        '<header class="doc__top"><div>{}</div><div>{}</div></header>', _left(document), _right(document)
    )


def _left(document: Document) -> Markup:
    issuer = document.issuer
    parent = _fill("<span>{}</span> ", issuer.parent.upper()) if issuer.parent else Markup("")
    own = _fill('<b class="doc__rule">{}</b>', issuer.name.upper())
    number = _fill('<span class="num">Số: {}</span>', document.printed_number)
    about = (
        Markup("")
        if document.type.printed
        else _fill('<br><span class="doc__about">V/v {}</span>', document.subject)
    )
    return parent + own + number + about + _stamps(document)


def _stamps(document: Document) -> Markup:
    words = (word for word in (document.secrecy.stamp, document.urgency.stamp) if word)
    return _joined(_fill('<br><strong class="doc__stamp">{}</strong>', word) for word in words)


def _right(document: Document) -> Markup:
    motto = _fill('<b class="doc__rule"><span class="num">{}</span></b>', MOTTO)
    written = dates.place_and_day(document.place, document.day)
    stamp = (
        _fill('<time datetime="{}">{}</time>', document.day.isoformat(), written)
        if document.day
        else _fill("{}", written)
    )
    return _fill("<b>{}</b> {}<em>{}</em>", COUNTRY, motto, stamp)


def _body(document: Document, heading: int) -> Markup:
    blocks = _joined(_block(block, heading) for block in document.body)
    return _fill(
        '<div class="doc__body">{}{}{}</div>', _title(document, heading), _addressees(document), blocks
    )


def _title(document: Document, heading: int) -> Markup:
    if not document.type.printed:
        return Markup("")
    pattern = '<div class="doc__title"><h{0}>{1}</h{0}><p class="doc__rule"><b>{2}</b></p></div>'
    return _fill(pattern, heading, document.type.name_vi.upper(), document.subject)


def _addressees(document: Document) -> Markup:
    if not document.addressees:
        return Markup("")
    if len(document.addressees) == 1:
        return _fill('<p class="doc__to">Kính gửi: {}.</p>', document.addressees[0].rstrip(" .;"))
    ends = [";"] * (len(document.addressees) - 1) + ["."]
    rows = (
        _fill("<li>- {}{}</li>", one.rstrip(" .;"), end)
        for one, end in zip(document.addressees, ends, strict=True)
    )
    return _fill('<div class="doc__to"><p>Kính gửi:</p><ul>{}</ul></div>', _joined(rows))


def _block(block: Block, heading: int) -> Markup:
    return WRITERS[type(block)](block, heading)


def _paragraph(block: Paragraph, _: int) -> Markup:
    text = _lines(block.text)
    if block.role is Role.BASIS:
        text = _fill("<em>{}</em>", text)
    if block.role in {Role.AUTHORITY, Role.RESOLVE}:
        text = _fill("<b>{}</b>", text)
    named = PART_CLASSES[block.role]
    return _fill('<p class="{}">{}</p>', named, text) if named else _fill("<p>{}</p>", text)


def _heading(block: Heading, heading: int) -> Markup:
    level = min(6, heading + (2 if block.kind is HeadingKind.ARTICLE else 1))
    if block.kind is HeadingKind.ARTICLE:
        return _fill('<h{0} class="doc__article">{1} {2}</h{0}>', level, block.label, block.text)
    return _fill('<h{0} class="doc__centre">{1}<br>{2}</h{0}>', level, block.label, block.text.upper())


def _item(block: Item, _: int) -> Markup:
    return _fill("<p>{} {}</p>", block.label, _lines(block.text))


def _table(block: Table, _: int) -> Markup:
    caption = _fill("<caption>{}</caption>", block.caption) if block.caption else Markup("")
    head = _joined(_fill('<th scope="col">{}</th>', cell) for cell in block.header)
    rows = _joined(_fill("<tr>{}</tr>", _cells(row, block.header)) for row in block.rows)
    return _fill(
        '<table class="table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>', caption, head, rows
    )


def _cells(row: tuple[str, ...], header: tuple[str, ...]) -> Markup:
    return _joined(
        _fill('<td data-label="{}">{}</td>', name, cell) for name, cell in zip(header, row, strict=True)
    )


WRITERS: dict[type, Callable[[Any, int], Markup]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Item: _item,
    Table: _table,
}


def _foot(document: Document) -> Markup:
    to = _joined((_fill("{}", line) for line in document.recipients.lines), "<br>")
    left = _fill("<div><b><em>Nơi nhận:</em></b><br>{}</div>", to)
    titles = _joined((_fill("{}", line) for line in document.signer.lines), "<br>")
    right = _fill(
        '<div class="doc__sign"><b>{}</b><br>{}<b>{}</b></div>',
        titles,
        _placeholders(document),
        document.signer.name,
    )
    return _fill('<footer class="doc__foot">{}{}</footer>', left, right)


def _placeholders(document: Document) -> Markup:
    """Say what stands in for the signature and the agency's seal; never an emblem."""
    seal = (
        _fill('<span class="doc__stamp doc__seal">DẤU<br>GIẢ LẬP</span> ') if document.sealed else Markup("")
    )
    hand = (
        _fill('<span class="doc__stamp doc__hand">CHỮ KÝ<br>GIẢ LẬP</span>')
        if document.signed
        else Markup("")
    )
    either = seal + hand
    return either + Markup("<br>") if either else Markup('<span class="doc__room"><br><br></span>')
