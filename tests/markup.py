"""What the HTML standard forbids and a browser mends in silence: read from the page as it was sent."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "form", "section", "article", "fieldset", "details", "pre"}
PHRASING_ONLY = {"p", "legend", "span", "label", "button", "h1", "h2", "h3", "h4", "summary", "dt", "strong", "em"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.slips: list[str] = []
        self.wants_empty = False
        self.first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("id")
        if name in self.ids:
            self.slips.append(f"id {name} twice")
        if name:
            self.ids.add(name)
        inside = next((each for each in reversed(self.open) if each in PHRASING_ONLY or each in BLOCKS), "")
        if tag in BLOCKS and inside in PHRASING_ONLY:
            self.slips.append(f"{tag} in {inside}, line {self.getpos()[0]}")
        if self.open and self.open[-1] == "div" and self.open[-2:-1] == ["dl"] and tag not in {"dt", "dd"}:
            self.slips.append(f"{tag} in a group of a dl, line {self.getpos()[0]}")
        if tag == "select":
            self.wants_empty = "required" in given and "multiple" not in given and given.get("size") in {None, "1"}
        if tag == "option" and self.wants_empty:
            self.wants_empty = False
            if given.get("value") != "":
                self.slips.append(f"a list that must be answered begins with an answer, line {self.getpos()[0]}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.slips.append(f"</{tag}> closes {self.open[-1] if self.open else 'nothing'}, line {self.getpos()[0]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def slips(page: str) -> list[str]:
    """Return what is wrong with `page`: doubled ids, blocks where only words may stand, tags closed out of order."""
    reader = _Reader()
    reader.feed(page)
    return reader.slips
