"""The sheet of paper of a .docx: its size, its margins, where the page number stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGES = re.compile(rb"<Pages>(\d{1,5})</Pages>")
PAGE_FIELD = re.compile(r"^\s*PAGE\b")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Measures in millimetres; `numbered` is where a page number stands: top, bottom or "" for nowhere.

    `pages` is what the word processor last counted, 1 where it did not say.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    numbered: str = ""
    centred: bool = False
    on_first: bool = False
    pages: int = 1


def sheet_of(document: WordDocument) -> Sheet:
    """Return the sheet of the first section."""
    section = document.sections[0]
    top, bottom = _field(section.header), _field(section.footer)
    field = top if top is not None else bottom
    return Sheet(
        _mm(section.page_width),
        _mm(section.page_height),
        _mm(section.top_margin),
        _mm(section.bottom_margin),
        _mm(section.left_margin),
        _mm(section.right_margin),
        numbered="top" if top is not None else "bottom" if bottom is not None else "",
        centred=field is not None and _is_centred(field),
        on_first=field is not None and not _first_is_different(section, "top" if top is not None else "bottom"),
        pages=_pages(document),
    )


def _mm(length: Any) -> float:
    return round(float(length.mm), 1) if length is not None else 0.0


def _field(story: Any) -> Any:
    """Return the paragraph that holds a PAGE field, or None."""
    for paragraph in story._element.iter(f"{W}p"):
        codes = [one.get(f"{W}instr") or "" for one in paragraph.iter(f"{W}fldSimple")]
        codes += [one.text or "" for one in paragraph.iter(f"{W}instrText")]
        if any(PAGE_FIELD.match(code) for code in codes):
            return paragraph
    return None


def _is_centred(paragraph: Any) -> bool:
    aligned = paragraph.find(f"{W}pPr/{W}jc")
    framed = paragraph.find(f"{W}pPr/{W}framePr")
    inner = next((one for one in paragraph.iterancestors(f"{W}sdtContent")), None)
    value = aligned.get(f"{W}val") if aligned is not None else None
    beside = framed is not None and framed.get(f"{W}xAlign") == "center"
    tabbed = inner is None and value is None and any(True for _ in paragraph.iter(f"{W}tab"))
    return value == "center" or beside or tabbed


def _first_is_different(section: Any, where: str) -> bool:
    first = section.first_page_header if where == "top" else section.first_page_footer
    return bool(section.different_first_page_header_footer) and _field(first) is None


def _pages(document: WordDocument) -> int:
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("/app.xml"):
            found = PAGES.search(part.blob)
            return max(1, int(found[1])) if found else 1
    return 1
