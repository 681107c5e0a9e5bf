"""Pictures of a question: those written into its texts stand beside it, and what no page of ours can show is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quizzes.formats import attached
from quizzes.formats.attached import PLACE
from quizzes.formats.question import Read

WITH_PICTURES = ("single", "multiple")
"""Types whose options are shown as they are written; other parts of settings are words alone."""
MISSING = "missing picture "
"""How a picture is told of that a text shows and the file does not hold."""
OWN = ("hotspot", "spotcue", "docfix", "file")


def brought(about: Read) -> Read:
    """Bring pictures that stand inside texts to the others, and name those that are missing or have no place."""
    if not any("<" in text or PLACE in text for text in _all(about)):
        return about
    files, lost = list(about.files), list(about.lost)

    def settle(value: Any) -> Any:
        if isinstance(value, str):
            text, found, gone = attached.drawn_out(value, len(files)) if "<" in value else (value, [], [])
            files.extend(found)
            lost.extend(gone)
            return text
        if isinstance(value, dict):
            return {key: settle(each) for key, each in value.items()}
        return [settle(each) for each in value] if isinstance(value, list) else value

    text, feedback, settings = settle(about.text), settle(about.feedback), settle(about.settings)
    hints, said = tuple(settle(each) for each in about.hints), settle(about.said)
    found = replace(about, text=text, feedback=feedback, settings=settings, hints=hints, said=said, files=tuple(files))
    return replace(found, lost=tuple(dict.fromkeys([*lost, *_unkept(found, lost)])))


def _unkept(about: Read, lost: list[str]) -> Iterator[str]:
    """Yield the pictures that the file only names, and those that stand where we keep words alone."""
    held = {each.name for each in about.files}
    own = about.kind in OWN
    bare = [*about.said.values(), *([] if own else _texts(_wordy(about)))]
    for text in _all(about):
        yield from (f"{MISSING}{name}" for name in _named(text) if name not in held and f"file {name}" not in lost)
    for text in bare:
        yield from (f"picture {name}" for name in _named(text) if name in held)


def _all(about: Read) -> Iterator[str]:
    yield from (about.text, about.feedback, *about.hints, *about.said.values())
    yield from _texts(about.settings)


def _named(text: str) -> list[str]:
    return attached.named(text) if PLACE in text else []


def _wordy(about: Read) -> dict[str, Any]:
    """Return the settings without what keeps its pictures."""
    settings = dict(about.settings)
    if about.kind in WITH_PICTURES:
        settings["options"] = [{**each, "text": ""} for each in settings.get("options", ())]
    return settings


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
