"""The lines of a .docx in reading order, each with how it looks and in which cell it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from training.core.fold import nfc
from training.office.document.word.fonts import FontBook
from training.office.document.word.opening import DocxRefused

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_LINES = 4000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Look:
    """How most of a line looks: size and gaps in points, indent in centimetres, spacing in lines (None: unknown)."""

    font: str = ""
    size: float | None = None
    bold: bool = False
    italic: bool = False
    colour: str = ""
    align: str = "left"
    indent: float = 0.0
    gap: float = 0.0
    spacing: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `cell` is (table, row, column), None outside tables; `fonts` are all fonts met in it."""

    text: str
    look: Look = field(default_factory=Look)
    cell: tuple[int, int, int] | None = None
    boxed: bool = False
    fonts: tuple[str, ...] = ()

    @property
    def column(self) -> int:
        """Return the column of its table, -1 outside tables."""
        return self.cell[2] if self.cell else -1


def lines_of(document: WordDocument) -> list[Line]:
    """Return every line, text boxes included; raises DocxRefused("too_long") beyond MOST_LINES."""
    walker = _Walker(document)
    found: list[Line] = []
    for line in walker.walk(document.element.body, None):
        found.append(line)
        if len(found) > MOST_LINES:
            raise DocxRefused("too_long")
    return found


class _Walker:
    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.fonts = FontBook(document)
        self.tables = 0

    def walk(self, parent: Any, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, cell)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
                yield from self.walk(child, cell)

    def _table(self, table: Any) -> Iterator[Line]:
        number, self.tables = self.tables, self.tables + 1
        for row, element in enumerate(table.findall(f"{W}tr")):
            for column, cell in enumerate(element.findall(f"{W}tc")):
                yield from self.walk(cell, (number, row, column))

    def _paragraph(self, element: Any, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        from docx.text.paragraph import Paragraph

        paragraph = Paragraph(element, self.document._body)
        pieces = [(run, _text(run)) for run in element.iter(f"{W}r") if _is_own(run, element)]
        yield from self._split(paragraph, pieces, cell)
        for box in element.iter(f"{W}txbxContent"):
            for inner in box.iter(f"{W}p"):
                text = "".join(_text(run) for run in inner.iter(f"{W}r")).strip()
                if text:
                    yield Line(nfc(text), cell=cell, boxed=True)

    def _split(self, paragraph: Any, pieces: list[tuple[Any, str]], cell: Any) -> Iterator[Line]:
        shape, chain = self.fonts.shape(paragraph), self.fonts.chain_of(paragraph)
        rows: list[list[tuple[Any, str]]] = [[]]
        for run, text in pieces:
            first, *rest = text.split("\n")
            rows[-1].append((run, first))
            rows += [[(run, part)] for part in rest]
        for row in rows:
            yield self._line(chain, row, shape, cell)

    def _line(self, chain: list[Any], row: list[tuple[Any, str]], shape: dict[str, Any], cell: Any) -> Line:
        weights: dict[str, Counter[Any]] = {name: Counter() for name in ("font", "size", "bold", "italic", "colour")}
        for run, text in row:
            for name, value in self.fonts.run(chain, run).items():
                weights[name][value] += len(text.strip())
        most: dict[str, Any] = {name: counted.most_common(1)[0][0] for name, counted in weights.items() if counted}
        fonts = tuple(name for name, weight in weights["font"].items() if weight and name)
        return Line(nfc("".join(text for _, text in row)), Look(**most, **shape), cell, fonts=fonts)


def _is_own(run: Any, paragraph: Any) -> bool:
    """Say whether a run is the paragraph's own and stands: not deleted, not inside a text box."""
    for up in run.iterancestors():
        if up is paragraph:
            return True
        if up.tag in {f"{W}del", f"{W}txbxContent"}:
            return False
    return True


def _text(run: Any) -> str:
    marks = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
    return "".join((one.text or "") if one.tag == f"{W}t" else marks.get(one.tag, "") for one in run)
