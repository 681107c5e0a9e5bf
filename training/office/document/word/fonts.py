"""What a run and a paragraph really look like, after their styles, the defaults and the theme have had their say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MINOR = re.compile(rb"<a:minorFont>.*?<a:latin typeface=\"([^\"]*)\"", re.DOTALL)
EMU_PER_CM, EMU_PER_POINT, TWIPS_PER_CM, TWIPS_PER_POINT = 360000, 12700, 567, 20
DEEPEST = 12
ALIGNMENTS = {"center": "centre", "both": "justify", "right": "right", "end": "right", "distribute": "justify"}


class FontBook:
    """Resolves looks within one document; remembers what it looked up."""

    def __init__(self, document: WordDocument) -> None:
        self._styles = {one.get(f"{W}styleId"): one for one in document.styles.element.findall(f"{W}style")}
        self._default = next(
            (
                one
                for one in self._styles.values()
                if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in {"1", "true"}
            ),
            None,
        )
        defaults = document.styles.element.find(f"{W}docDefaults")
        self._run_defaults = _inside(defaults, "rPrDefault", "rPr")
        self._paragraph_defaults = _inside(defaults, "pPrDefault", "pPr")
        self._theme = _theme_font(document)
        self._seen: dict[str, list[Any]] = {}

    def run(self, chain: list[Any], run: Any) -> dict[str, Any]:
        """Return font, size (points), bold, italic and colour of a `w:r` in a paragraph whose styles are `chain`."""
        own = run.find(f"{W}rPr")
        named = _value(own, "rStyle") if own is not None else None
        layers = [
            own,
            *(_child(style, "rPr") for style in self._chain(named)),
            *(_child(style, "rPr") for style in chain),
            self._run_defaults,
        ]
        size = _first(layers, lambda layer: _value(layer, "sz"))
        return {
            "font": _first(layers, self._font) or "",
            "size": float(size) / 2 if size and size.isdigit() else None,
            "bold": bool(_first(layers, lambda layer: _flag(layer, "b"))),
            "italic": bool(_first(layers, lambda layer: _flag(layer, "i"))),
            "colour": (_first(layers, lambda layer: _value(layer, "color")) or "").upper(),
        }

    def shape(self, paragraph: Any) -> dict[str, Any]:
        """Return alignment, indent (cm), gap (points) and spacing (lines) of a paragraph."""
        layers = [
            paragraph._p.find(f"{W}pPr"),
            *(_child(style, "pPr") for style in self.chain_of(paragraph)),
            self._paragraph_defaults,
        ]
        align = _first(layers, lambda layer: _value(layer, "jc"))
        first = _number(_first(layers, lambda layer: _value(layer, "ind", "firstLine")))
        before = _number(_first(layers, lambda layer: _value(layer, "spacing", "before")))
        after = _number(_first(layers, lambda layer: _value(layer, "spacing", "after")))
        return {
            "align": ALIGNMENTS.get(align or "", "left"),
            "indent": first / TWIPS_PER_CM,
            "gap": max(before, after) / TWIPS_PER_POINT,
            "spacing": _spacing(layers),
        }

    def _font(self, layer: Any) -> str | None:
        named = _value(layer, "rFonts", "ascii")
        if named:
            return named
        return self._theme if _value(layer, "rFonts", "asciiTheme") else None

    def chain_of(self, paragraph: Any) -> list[Any]:
        """Return the styles of a paragraph, the nearest first; looked up once for all its runs."""
        own = paragraph._p.find(f"{W}pPr")
        named = _value(own, "pStyle") if own is not None else None
        if named is None and self._default is not None:
            named = self._default.get(f"{W}styleId")
        return self._chain(named)

    def _chain(self, named: str | None) -> list[Any]:
        if not named:
            return []
        if named not in self._seen:
            chain: list[Any] = []
            at: str | None = named
            while at in self._styles and len(chain) < DEEPEST:
                chain.append(self._styles[at])
                at = _value(self._styles[at], "basedOn")
            self._seen[named] = chain
        return self._seen[named]


def _spacing(layers: list[Any]) -> float | None:
    """Return lines; an exact or least height in points is None, since it depends on the size."""
    for layer in layers:
        height = _value(layer, "spacing", "line")
        if height:
            ruled = _value(layer, "spacing", "lineRule") or "auto"
            return _number(height) / 240 if ruled == "auto" else None
    return 1.0


def _theme_font(document: WordDocument) -> str:
    for one in document.part.rels.values():
        if one.reltype.endswith("/theme") and not one.is_external:
            found = MINOR.search(one.target_part.blob)
            return found[1].decode(errors="replace") if found else ""
    return ""


def _inside(parent: Any, *names: str) -> Any:
    for name in names:
        parent = _child(parent, name)
    return parent


def _child(parent: Any, name: str) -> Any:
    return parent.find(f"{W}{name}") if parent is not None else None


def _value(layer: Any, name: str, attribute: str = "val") -> str | None:
    found = _child(layer, name)
    return found.get(f"{W}{attribute}") if found is not None else None


def _flag(layer: Any, name: str) -> bool | None:
    found = _child(layer, name)
    return None if found is None else found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _first(layers: list[Any], read: Any) -> Any:
    return next((value for value in map(read, layers) if value is not None), None)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
