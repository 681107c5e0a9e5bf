"""A document as an accessible piece of a web page; it always says that it is fake."""

from __future__ import annotations

from collections.abc import Callable
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
from training.office.markup import fill, joined, lines

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
    opening = fill('<article class="doc" lang="vi" aria-label="{}">', name)
    if identifier:
        opening = fill('<article class="doc" id="{}" lang="vi" aria-label="{}">', identifier, name)
    return opening + joined(parts) + Markup("</article>")


def _fake() -> Markup:
    return fill('<p class="doc__fake"><strong>{}</strong></p>', PRACTICE_MARK)


def _top(document: Document) -> Markup:
    return fill('<header class="doc__top"><div>{}</div><div>{}</div></header>', _left(document), _right(document))


def _left(document: Document) -> Markup:
    issuer = document.issuer
    parent = fill("<span>{}</span> ", issuer.parent.upper()) if issuer.parent else Markup("")
    own = fill('<b class="doc__rule">{}</b>', issuer.name.upper())
    number = fill('<span class="num">Số: {}</span>', document.printed_number)
    about = (
        Markup("") if document.type.printed else fill('<br><span class="doc__about">V/v {}</span>', document.subject)
    )
    return parent + own + number + about + _stamps(document)


def _stamps(document: Document) -> Markup:
    words = (word for word in (document.secrecy.stamp, document.urgency.stamp) if word)
    return joined(fill('<br><strong class="doc__stamp">{}</strong>', word) for word in words)


def _right(document: Document) -> Markup:
    motto = fill('<b class="doc__rule"><span class="num">{}</span></b>', MOTTO)
    written = dates.place_and_day(document.place, document.day)
    stamp = (
        fill('<time datetime="{}">{}</time>', document.day.isoformat(), written)
        if document.day
        else fill("{}", written)
    )
    return fill("<b>{}</b> {}<em>{}</em>", COUNTRY, motto, stamp)


def _body(document: Document, heading: int) -> Markup:
    blocks = joined(_block(block, heading) for block in document.body)
    return fill('<div class="doc__body">{}{}{}</div>', _title(document, heading), _addressees(document), blocks)


def _title(document: Document, heading: int) -> Markup:
    if not document.type.printed:
        return Markup("")
    pattern = '<div class="doc__title"><h{0}>{1}</h{0}><p class="doc__rule"><b>{2}</b></p></div>'
    return fill(pattern, heading, document.type.name_vi.upper(), document.subject)


def _addressees(document: Document) -> Markup:
    if not document.addressees:
        return Markup("")
    if len(document.addressees) == 1:
        return fill('<p class="doc__to">Kính gửi: {}.</p>', document.addressees[0].rstrip(" .;"))
    ends = [";"] * (len(document.addressees) - 1) + ["."]
    rows = (fill("<li>- {}{}</li>", one.rstrip(" .;"), end) for one, end in zip(document.addressees, ends, strict=True))
    return fill('<div class="doc__to"><p>Kính gửi:</p><ul>{}</ul></div>', joined(rows))


def _block(block: Block, heading: int) -> Markup:
    return WRITERS[type(block)](block, heading)


def _paragraph(block: Paragraph, _: int) -> Markup:
    text = lines(block.text)
    if block.role is Role.BASIS:
        text = fill("<em>{}</em>", text)
    if block.role in {Role.AUTHORITY, Role.RESOLVE}:
        text = fill("<b>{}</b>", text)
    named = PART_CLASSES[block.role]
    return fill('<p class="{}">{}</p>', named, text) if named else fill("<p>{}</p>", text)


def _heading(block: Heading, heading: int) -> Markup:
    if block.runs_on:
        return fill("<p><b>{}</b> {}</p>", block.label, lines(block.text))
    level = min(6, heading + 1)
    if block.kind is HeadingKind.ARTICLE:
        return fill('<h{0} class="doc__article">{1} {2}</h{0}>', level, block.label, block.text)
    return fill('<h{0} class="doc__centre">{1}<br>{2}</h{0}>', level, block.label, block.text.upper())


def _item(block: Item, _: int) -> Markup:
    return fill("<p>{} {}</p>", block.label, lines(block.text))


def _table(block: Table, _: int) -> Markup:
    caption = fill("<caption>{}</caption>", block.caption) if block.caption else Markup("")
    head = joined(fill('<th scope="col">{}</th>', cell) for cell in block.header)
    rows = joined(fill("<tr>{}</tr>", _cells(row, block.header)) for row in block.rows)
    return fill('<table class="table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>', caption, head, rows)


def _cells(row: tuple[str, ...], header: tuple[str, ...]) -> Markup:
    return joined(fill('<td data-label="{}">{}</td>', name, cell) for name, cell in zip(header, row, strict=True))


WRITERS: dict[type, Callable[[Any, int], Markup]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Item: _item,
    Table: _table,
}


def _foot(document: Document) -> Markup:
    to = joined((fill("{}", line) for line in document.recipients.lines), "<br>")
    left = fill("<div><b><em>Nơi nhận:</em></b><br>{}</div>", to)
    titles = joined((fill("{}", line) for line in document.signer.lines), "<br>")
    right = fill(
        '<div class="doc__sign"><b>{}</b><br>{}<b>{}</b></div>',
        titles,
        _placeholders(document),
        document.signer.name,
    )
    return fill('<footer class="doc__foot">{}{}</footer>', left, right)


def _placeholders(document: Document) -> Markup:
    """Say what stands in for the signature and the agency's seal; never an emblem."""
    seal = fill('<span class="doc__stamp doc__seal">DẤU<br>GIẢ LẬP</span> ') if document.sealed else Markup("")
    hand = fill('<span class="doc__stamp doc__hand">CHỮ KÝ<br>GIẢ LẬP</span>') if document.signed else Markup("")
    either = seal + hand
    return either + Markup("<br>") if either else Markup('<span class="doc__room"><br><br></span>')
