"""A document as a printable page in the decree's layout; every page says that it is fake.

Importing this module loads the PDF library: import it where the file is made.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import KeepTogether, Spacer, TableStyle
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from training.core.pdf import About, build, clean, markup, practice_mark, serif
from training.office.document import dates, page_styles
from training.office.document.copying import CopyBlock, Medium
from training.office.document.page_marks import Rule, SigningSpace, Stamp
from training.office.document.page_styles import LEFT_COLUMN, MARGINS, RIGHT_COLUMN, TEXT_WIDTH
from training.office.document.parts import (
    COUNTRY,
    MOTTO,
    Block,
    Document,
    Heading,
    HeadingKind,
    Item,
    Paragraph,
    Table,
)

FACE_NOTE = "Bản in để thực hành. Phông chữ Source Serif thay cho Times New Roman."


def render(document: Document, copied: CopyBlock | None = None) -> bytes:
    """Return the document as an A4 PDF; long text and tables run on over as many pages as they need.

    `copied` makes it a copy: its block stands under the text on paper, its line at the top right of a file.
    """
    electronic = copied is not None and copied.medium is Medium.ELECTRONIC
    stamped = [_text("copied", copied.stamp)] if copied and electronic else []
    story = [*stamped, _top(document), *_title(document), *_closing(_body(document), document)]
    story += [KeepTogether(_copied(copied))] if copied and not electronic else []
    about = About(f"{document.type.name_vi} {document.printed_number.strip()}", document.issuer.name, document.subject)
    return build(story, about, under=_under, margins=MARGINS)


def _under(canvas: Any, page: int) -> None:
    practice_mark(canvas, serif(), FACE_NOTE)
    if page > 1:
        canvas.setFillColor(black)
        canvas.setFont(serif().regular, page_styles.BODY)
        canvas.drawCentredString(A4[0] / 2, page_styles.NUMBER_AT, str(page))


def _text(style: str, text: str) -> Any:
    return Text(markup(text), page_styles.styles()[style])


def _width(style: str, text: str) -> float:
    set_in = page_styles.styles()[style]
    lines = clean(text).split("\n")
    return max(float(stringWidth(line, set_in.fontName, set_in.fontSize)) for line in lines)


def _top(document: Document) -> Any:
    rows = [
        [_names(document), [_text("country", COUNTRY), _text("motto", MOTTO), Rule(_width("motto", MOTTO))]],
        [_text("number", f"Số: {document.printed_number}"), _text("day", _day(document))],
        [_under_number(document), ""],
    ]
    return Grid(rows, colWidths=(LEFT_COLUMN, RIGHT_COLUMN), style=_bare())


def _bare() -> Any:
    return TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )


def _names(document: Document) -> list[Any]:
    issuer, own = document.issuer, _balanced("issuer", document.issuer.name.upper())
    above = [_text("parent", _balanced("parent", issuer.parent.upper()))] if issuer.parent else []
    return [*above, _text("issuer", own), Rule(min(_width("issuer", own), LEFT_COLUMN) * 0.45)]


def _balanced(style: str, name: str) -> str:
    """Return a name that is too long for its column cut into two lines of about the same length."""
    words = name.split(" ")
    if len(words) < 2 or _width(style, name) <= LEFT_COLUMN:
        return name
    cuts = [f"{' '.join(words[:at])}\n{' '.join(words[at:])}" for at in range(1, len(words))]
    return min(cuts, key=lambda cut: _width(style, cut))


def _day(document: Document) -> str:
    return dates.place_and_day(document.place, document.day)


def _under_number(document: Document) -> list[Any]:
    about = [] if document.type.printed else [_text("about", f"V/v {document.subject}")]
    return [*about, *(Stamp(word) for word in (document.secrecy.stamp, document.urgency.stamp) if word)]


def _title(document: Document) -> list[Any]:
    titled: list[Any] = []
    if document.type.printed:
        long = min(_width("subject", document.subject), TEXT_WIDTH / 2) * 0.4
        named = _text("type", document.type.name_vi.upper())
        titled = [named, _text("subject", document.subject), Rule(long, after=8)]
    return titled + _addressees(document)


def _addressees(document: Document) -> list[Any]:
    to = [one.rstrip(" .;") for one in document.addressees]
    if len(to) <= 1:
        return [_text("to", f"Kính gửi: {one}.") for one in to]
    ends = [";"] * (len(to) - 1) + ["."]
    rows = [_text("to-list", f"- {one}{end}") for one, end in zip(to, ends, strict=True)]
    return [_text("to-label", "Kính gửi:"), *rows]


def _body(document: Document) -> list[Any]:
    return [piece for block in document.body for piece in _block(block)]


def _block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return [_text(block.role.value, block.text)]
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Item):
        return [_text("plain", f"{block.label} {block.text}")]
    return _table(block)


def _heading(block: Heading) -> list[Any]:
    if block.runs_on:
        words = f"<b>{markup(block.label)}</b> {markup(block.text)}"
        return [Text(words, page_styles.styles()["plain"])]
    if block.kind is HeadingKind.ARTICLE:
        return [_text("article", f"{block.label} {block.text}")]
    titled = [_text("division-title", block.text.upper())] if block.text else []
    return [_text("division", block.label), *titled]


def _table(block: Table) -> list[Any]:
    head = [_text("cell-head", cell) for cell in block.header]
    rows = [[_text("cell", cell) for cell in row] for row in block.rows]
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    grid = Grid([head, *rows], colWidths=_column_widths(block), style=ruled, repeatRows=1, splitInRow=1)
    caption = [_text("caption", block.caption)] if block.caption else []
    return [*caption, Spacer(0, 6), grid]


def _column_widths(block: Table) -> list[float]:
    """Share the width by weight, but give each column room for the longest word of its heading."""
    weights = block.weights or (1.0,) * len(block.header)
    least = [max(_width("cell-head", word) for word in (head.split() or [""])) + 13 for head in block.header]
    if sum(least) >= TEXT_WIDTH:
        return [TEXT_WIDTH * width / sum(least) for width in least]
    spare = TEXT_WIDTH - sum(least)
    wanted = [max(0.0, TEXT_WIDTH * weight / sum(weights) - low) for weight, low in zip(weights, least, strict=True)]
    share = spare / (sum(wanted) or 1.0)
    return [low + want * share for low, want in zip(least, wanted, strict=True)]


def _closing(body: list[Any], document: Document) -> list[Any]:
    """Keep recipients and signature on one page with the paragraph before them: no signature stands alone."""
    most, last = (body[:-1], body[-1:]) if body and isinstance(body[-1], Text) else (body, [])
    return [*most, KeepTogether([*last, Spacer(0, 14), _foot(document)])]


def _copied(copied: CopyBlock) -> list[Any]:
    """Set what a paper copy adds, under a line across the whole width (appendix I, part II)."""
    own = copied.issuer.upper()
    names = [_text("issuer", own), Rule(min(_width("issuer", own), LEFT_COLUMN) * 0.45)]
    rows = [
        [names, _text("type", copied.form.heading)],
        [_text("number", f"Số: {copied.printed_number}"), _text("day", dates.place_and_day(copied.place, copied.day))],
    ]
    across = Rule(TEXT_WIDTH, after=8)
    return [Spacer(0, 10), across, Grid(rows, colWidths=(LEFT_COLUMN, RIGHT_COLUMN), style=_bare()), _foot(copied)]


def _foot(document: Document | CopyBlock) -> Any:
    to = [_text("recipients", line) for line in document.recipients.lines]
    left = [_text("recipients-label", "Nơi nhận:"), *to]
    titles = [_text("sign", line) for line in document.signer.lines]
    space = SigningSpace(signed=document.signed, sealed=document.sealed)
    right = [*titles, space, _text("sign", document.signer.name)]
    return Grid([[left, right]], colWidths=(TEXT_WIDTH * 0.45, TEXT_WIDTH * 0.55), style=_bare())
