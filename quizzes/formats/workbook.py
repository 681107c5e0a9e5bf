"""What stands in a workbook and is not read as a table: formulas without a result, other sheets, pictures."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from quizzes.formats.question import FileRefused
from quizzes.formats.tree import ENTITIES
from training.core import sheet

NO_VALUE = "Cell {}: a formula without its result. Open the file in a table program, save it, and bring it again."
AN_ERROR = "Cell {}: an error stands there instead of a value."
OTHER_SHEET = "The sheet {} is not read: only the first one that is not hidden is."
PICTURES = "Pictures in a table are not read."
MOST = 200
"""Cells that are named; more help nobody."""
LARGEST = 50_000_000
"""Bytes of a sheet that is looked through; larger ones hold rows enough to be refused."""
ROW = re.compile(r"\d+$")


@dataclass
class _Cells:
    """The cells of one sheet that hold no value, by row."""

    found: dict[int, tuple[str, list[str]]] = field(default_factory=dict)
    place: str = ""
    kind: str = ""
    formula: bool = False
    value: str | None = None
    inside: bool = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a cell, its formula or its value."""
        if name == "c":
            self.place, self.kind = attributes.get("r", ""), attributes.get("t", "")
            self.formula, self.value = False, None
        elif name == "f":
            self.formula = True
        elif name == "v":
            self.value, self.inside = "", True

    def said(self, text: str) -> None:
        """Take a piece of a value."""
        if self.inside and self.value is not None:
            self.value += text[:10]

    def closed(self, name: str) -> None:
        """Judge a cell that ends."""
        if name == "v":
            self.inside = False
        row = ROW.search(self.place) if name == "c" and len(self.found) < MOST else None
        if row is None:
            return
        empty = not self.value and not (self.kind == "str" and self.value is not None)
        told = AN_ERROR if self.kind == "e" else NO_VALUE if self.formula and empty else ""
        if told:
            self.found.setdefault(int(row[0]), (told, []))[1].append(self.place)


def without_value(data: bytes) -> dict[int, str]:
    """Return what is wrong with cells that hold no value, by the number of their row, each cell called by its place.

    Raises FileRefused for a workbook that declares a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _part(archive)
            written = archive.read(part) if archive.getinfo(part).file_size <= LARGEST else b""
    except FileRefused:
        raise
    except (KeyError, ValueError, IndexError, OSError, zipfile.BadZipFile, expat.ExpatError, RuntimeError):
        return {}
    if not any(each in written for each in (b"<f", b'"e"', b"<!DOCTYPE")):
        return {}
    cells, parser = _Cells(), expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: cells.opened(name.rpartition(" ")[2], attributes)
    parser.EndElementHandler = lambda name: cells.closed(name.rpartition(" ")[2])
    parser.CharacterDataHandler = cells.said
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(written, True)
    except expat.ExpatError:
        return {}
    return {row: told.format(", ".join(places[:5])) for row, (told, places) in cells.found.items()}


def left_out(data: bytes) -> list[str]:
    """Return what else the workbook holds and nobody reads: sheets and pictures."""
    names = [OTHER_SHEET.format(name) for name in sheet.others(data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            drawn = any(each.startswith("xl/media/") for each in archive.namelist())
    except (ValueError, OSError, zipfile.BadZipFile):
        drawn = False
    return names + [PICTURES] * drawn


def _part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the sheet which is read."""
    sheets, links = list[dict[str, str]](), dict[str, str]()

    def in_book(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "sheet":
            sheets.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def in_links(_name: str, attributes: dict[str, str]) -> None:
        links[attributes.get("Id", "")] = attributes.get("Target", "")

    for part, take in (("xl/workbook.xml", in_book), ("xl/_rels/workbook.xml.rels", in_links)):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.StartDoctypeDeclHandler = take, _refuse
        parser.Parse(archive.read(part), True)
    shown = [each for each in sheets if each.get("state", "visible") == "visible"] or sheets
    target = links[shown[0]["id"]]
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _refuse(*_about: object) -> None:
    raise FileRefused(ENTITIES)
