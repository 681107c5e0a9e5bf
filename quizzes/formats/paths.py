"""Categories as files write them: a path of names; `//` stands for a slash inside a name."""

from __future__ import annotations

ROOTS = ("$course$", "$system$", "$cat1$", "$module$", "$category$", "top")
BETWEEN = " / "


def names(written: str) -> tuple[str, ...]:
    """Return the names of a path, without the places that only the other system has (`$course$`, `top`)."""
    held = written.strip().replace("//", "\x00")
    found = [each.replace("\x00", "/").strip() for each in held.split("/")]
    found = [each for each in found if each]
    while found and found[0].lower() in ROOTS:
        found = found[1:]
    return tuple(found)


def joined(path: tuple[str, ...]) -> str:
    """Return a path as people read it."""
    return BETWEEN.join(path)


def written(shown: str) -> str:
    """Return a path as files write it, below `top`."""
    return "/".join(["top", *(each.replace("/", "//") for each in shown.split(BETWEEN) if each)])
