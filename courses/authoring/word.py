"""What is pasted from Word or a web page, as plain Markdown: structure is kept, looks and programs are not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from courses.authoring.grid import Grid
from courses.authoring.tabbed import table
from training.core import richtext
from training.core.fold import nfc

LARGEST = 1_000_000
_MARK = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "del": "~~", "s": "~~"}
_BULLET = re.compile(r"^(?:[·•▪◦§o\-–])[\s\xa0]+")
_NUMBER = re.compile(r"^(\d{1,3})[.)][\s\xa0]+")
_HEADING = re.compile(r"<(/?)[hH]([156])\b")
"""Headings that the house does not show: they become the nearest that it does."""
_BLOCKS = frozenset({
    "table", "tr", "td", "th", "p", "div", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "pre",
})  # fmt: skip
_SPECIAL = re.compile(r"([\\`*_\[\]<>#])")


def to_markdown(html: str) -> str:
    """Return the Markdown of a piece of HTML, cleaned first; Word's imitated lists become lists."""
    reader = _Reader()
    known = _HEADING.sub(lambda found: f"<{found[1]}h{'2' if found[2] == '1' else '4'}", nfc(html[:LARGEST]))
    reader.feed(richtext.clean_html(known))
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines())).strip()


class _Reader(HTMLParser):
    """Collects blocks of text with their marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        self.words = ""
        self.lists: list[tuple[str, int]] = []
        self.kind = ""
        self.grid: Grid | None = None
        self.nested = 0
        self.tables = 0
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a mark or a cell."""
        if tag == "table" and self.grid is None:
            self._end()
            self.grid, self.nested = Grid(), 0
        elif self.grid is not None and tag in _BLOCKS:
            self._in_table(self.grid, tag, dict(attrs))
        elif tag in ("ul", "ol"):
            self._end()
            self.lists.append((tag, 0))
        elif tag == "li":
            self._end()
            kind, number = self.lists.pop() if self.lists else ("ul", 0)
            self.lists.append((kind, number + 1))
            self.kind = f"{number + 1}. " if kind == "ol" else "- "
        elif tag in ("h2", "h3", "h4"):
            self._end()
            self.kind = "## "
        elif tag in ("p", "div", "blockquote", "pre") and not self.kind:
            self._end()
        elif tag == "br":
            self.words += " " if self.grid is not None else "\n"
        elif tag == "a":
            self.hrefs.append(dict(attrs).get("href") or "")
            self.words += "[" if self.hrefs[-1] else ""
        elif tag in _MARK:
            self.words += f"\x01{_MARK[tag]}"

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if self.grid is not None and tag in _BLOCKS:
            self._out_of_table(self.grid, tag)
        elif tag in ("ul", "ol"):
            self._end()
            if self.lists:
                self.lists.pop()
        elif tag in ("p", "div", "li", "h2", "h3", "h4", "blockquote", "pre"):
            self._end()
        elif tag == "a" and self.hrefs:
            href = self.hrefs.pop()
            self.words += f"]({href})" if href else ""
        elif tag in _MARK:
            self.words += f"\x02{_MARK[tag]}"

    def handle_data(self, data: str) -> None:
        """Take words as words: what looks like markup in them is none."""
        self.words += _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", data))

    def close(self) -> None:
        """Keep what is left."""
        super().close()
        self._end()

    def lines(self) -> list[str]:
        """Return the text, blocks apart, lists and tables together."""
        found: list[str] = []
        last = ""
        for kind, text in self.blocks:
            together = kind and kind == last
            found += [text] if together else ["", text]
            last = kind
        return found

    def _in_table(self, grid: Grid, tag: str, attrs: dict[str, str | None]) -> None:
        """Begin a row or a cell; anything else parts words inside a cell, a table in a table too."""
        if tag == "table":
            self.nested += 1
        if tag == "tr" and not self.nested:
            if self.words.strip():
                self.blocks.append(("", _tidy(self.words)))  # the table's caption
            self.words = ""
            grid.begin_row()
        elif tag in ("td", "th") and not self.nested:
            self.words = ""
            grid.begin_cell(attrs.get("colspan"), attrs.get("rowspan"))
        else:
            apart = tag in ("li", "td", "th") and self.words.strip()
            self.words = f"{self.words.rstrip()}; " if apart else f"{self.words} "

    def _out_of_table(self, grid: Grid, tag: str) -> None:
        if tag == "table" and self.nested:
            self.nested -= 1
        elif tag in ("td", "th") and not self.nested:
            grid.fill(_tidy(self.words).replace("\n", " "))
            self.words = ""
        elif tag == "table":
            self.tables += 1
            above, rows = grid.parts()
            self.blocks += [("", each) for each in above]
            self.blocks += [(f"|{self.tables}", line) for line in table(rows)]
            self.grid, self.words = None, ""
        else:
            self.words += " "

    def _end(self) -> None:
        text, kind = _tidy(self.words), self.kind
        self.words, self.kind = "", ""
        if not text:
            return
        if not kind and (numbered := _NUMBER.match(text)):
            self.blocks.append(("list", f"{numbered[1]}. {text[numbered.end() :]}"))
        elif not kind and (bullet := _BULLET.match(text)):
            self.blocks.append(("list", f"- {text[bullet.end() :]}"))
        elif kind == "## ":
            self.blocks.append(("", f"## {text}"))
        elif kind:
            deep = "  " * (len(self.lists) - 1) if self.lists else ""
            self.blocks.append(("list", f"{deep}{kind}{text}"))
        else:
            self.blocks.append(("", text))


def _tidy(words: str) -> str:
    """Set marks close to their words, drop empty ones, and cut the spaces around."""
    text = words.replace("\xa0", " ")
    text = re.sub(r"\x01(\*\*|\*|`|~~)(\s*)\x02\1", r"\2", text)
    text = re.sub(r"\x01(\*\*|\*|`|~~)(\s+)", r"\2\1", text)
    text = re.sub(r"(\s+)\x02(\*\*|\*|`|~~)", r"\2\1", text)
    text = re.sub(r"[\x01\x02]", "", text)
    return re.sub(r"[ \t]+", " ", text).strip()
