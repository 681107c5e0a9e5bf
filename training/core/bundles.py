"""Style sheets and scripts put together: few requests on a slow line, and one order of rules."""

from __future__ import annotations

import re
from pathlib import Path

BUNDLES: dict[str, tuple[str, ...]] = {}
"""Bundle name to source files under `static/`, in the order in which they apply."""


def build(static: Path) -> dict[str, bytes]:
    """Return each bundle's bytes by its name; raise FileNotFoundError for a source that is missing."""
    return {name: _join(static, name, sources) for name, sources in BUNDLES.items()}


def _join(static: Path, name: str, sources: tuple[str, ...]) -> bytes:
    text = "\n".join((static / source).read_text("utf-8") for source in sources)
    return (slim_css(text) if name.endswith(".css") else text).encode()


def slim_css(text: str) -> str:
    """Drop comments and the white space that no rule needs."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?", r"\1", text).strip()
