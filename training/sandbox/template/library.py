"""Reading the shipped province: data files, read when first needed and kept."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

HOME = "training.sandbox.world"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read(template: str, name: str) -> Any:
    """Return one data file of a template, such as ("hai-tram", "stories"); the same object at every call."""
    path = files(HOME) / "library" / template / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - the safe loader, in C
