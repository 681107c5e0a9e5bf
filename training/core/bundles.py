"""Style sheets and scripts put together: few requests on a slow line, and one order of rules."""

from __future__ import annotations

import re
from pathlib import Path

BUNDLES: dict[str, tuple[str, ...]] = {
    "app.css": ("css/tokens.css", "css/layout.css", "css/components.css", "css/words.css", "css/rooms/*.css"),
    "public.css": ("css/tokens.css", "css/layout.css", "css/components.css", "css/words.css", "css/public/*.css"),
    "app.js": ("js/*.js",),
}
"""Bundle name to patterns of source files under `static/`, in the order in which they apply."""


def build(static: Path) -> dict[str, bytes]:
    """Return each bundle's bytes by its name; raise FileNotFoundError for a source that is missing."""
    return {name: _join(static, name, patterns) for name, patterns in BUNDLES.items()}


def _join(static: Path, name: str, patterns: tuple[str, ...]) -> bytes:
    text = "\n".join(path.read_text("utf-8") for pattern in patterns for path in _sources(static, pattern))
    return (slim_css(text) if name.endswith(".css") else text).encode()


def _sources(static: Path, pattern: str) -> list[Path]:
    found = sorted(static.glob(pattern))
    if not found and "*" not in pattern:
        raise FileNotFoundError(static / pattern)
    return found


def slim_css(text: str) -> str:
    """Drop comments and the white space that no rule needs."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).strip()
