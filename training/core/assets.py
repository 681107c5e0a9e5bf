"""Static files under names that carry their digest: compressed once, cached for a year."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup
from whitenoise import WhiteNoise

from training.core import bundles

COMPRESSED = {".css", ".js", ".svg", ".json", ".txt"}


def asset(name: str) -> str:
    """Return the address of a static file or bundle; raise KeyError for one that does not exist."""
    names: dict[str, str] = current_app.extensions["assets"]
    return f"/static/{names[name]}"


def draw_icon(name: str, big: bool = False) -> Markup:
    """Return the drawing `name` of the sprite, for eyes only: the words beside it say the same."""
    drawn: dict[tuple[str, bool], Markup] = current_app.extensions.setdefault("icons", {})
    if (name, big) not in drawn:
        drawn[name, big] = Markup(
            '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>'
        ).format(" i--big" if big else "", asset("icons.svg"), name)
    return drawn[name, big]


def prepare(source: Path, target: Path) -> dict[str, str]:
    """Write every file of `source`, and the bundles, into `target` under fingerprinted names."""
    pieces = {str(path.relative_to(source)): path.read_bytes() for path in sorted(source.rglob("*")) if path.is_file()}
    pieces |= bundles.build(source)
    names = {name: _fingerprinted(name, data) for name, data in pieces.items()}
    for name, data in pieces.items():
        _write(target / names[name], data)
    return names


def is_immutable(path: str, url: str) -> bool:
    """Say yes for every file: each name changes with its content."""
    return True


def init_app(app: Flask, source: Path) -> None:
    """Serve the static files of the house in front of it."""
    target = app.config["HOUSE"].instance / "assets"
    app.extensions["assets"] = prepare(source, target)
    server = WhiteNoise(
        app.wsgi_app,
        root=str(target),
        prefix="static/",
        immutable_file_test=is_immutable,
        max_age=31536000,
        add_headers_function=_harden,
    )
    app.wsgi_app = server  # type: ignore[method-assign]
    app.jinja_env.globals |= {"asset": asset, "icon": draw_icon}


def _harden(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _fingerprinted(name: str, data: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    digest = hashlib.sha256(data).hexdigest()[:12]
    return f"{stem}.{digest}{dot}{ending}"


def _write(path: Path, data: bytes) -> None:
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if path.suffix in COMPRESSED:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
