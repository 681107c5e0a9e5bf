"""Uploaded files: typed by what they contain, kept by digest, served as attachments or as what cannot run."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from flask import Response, current_app, send_file

from training.core import clock, sniff
from training.core.db import Base, Mapped, db, mapped_column, moment, pk
from training.core.errors import RuleBroken

LARGEST = 50 * 1024 * 1024
"""Bytes; the limit one provincial regulation sets for a file in its document system."""
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
PLAYED = frozenset({"video/mp4", "video/webm", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"})


class StoredFile(Base):
    """One uploaded or produced file; the same bytes are kept once on disk."""

    __tablename__ = "stored_file"

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    purpose: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[moment]

    @property
    def path(self) -> Path:
        """Return where the bytes lie."""
        return _path(self.digest)


def store(
    source: BinaryIO | bytes, name: str, purpose: str, *, owner_id: int | None = None, largest: int = LARGEST
) -> StoredFile:
    """Keep a file and return its row; raise RuleBroken for one that is too large or empty."""
    from flask_babel import gettext as _

    data = source if isinstance(source, bytes) else source.read(largest + 1)
    if len(data) > largest:
        raise RuleBroken(
            _("The file is larger than %(size)s MB. Choose a smaller one.", size=largest // 1024 // 1024),
            code="file.too_large",
        )
    if not data:
        raise RuleBroken(_("The file is empty. Choose it again."), code="file.empty")
    digest = hashlib.sha256(data).hexdigest()
    _write(_path(digest), data)
    row = StoredFile(
        code=secrets.token_urlsafe(18), digest=digest, name=sniff.safe_name(name), mime=sniff.sniff(data).mime,
        size=len(data), purpose=purpose, owner_id=owner_id, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def respond(file: StoredFile, *, inline: bool = False) -> Response:
    """Serve `file` as an attachment; `inline` shows plain pictures, films and recordings, and nothing else.

    A player may ask for a part of it (Range).
    """
    safe = SHOWN | PLAYED
    shown = inline and file.mime in safe
    mime = file.mime if file.mime in safe or file.mime == "application/pdf" else "application/octet-stream"
    answer = send_file(
        file.path, mimetype=mime, as_attachment=not shown, download_name=file.name, etag=file.digest, conditional=True
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _path(digest: str) -> Path:
    folder: Path = current_app.config["HOUSE"].instance / "files"
    return folder / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with draft.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(path)
