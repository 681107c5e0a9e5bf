"""What an uploaded file really is, judged by its bytes; its name and the browser's word count for nothing.

Signatures follow the WHATWG MIME Sniffing Standard where it has one, else each format's own specification.
Zip guards live in `zipguard`, text encodings in `encoding`; both are offered here as well.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from training.core.encoding import TextRefused, decode_text
from training.core.fold import fold
from training.core.zipguard import CheckedZip, ZipLimits, ZipRefused, check_zip

LONGEST_NAME = 120
"""Bytes of a file name in UTF-8: fits every file system, with room for a suffix."""


@dataclass(frozen=True)
class Sniffed:
    """A type: `kind` is image, document, sheet, slides, archive, audio, video, page, text or unknown.

    `is_active` marks what a browser would run (pages, SVG, XML): never shown from our own host.
    """

    mime: str
    extension: str
    kind: str
    is_active: bool = False


UNKNOWN = Sniffed("application/octet-stream", "bin", "unknown")
PDF = Sniffed("application/pdf", "pdf", "document")
ZIP = Sniffed("application/zip", "zip", "archive")
TEXT = Sniffed("text/plain", "txt", "text")
CSV = Sniffed("text/csv", "csv", "text")
HTML = Sniffed("text/html", "html", "page", is_active=True)
SVG = Sniffed("image/svg+xml", "svg", "image", is_active=True)
XML = Sniffed("application/xml", "xml", "text", is_active=True)

_PREFIXES = (
    (b"\x89PNG\r\n\x1a\n", Sniffed("image/png", "png", "image")),
    (b"\xff\xd8\xff", Sniffed("image/jpeg", "jpg", "image")),
    (b"GIF87a", Sniffed("image/gif", "gif", "image")),
    (b"GIF89a", Sniffed("image/gif", "gif", "image")),
    (b"\x1aE\xdf\xa3", Sniffed("video/webm", "webm", "video")),
    (b"OggS\x00", Sniffed("audio/ogg", "ogg", "audio")),
    (b"ID3", Sniffed("audio/mpeg", "mp3", "audio")),
    (b"7z\xbc\xaf\x27\x1c", Sniffed("application/x-7z-compressed", "7z", "archive")),
    (b"Rar!\x1a\x07", Sniffed("application/vnd.rar", "rar", "archive")),
    (b"\x1f\x8b\x08", Sniffed("application/gzip", "gz", "archive")),
)
_RIFF = {
    b"WEBP": Sniffed("image/webp", "webp", "image"),
    b"WAVE": Sniffed("audio/wav", "wav", "audio"),
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_IN_ZIP = (
    ("word/document.xml", Sniffed(f"{_OFFICE}wordprocessingml.document", "docx", "document")),
    ("xl/workbook.xml", Sniffed(f"{_OFFICE}spreadsheetml.sheet", "xlsx", "sheet")),
    ("ppt/presentation.xml", Sniffed(f"{_OFFICE}presentationml.presentation", "pptx", "slides")),
)
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin")
_OPEN_KINDS = {
    "text": Sniffed(f"{_OPEN}text", "odt", "document"),
    "spreadsheet": Sniffed(f"{_OPEN}spreadsheet", "ods", "sheet"),
    "presentation": Sniffed(f"{_OPEN}presentation", "odp", "slides"),
}
_OLE = (
    ("WordDocument", Sniffed("application/msword", "doc", "document")),
    ("Workbook", Sniffed("application/vnd.ms-excel", "xls", "sheet")),
    ("Book", Sniffed("application/vnd.ms-excel", "xls", "sheet")),
    ("PowerPoint Document", Sniffed("application/vnd.ms-powerpoint", "ppt", "slides")),
)
_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|style|title|meta|link|h1|div|font|table"
    r"|a|br|p|b|img|form|object|embed)(?:[\s>/]|$)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_NOT_ROOT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


def sniff(data: bytes) -> Sniffed:
    """Return what `data` (a whole file) is; never raises."""
    return _binary(data) or _text(data) or UNKNOWN


def _binary(data: bytes) -> Sniffed | None:
    for prefix, found in _PREFIXES:
        if data.startswith(prefix):
            return found
    if b"%PDF-" in data[:1024]:
        return PDF if data.lstrip().startswith(b"%PDF-") else UNKNOWN
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12], UNKNOWN)
    if data[4:8] == b"ftyp":
        return _iso_media(data[8:12])
    if data[:2] == b"\xff\xfb" or data[:2] in (b"\xff\xf3", b"\xff\xf2"):
        return Sniffed("audio/mpeg", "mp3", "audio")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip(data)
    return _ole(data) if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else None


def _iso_media(brand: bytes) -> Sniffed:
    if brand in (b"M4A ", b"M4B "):
        return Sniffed("audio/mp4", "m4a", "audio")
    if brand in (b"heic", b"heix", b"mif1"):
        return Sniffed("image/heic", "heic", "image")
    if brand == b"avif":
        return Sniffed("image/avif", "avif", "image")
    return Sniffed("video/mp4", "mp4", "video")


def _zip(data: bytes) -> Sniffed:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            declared = archive.read("mimetype")[:200] if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return UNKNOWN
    for kind, found in _OPEN_KINDS.items():
        if declared.strip() == f"{_OPEN}{kind}".encode():
            return found
    if names.intersection(_MACROS):
        return Sniffed("application/vnd.ms-office.macro", "bin", "unknown", is_active=True)
    return next((found for inside, found in _IN_ZIP if inside in names), ZIP)


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 1024


def _ole(data: bytes) -> Sniffed:
    """Look for the stream names of [MS-CFB] directory entries (UTF-16, each ends with a NUL)."""
    for name, found in _OLE:
        if f"{name}\0".encode("utf-16-le") in data:
            return found
    return UNKNOWN


def _text(data: bytes) -> Sniffed | None:
    try:
        text, _ = decode_text(data)
    except TextRefused:
        return None
    head = text[:4096].lstrip()
    if head.startswith("<"):
        return _markup(head)
    return CSV if _is_table(text[:20_000].splitlines()[:20]) else TEXT


def _markup(head: str) -> Sniffed:
    root = _TAG.search(_NOT_ROOT.sub("", head))
    name = root.group(1).lower() if root else ""
    if name == "svg":
        return SVG
    if name == "html" or _PAGE.match(head):
        return HTML
    return XML if head.startswith("<?xml") or (root and re.search(r"\sxmlns[:=]", head)) else _plain_or_page(head)


def _plain_or_page(head: str) -> Sniffed:
    """Treat any other text with a tag in it as a page: a browser might."""
    return HTML if _TAG.search(head) else TEXT


def _is_table(lines: list[str]) -> bool:
    """Say whether the first lines are cut into the same number (two or more) of cells."""
    filled = [re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()][:20]
    cuts = [{line.count(mark) for line in filled} for mark in ",;\t"]
    return len(filled) > 1 and any(len(counts) == 1 and counts != {0} for counts in cuts)


_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?")


def safe_name(name: str, *, fallback: str = "tep") -> str:
    """Return a file name to store and to offer for download: its Vietnamese letters kept, all else harmless.

    No folder, no control or direction marks, nothing Windows reserves, at most LONGEST_NAME bytes.
    """
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    text = "".join(" " if letter.isspace() else letter for letter in text)
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    kept = re.sub(r" +", " ", kept).strip(" .") or fallback
    stem, dot, extension = kept.rpartition(".")
    if not dot or not re.fullmatch(r"[\w+-]{1,12}", extension):
        stem, dot, extension = kept, "", ""
    stem = _cut(stem, LONGEST_NAME - len((dot + extension).encode())).strip(" .") or fallback
    return f"_{stem}{dot}{extension}" if _RESERVED.fullmatch(kept) else stem + dot + extension


def ascii_name(name: str, *, fallback: str = "tep") -> str:
    """Return `safe_name(name)` folded to plain ASCII, for places that know no other letters."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", _keep_case(safe_name(name, fallback=fallback)))
    return re.sub(r"-*\.-*", ".", re.sub(r"-+", "-", plain)).strip("-.") or fallback


def _keep_case(text: str) -> str:
    return "".join(low.upper() if high.isupper() else low for low, high in zip(fold(text), text, strict=True))


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore") if len(text.encode()) > size else text


__all__ = [
    "UNKNOWN",
    "CheckedZip",
    "Sniffed",
    "TextRefused",
    "ZipLimits",
    "ZipRefused",
    "ascii_name",
    "check_zip",
    "decode_text",
    "safe_name",
    "sniff",
]
