"""Pictures of questions: kept as files, measured, shown to whoever learns here."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO, cast

from flask import Response, abort, url_for
from flask_babel import gettext as _
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from training.core import files, sniff
from training.core.db import db
from training.core.errors import RuleBroken

PURPOSE, LARGEST = "question", 3_000_000


def keep(sent: FileStorage, by: int) -> dict[str, str]:
    """Keep a picture and return its fields: address, width and height.

    Raises RuleBroken for what is no picture, or too large.
    """
    data = cast("BinaryIO", sent.stream).read(LARGEST + 1)
    size = measured(data)
    if size is None:
        raise RuleBroken(_("Choose a picture as PNG, JPEG, GIF or WebP, up to 3 MB."), field="src", code="picture.kind")
    row = files.store(data, sent.filename or "hinh", PURPOSE, owner_id=by, largest=LARGEST)
    where = url_for("quizzes.picture", code=row.code)
    return {"s-src": where, "s-width": str(size[0]), "s-height": str(size[1])}


def respond(code: str) -> Response:
    """Serve a picture of a question, or 404."""
    row = db.session.scalars(select(files.StoredFile).filter_by(code=code, purpose=PURPOSE)).first()
    if row is None:
        abort(404)
    return files.respond(row, inline=True)


def measured(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, GIF, JPEG or WebP; None for anything else."""
    if len(data) > LARGEST or sniff.sniff(data).mime not in files.SHOWN:
        return None
    try:
        with Image.open(BytesIO(data)) as image:
            return image.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
