"""Files of lessons: judged by what they contain, pictures made small and freed of what a telephone writes into them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from flask import Response, abort
from flask_babel import gettext as _
from sqlalchemy import select

from courses import shipped
from courses.blocks import MEDIA, Video
from courses.types import Lesson
from training.core import encoding, files, sniff
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.files import StoredFile

PURPOSE = "course"
WIDEST = 1600
"""Pixels: sharp on every screen of an office, and a tenth of what a telephone takes."""
MOST_PIXELS = 60_000_000
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
KINDS = {"video": ("video",), "audio": ("audio",), "file": ("document", "sheet", "slides", "image", "text")}
LARGEST_TEXT = 500_000
DAY = 24 * 3600
_TIME = re.compile(r"(\d{1,2}:\d{2}:\d{2}),(\d{3})")


def names_in(lessons: Iterable[Lesson]) -> set[str]:
    """Return the names of every file that lessons show or hand out."""
    blocks = [block for lesson in lessons for block in lesson.blocks if isinstance(block, MEDIA)]
    captions = {block.captions for block in blocks if isinstance(block, Video) and block.captions}
    return {block.file for block in blocks} | captions


def respond(name: str) -> Response:
    """Serve a file by the name that a block has for it; videos and recordings answer parts of themselves."""
    place, _colon, rest = name.partition(":")
    if place == "lib":
        answer = _shipped(rest)
    else:
        row = db.session.scalars(select(StoredFile).filter_by(code=rest, purpose=PURPOSE)).first()
        if row is None or place != "up":
            abort(404)
        answer = _captions(row) if row.name.endswith(".vtt") else files.respond(row, inline=True)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = f"private, max-age={DAY}"
    return answer


def keep(kind: str, source: BinaryIO, name: str, *, by: int | None) -> str:
    """Keep an uploaded file for a block of `kind`, and return the name by which the block calls it.

    Raises RuleBroken for a file that is something else, too large or damaged. Drawings in SVG can hold programs and
    are refused.
    """
    data = source.read(files.LARGEST + 1)
    found = sniff.sniff(data[: files.LARGEST])
    if kind == "captions":
        data, name = _as_vtt(data), name.rpartition(".")[0] + ".vtt"
    elif kind == "picture":
        data = _smaller(data, found.mime)
    elif found.is_active or found.kind not in KINDS[kind]:
        raise RuleBroken(_refusal(kind), field="file", code="course.file_type")
    row = files.store(data, name, PURPOSE, owner_id=by)
    return f"up:{row.code}"


def bytes_of(name: str) -> tuple[str, bytes] | None:
    """Return (file name, bytes) of a block's file, or None where it is gone."""
    place, _colon, rest = name.partition(":")
    if place == "lib":
        try:
            path = shipped.picture_path(rest)
        except KeyError:
            return None
        return path.name, path.read_bytes()
    row = db.session.scalars(select(StoredFile).filter_by(code=rest, purpose=PURPOSE)).first()
    return (row.name, row.path.read_bytes()) if row is not None and row.path.is_file() else None


def _shipped(name: str) -> Response:
    try:
        return Response(shipped.picture_path(name).read_bytes(), mimetype="image/svg+xml")
    except KeyError:
        abort(404)


def _captions(row: StoredFile) -> Response:
    return Response(row.path.read_bytes(), mimetype="text/vtt")


def _smaller(data: bytes, mime: str) -> bytes:
    """Return a picture that fits a page, upright, without place and camera; a short animation stays as it is."""
    if mime == "image/gif":
        return data
    if mime not in PICTURES:
        raise RuleBroken(_refusal("picture"), field="file", code="course.file_type")
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RuleBroken(_("The picture is too large. Make it smaller, then choose it again."),
                                 field="file", code="course.file_large")  # fmt: skip
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((WIDEST, WIDEST))
            kept = io.BytesIO()
            plain = upright.convert("RGB") if mime == "image/jpeg" and upright.mode != "RGB" else upright
            plain.save(kept, PICTURES[mime], quality=85)
    except (OSError, ValueError, SyntaxError) as error:
        message = _("The picture cannot be read. Save it again as PNG or JPEG.")
        raise RuleBroken(message, field="file", code="course.file_broken") from error
    return kept.getvalue()


def _as_vtt(data: bytes) -> bytes:
    """Return captions as WebVTT (W3C), from WebVTT or SubRip; markup in them is plain text to players."""
    try:
        text = encoding.decode_text(data[:LARGEST_TEXT])[0].replace("\r\n", "\n").strip()
    except encoding.TextRefused:
        text = ""
    if not text.startswith("WEBVTT"):
        text = "WEBVTT\n\n" + _TIME.sub(r"\1.\2", text)
    if "-->" not in text:
        message = _("Captions are a .vtt or .srt file with times in it.")
        raise RuleBroken(message, field="captions_file", code="course.file_type")
    return text.encode()


def _refusal(kind: str) -> str:
    said = {
        "picture": _("Choose a picture: PNG, JPEG, WebP or GIF. Drawings in SVG can hold programs; save them as PNG."),
        "video": _("Choose a video in MP4 or WebM."),
        "audio": _("Choose a recording in MP3, M4A, OGG or WAV."),
        "file": _("Choose a document, a table, slides, a picture or a plain text; no programs, pages or macros."),
    }
    return str(said[kind])
