"""Sign-in names after the pattern `donvi_hovaten`: unit and full name without marks, kept unique by a number."""

from __future__ import annotations

import re
from collections.abc import Container

from training.core import fold

KINDS_OF_UNIT = ("uy ban nhan dan", "ubnd", "van phong", "phuong", "xa", "thi tran", "so", "phong", "ban", "tinh")
LONGEST = 60


def plain(text: str) -> str:
    """Return the letters and digits of `text`, without marks, spaces or capitals."""
    return re.sub(r"[^a-z0-9]", "", fold.fold(fold.nfc(text)))


def short_unit(name: str) -> str:
    """Return a unit's own name without the word for its kind: `phường Cửa Sen` → `cuasen`."""
    words = re.sub(r"\s+", " ", fold.fold(fold.nfc(name))).strip()
    for kind in KINDS_OF_UNIT:
        if words.startswith(kind + " "):
            words = words[len(kind) + 1 :]
    return plain(words) or "donvi"


def propose(unit_name: str, full_name: str, taken: Container[str]) -> str:
    """Return a free sign-in name: `cuasen_mauthimot`, then `cuasen_mauthimot2`, and so on."""
    stem = f"{short_unit(unit_name)}_{plain(full_name) or 'canbo'}"[:LONGEST]
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name
