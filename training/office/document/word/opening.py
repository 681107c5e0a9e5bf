"""Open an uploaded .docx safely: measured as an archive first, judged by its bytes, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from training.core.sniff import sniff
from training.core.zipguard import ZipLimits, ZipRefused, check_zip

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_BYTES = 5 * 1024 * 1024
LIMITS = ZipLimits(entries=1000, one=20 * 1024 * 1024, total=40 * 1024 * 1024, ratio=100)
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
HEAD = 4096


class DocxRefused(ValueError):
    """The file cannot be read.

    `code` says why: empty, too_large, old_word, macro, not_word, bomb, damaged, too_long.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_docx(data: bytes) -> WordDocument:
    """Return the document inside `data`; raises DocxRefused."""
    if not data:
        raise DocxRefused("empty")
    if len(data) > MOST_BYTES:
        raise DocxRefused("too_large")
    _check_kind(data)
    _check_archive(data)
    return _parse(data)


def _check_kind(data: bytes) -> None:
    found = sniff(data)
    if found.extension == "doc":
        raise DocxRefused("old_word")
    if "macro" in found.mime:
        raise DocxRefused("macro")
    if found.extension != "docx":
        raise DocxRefused("damaged" if data[:2] == b"PK" and found.extension == "bin" else "not_word")


def _check_archive(data: bytes) -> None:
    try:
        check_zip(io.BytesIO(data), LIMITS)
    except ZipRefused as refused:
        broken = {"not_a_zip", "damaged", "method", "encrypted"}
        raise DocxRefused("damaged" if refused.code in broken else "bomb") from None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        if any(DOCTYPE.search(archive.read(name)[:HEAD]) for name in parts):
            raise DocxRefused("bomb")


def _parse(data: bytes) -> WordDocument:
    """Let python-docx read it; whatever it raises on a broken package is one thing to the visitor."""
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        if not len(document.sections):
            raise DocxRefused("damaged")
    except DocxRefused:
        raise
    except Exception as error:
        raise DocxRefused("damaged") from error
    return document
