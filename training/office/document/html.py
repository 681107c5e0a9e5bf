"""A document as an accessible piece of a web page; it always says that it is fake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from training.core.practice import PRACTICE_MARK
from training.office.document import dates
from training.office.document.check.draft import RECIPIENTS_LABEL, addressed, written
from training.office.document.check.finding import Component
from training.office.document.copying import CopyBlock, Medium
from training.office.document.notes import NO_NOTES, Notes
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


def render(
    document: Document,
    *,
    heading: int = 2,
    identifier: str = "",
    notes: Notes = NO_NOTES,
    copied: CopyBlock | None = None,
) -> Markup:
    """Return the page as an `article.doc` in Vietnamese; `heading` (1–6) is the level of the title.

    Everything a person wrote is escaped. `identifier` becomes the id of the article. `notes` are set at their places
    in the text, each a link to the remark of its number (`#remark-3`). `copied` makes it a copy of the document.
    """
    page = (_top(document, notes), _body(document, heading, notes), _foot(document, notes))
    parts = (_fake(), _stamped(copied), *page, _copied(copied))
    name = f"{document.type.name_vi} {document.printed_number.strip()}"
    opening = fill('<article class="doc" lang="vi" aria-label="{}">', name)
    if identifier:
        opening = fill('<article class="doc" id="{}" lang="vi" aria-label="{}">', identifier, name)
    return opening + joined(parts) + Markup("</article>")


def _fake() -> Markup:
    return fill('<p class="doc__fake"><strong>{}</strong></p>', PRACTICE_MARK)


def _top(document: Document, notes: Notes) -> Markup:
    left, right = _left(document, notes), _right(document, notes)
    return fill('<header class="doc__top"><div>{}</div><div>{}</div></header>', left, right)


def _left(document: Document, notes: Notes) -> Markup:
    issuer = document.issuer
    parent = fill("<span>{}</span> ", notes.line(Component.AGENCY, 0, issuer.parent.upper())) if issuer.parent else ""
    own = fill('<b class="doc__rule">{}</b>', notes.line(Component.AGENCY, 1, issuer.name.upper()))
    number = notes.line(Component.NUMBER, 0, f"Số: {document.printed_number}") + notes.whole(Component.NUMBER)
    subject = notes.line(Component.SUBJECT, 1, f"V/v {document.subject}") + notes.whole(Component.SUBJECT)
    about = "" if document.type.printed else fill('<br><span class="doc__about">{}</span>', subject)
    return fill("{}{}", parent, own) + fill('<span class="num">{}</span>{}{}', number, about, _stamps(document, notes))


def _stamps(document: Document, notes: Notes) -> Markup:
    words = [word for word in (document.secrecy.stamp, document.urgency.stamp) if word]
    stamps = (notes.line(Component.STAMPS, place, word) for place, word in enumerate(words))
    return joined(fill('<br><strong class="doc__stamp">{}</strong>', stamp) for stamp in stamps)


def _right(document: Document, notes: Notes) -> Markup:
    motto = fill('<b class="doc__rule"><span class="num">{}</span></b>', MOTTO)
    said = dates.place_and_day(document.place, document.day)
    written = notes.line(Component.PLACE_DAY, 0, said) + notes.whole(Component.PLACE_DAY)
    stamp = (
        fill('<time datetime="{}">{}</time>', document.day.isoformat(), written)
        if document.day
        else fill("{}", written)
    )
    return fill("<b>{}</b> {}<em>{}</em>", COUNTRY, motto, stamp)


def _body(document: Document, heading: int, notes: Notes) -> Markup:
    at, blocks = len(addressed(document.addressees)), list[Markup]()
    for block in document.body:
        blocks.append(_block(block, heading, notes, at))
        at += len(written(block))
    parts = (_title(document, heading, notes), _addressees(document, notes), joined(blocks))
    return fill('<div class="doc__body">{}{}{}{}</div>', *parts, notes.whole(Component.BODY))


def _title(document: Document, heading: int, notes: Notes) -> Markup:
    if not document.type.printed:
        return Markup("")
    pattern = '<div class="doc__title"><h{0}>{1}</h{0}><p class="doc__rule"><b>{2}</b></p></div>'
    named = notes.line(Component.SUBJECT, 0, document.type.name_vi.upper())
    subject = notes.line(Component.SUBJECT, 1, document.subject) + notes.whole(Component.SUBJECT)
    return fill(pattern, heading, named, subject)


def _addressees(document: Document, notes: Notes) -> Markup:
    told = addressed(document.addressees)
    if not told:
        return Markup("")
    if len(told) == 1:
        return fill('<p class="doc__to">{}</p>', notes.line(Component.BODY, 0, told[0]))
    ends = [";"] * (len(told) - 2) + ["."]
    set_ = [notes.line(Component.BODY, place, line) for place, line in enumerate(told)]
    rows = (fill("<li>{}{}</li>", line, end) for line, end in zip(set_[1:], ends, strict=True))
    return fill('<div class="doc__to"><p>{}</p><ul>{}</ul></div>', set_[0], joined(rows))


def _block(block: Block, heading: int, notes: Notes, at: int) -> Markup:
    """Set a block; one with a remark in its lines (from line `at` of the body) is set line by line, marked."""
    told = written(block)
    if not isinstance(block, Table) and any(notes.has(Component.BODY, at + place) for place in range(len(told))):
        return joined(fill("<p>{}</p>", notes.line(Component.BODY, at + n, line)) for n, line in enumerate(told))
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


def _foot(document: Document, notes: Notes) -> Markup:
    told = enumerate(document.recipients.lines, 1)
    to = joined((notes.line(Component.RECIPIENTS, place, line) for place, line in told), "<br>")
    label = notes.line(Component.RECIPIENTS, 0, RECIPIENTS_LABEL)
    whole = notes.whole(Component.RECIPIENTS)
    left = fill("<div><b><em>{}</em></b><br>{}{}</div>", label, to, whole)
    titles = [notes.line(Component.SIGNATURE, place, line) for place, line in enumerate(document.signer.lines)]
    name = notes.line(Component.SIGNATURE, len(titles), document.signer.name)
    right = fill(
        '<div class="doc__sign"><b>{}</b><br>{}<b>{}</b>{}</div>',
        joined(titles, "<br>"),
        _placeholders(document),
        name,
        notes.whole(Component.SIGNATURE) + notes.whole(Component.SEAL),
    )
    return fill('<footer class="doc__foot">{}{}</footer>', left, right)


def _stamped(copied: CopyBlock | None) -> Markup:
    """Return the line at the top right of an electronic copy."""
    if copied is None or copied.medium is Medium.PAPER:
        return Markup("")
    return fill('<p class="doc__copied">{}</p>', copied.stamp)


def _copied(copied: CopyBlock | None) -> Markup:
    """Return what a paper copy adds under the document."""
    if copied is None or copied.medium is not Medium.PAPER:
        return Markup("")
    name = fill('<b class="doc__rule">{}</b>', copied.issuer.upper())
    number = name + fill('<span class="num">Số: {}</span>', copied.printed_number)
    day = fill("<b>{}</b><em>{}</em>", copied.form.heading, dates.place_and_day(copied.place, copied.day))
    top = fill('<div class="doc__top"><div>{}</div><div>{}</div></div>', number, day)
    to = joined((fill("{}", line) for line in copied.recipients.lines), "<br>")
    titles = joined((fill("{}", line) for line in copied.signer.lines), "<br>")
    sign = fill("<b>{}</b><br>{}<b>{}</b>", titles, _placeholders(copied), copied.signer.name)
    foot = '<div class="doc__foot"><div><b><em>{}</em></b><br>{}</div><div class="doc__sign">{}</div></div>'
    below = fill(foot, RECIPIENTS_LABEL, to, sign)
    return fill('<section class="doc__copy" aria-label="{}">{}{}</section>', copied.form.type.name_vi, top, below)


def _placeholders(document: Document | CopyBlock) -> Markup:
    """Say what stands in for the signature and the agency's seal; never an emblem."""
    seal = fill('<span class="doc__stamp doc__seal">DẤU<br>GIẢ LẬP</span> ') if document.sealed else Markup("")
    hand = fill('<span class="doc__stamp doc__hand">CHỮ KÝ<br>GIẢ LẬP</span>') if document.signed else Markup("")
    either = seal + hand
    return either + Markup("<br>") if either else Markup('<span class="doc__room"><br><br></span>')
