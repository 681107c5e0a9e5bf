"""What a text in Markdown names elsewhere or cannot bring along, settled before it is cut into blocks.

Links by reference become links in place, since a block knows nothing of the text around it. Pictures and embedded parts
lie elsewhere and are not fetched: words or a link stand in their place, and each is named. Code stays as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_CODE = re.compile(
    r"^[ \t]{0,12}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^[ \t]{0,12}(?P=fence)[`~]*[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).){1,200}?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_NAMED = re.compile(r"^ {0,3}\[([^\]\^\n]{1,200})\]:[ \t]*<?([^\s>]{1,2000})>?[^\n]*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\(\s*<?([^)\s>]{0,2000})>?(?:\s+[\"'][^)\n]*)?\)")
_PICTURE_BY_NAME = re.compile(r"!\[([^\]\n]{0,500})\](?:\[([^\]\n]{0,200})\])?(?!\()")
_LINK_BY_NAME = re.compile(r"(?<![!\\\]])\[([^\]\[\n]{1,300})\](?:\[([^\]\n]{0,200})\])?(?![(:\[])")
_IMG = re.compile(r"<img\b([^>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"<(script|style|iframe|object|embed|video|audio|svg|math|form)\b[^>]{0,4000}>(?:(?:(?!<\1\b).){0,20000}?</\1\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)


@dataclass
class Lost:
    """What a text could not bring along: the words of its pictures, and the names of embedded parts."""

    pictures: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)


def tidy(text: str, lost: Lost) -> str:
    """Return `text` without references, pictures and embedded parts; `lost` gathers what they were."""
    known: dict[str, str] = {}

    def learn(found: re.Match[str]) -> str:
        known.setdefault(found[1].strip().lower(), found[2])
        return ""

    text = _outside_code(text, lambda part: _NAMED.sub(learn, part))
    return _outside_code(text, lambda part: _settle(part, known, lost))


def _settle(part: str, known: Mapping[str, str], lost: Lost) -> str:
    def embedded(found: re.Match[str]) -> str:
        lost.embedded.append(found[1].lower())
        return ""

    def by_name(found: re.Match[str]) -> str:
        address = known.get((found[2] or found[1]).strip().lower())
        return found[0] if address is None else _instead(found[1], address, lost)

    def tag(found: re.Match[str]) -> str:
        said = {each[1].lower(): html.unescape(each[2] or each[3] or each[4] or "")
                for each in _ATTRIBUTE.finditer(found[1])}  # fmt: skip
        return _instead(said.get("alt", ""), said.get("src", ""), lost)

    def link(found: re.Match[str]) -> str:
        address = known.get((found[2] or found[1]).strip().lower())
        return found[0] if address is None else f"[{found[1]}](<{address}>)"

    part = _EMBEDDED.sub(embedded, _COMMENT.sub("", part))
    part = _PICTURE.sub(lambda found: _instead(found[1], found[2], lost), part)
    return _LINK_BY_NAME.sub(link, _IMG.sub(tag, _PICTURE_BY_NAME.sub(by_name, part)))


def _instead(alt: str, address: str, lost: Lost) -> str:
    """Return a link, or only the words, in the place of a picture."""
    words = alt.strip() or address
    lost.pictures.append(words)
    return f"[{words}]({address})" if address.startswith(("http://", "https://")) else words


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    found, at = [], 0
    for code in _CODE.finditer(text):
        found += [change(text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*found, change(text[at:])])
