"""Pictures inside Moodle's XML: decoded, judged by their bytes, kept where a page may show them, else named."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import quote, unquote

from quizzes.formats.question import Attached
from quizzes.formats.tree import Node
from training.core import sniff

PLACE = "@@PLUGINFILE@@/"
LARGEST = 5 * 1024 * 1024
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
INLINE = re.compile(r"""(?<=["'])data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)(?=["'])""")
OUTSIDE = re.compile(r"""<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']?((?:https?:)?//[^"'\s>]+)""", re.IGNORECASE)
FOREIGN = re.compile(r"<(video|audio|iframe|object|embed|script|svg|math)\b", re.IGNORECASE)


def of(node: Node) -> tuple[list[Attached], list[str]]:
    """Return the pictures of a question in order, and the names of what is not kept."""
    kept, lost = dict[str, Attached](), list[str]()
    old = (node.said("image"), node.said("image_base64"))
    listed = [
        (each.attributes.get("name", ""), each.text, each.attributes.get("encoding", "")) for each in _files(node)
    ]
    if all(old):
        listed.append((old[0].replace("/", "_"), old[1], "base64"))
    elif old[0]:
        lost.append(f"image {old[0]}")
    for name, written, encoding in listed:
        data = _decoded(written, encoding)
        if not name or data is None or not _shown(data):
            lost.append(f"file {name}")
        else:
            kept.setdefault(name, Attached(name, data))
    return list(kept.values()), lost


def drawn_out(text: str, taken: int) -> tuple[str, list[Attached], list[str]]:
    """Return a text whose embedded pictures stand beside it, those pictures, and what is not kept."""
    found = list[Attached]()

    def put(match: re.Match[str]) -> str:
        data = _decoded(match[1], "base64")
        if data is None or not _shown(data):
            return match[0]
        name = f"picture-{taken + len(found) + 1}.{sniff.sniff(data).extension}"
        found.append(Attached(name, data))
        return PLACE + name

    text = INLINE.sub(put, text)
    lost = [f"picture {address}" for address in OUTSIDE.findall(text)]
    lost += ["picture in the text"] * len(INLINE.findall(text))
    lost += [f"<{name.lower()}>" for name in dict.fromkeys(FOREIGN.findall(text))]
    return text, found, lost


def old_image(node: Node, text: str) -> str:
    """Return the text with the picture of the oldest exports at its end."""
    name = node.said("image")
    return (
        f'{text} <img src="{PLACE}{quote(name.replace("/", "_"))}" alt="">'
        if name and node.said("image_base64")
        else text
    )


def named(text: str) -> list[str]:
    """Return the names of the files to which a text refers."""
    return [unquote(each) for each in re.findall(re.escape(PLACE) + r"""/?([^"'\s<>?]+)""", text)]


def _decoded(written: str, encoding: str) -> bytes | None:
    if encoding.lower() != "base64":
        return None
    try:
        return base64.b64decode("".join(written.split()))
    except (binascii.Error, ValueError):
        return None


def _shown(data: bytes) -> bool:
    return 0 < len(data) <= LARGEST and sniff.sniff(data).mime in SHOWN


def _files(node: Node) -> list[Node]:
    own = [each for each in node.children if each.name == "file"]
    return own + [found for each in node.children for found in _files(each)]
