"""XML of strangers as a small tree that knows its lines: document types and entities are refused unread."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.parsers.expat import errors

from quizzes.formats.question import FileRefused
from training.core import encoding

DEEPEST, MOST = 60, 400_000
ENTITIES = "A document type or entities are not accepted in this file."
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")

PLAIN = ("ascii", "us-ascii", "iso", "latin", "l1", "windows", "cp", "koi8", "big5", "gb", "euc", "shift", "mac", "tis")
"""How names of text encodings begin; Python also knows some that are no such thing, and slow."""


@dataclass
class Node:
    """One element: name, attributes, own text, children, and the line where it begins."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    pieces: list[str | Node] = field(default_factory=list)
    """Text and children as they follow one another."""
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text that stands directly in this element."""
        return "".join(each for each in self.pieces if isinstance(each, str))

    @property
    def markup(self) -> str:
        """Return what stands in this element; where markup was not wrapped as text, written out again."""
        if not self.children:
            return self.text
        return "".join(html.escape(each) if isinstance(each, str) else each.whole for each in self.pieces)

    @property
    def whole(self) -> str:
        """Return the element written out."""
        said = "".join(f' {name}="{html.escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.name}{said}>{self.markup}</{self.name}>" if self.pieces else f"<{self.name}{said}/>"

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children of this name."""
        return (each for each in self.children if each.name == name)

    def first(self, name: str) -> Node | None:
        """Return the first child of this name."""
        return next(self.all(name), None)

    def said(self, *names: str) -> str:
        """Return the trimmed text at the end of a path of names; "" where there is none.

        Some programs leave out the element `text` and write into the one around it.
        """
        node: Node | None = self
        for name in names:
            inner = node.first(name) if node else None
            node = node if name == "text" and inner is None and node is not self else inner
        if node is None:
            return ""
        return (node.markup if node.name == "text" else node.text).strip()


def parse(data: bytes) -> Node:
    """Return the root; raise FileRefused, with the line, for what is not well-formed or not to be trusted."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    root = Node("", 0)
    path, count = [root], 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(path) > DEEPEST or count > MOST:
            raise FileRefused("The file is nested too deeply or holds too many parts.", parser.CurrentLineNumber)
        node = Node(name, parser.CurrentLineNumber, attributes)
        path[-1].children.append(node)
        path[-1].pieces.append(node)
        path.append(node)

    def refuse(*_about: object) -> None:
        raise FileRefused(ENTITIES, parser.CurrentLineNumber)

    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda _name: path.pop()
    parser.CharacterDataHandler = lambda text: path[-1].pieces.append(text)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    whole = _text(data).replace("\r\n", "\n").replace("\r", "\n")
    text = whole.lstrip()
    ahead = whole[: len(whole) - len(text)].count("\n")
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        unknown = error.code == errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]
        raise FileRefused(ENTITIES if unknown else "The file is not well-formed XML.", error.lineno + ahead) from error
    except FileRefused as error:
        raise FileRefused(str(error), error.line + ahead) from error
    _move(root, ahead)
    return root.children[0]


def _move(root: Node, ahead: int) -> None:
    """Count the empty lines before the beginning, which the parser never saw."""
    waiting = [root] if ahead else []
    while waiting:
        node = waiting.pop()
        node.line += ahead
        waiting += node.children


def _text(data: bytes) -> str:
    declared = DECLARED.match(data)
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    try:
        if name and not name.startswith(("utf", "ucs", "iso-10646")):  # Unicode is found by its bytes, whatever is said
            if not name.startswith(PLAIN):
                raise LookupError(name)
            return unicodedata.normalize("NFC", data.decode(name))
    except LookupError as error:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FileRefused(f"The encoding {name[:30]} is not known. Save the file as UTF-8.", 1) from error
    except UnicodeError:
        pass
    return encoding.decode_text(data)[0]
