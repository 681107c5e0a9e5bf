"""A course as one file: the package's own YAML beside its pictures and recordings, in a zip anybody can read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import yaml

from courses import media
from training.core import sniff

Raw = dict[str, Any]
FILES = ("file", "captions")


def as_zip(body: Mapping[str, Any]) -> bytes:
    """Return a course with everything it shows as a zip archive."""
    kept, names = io.BytesIO(), dict[str, str]()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("course.yaml", as_yaml(_head(body["course"])))
        for number, lesson in enumerate(body["lessons"], start=1):
            archive.writestr(f"lessons/{number:02}-{lesson['key']}.yaml", as_yaml(_lesson(lesson, names)))
        for name, place in names.items():
            found = media.bytes_of(name)
            if found is not None:
                archive.writestr(place, found[1])
    return kept.getvalue()


def as_yaml(value: Any) -> str:
    """Return plain data as YAML in the order in which it was written, Vietnamese letters as they are."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)


def _head(head: Mapping[str, Any]) -> Raw:
    new = deepcopy(dict(head))
    for section in new["sections"]:
        for step in section["activities"]:
            if step["activity"].startswith("lesson:"):
                step.pop("title", None)
                step.pop("minutes", None)
    return new


def _lesson(lesson: Mapping[str, Any], names: dict[str, str]) -> Raw:
    new = {name: value for name, value in lesson.items() if name != "own_minutes"}
    new["blocks"] = [_block(block, names) for block in lesson["blocks"]]
    return new


def _block(block: Mapping[str, Any], names: dict[str, str]) -> Raw:
    """Return a block whose files are named as they lie in the archive."""
    new = {"type": block["type"]} | {name: value for name, value in block.items() if name not in ("id", "type")}
    for field in FILES:
        if (name := new.get(field)) and (name in names or media.bytes_of(name)):
            if name not in names:
                found = media.bytes_of(name)
                names[name] = f"media/{len(names) + 1:02}-{sniff.ascii_name(found[0] if found else 'tep')}"
            new[field] = names[name]
    return new
