"""A course written as one text in Markdown: `#` is its title, `##` begins a lesson, `###` a heading.

Where several `#` stand, each begins a lesson and the title comes from the front matter or the file's name. Front matter
(YAML between `---`) may hold title, summary, why, for_whom and sources. Pictures lie elsewhere and are not fetched: a
link with the same words stands in their place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from flask_babel import gettext as _

from courses.authoring import outline, plain_yaml
from courses.authoring.markdown_tidy import Lost, tidy
from courses.authoring.table_text import as_rows
from courses.plain import read_lesson
from courses.reading import reading_minutes
from training.core import fold, richtext
from training.core.fold import nfc

Raw = dict[str, Any]
_STEP = re.compile(r"\d{1,3}[.)]\s+(.*)")
_REMARK = re.compile(r">\s*\*\*(nhớ|cẩn thận|mẹo|tham khảo)[:.]?\*\*[:.]?\s*(.*)", re.IGNORECASE)
_FRONT = re.compile(r"---\n(.{0,20000}?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_POINT = re.compile(r" {0,3}(?:(\d{1,9}[.)])|[-*+])\s")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
SAID = {"title": 200, "summary": 500, "why": 2000, "for_whom": 500, "sources": 2000}
MOST_LESSONS = 100


def course(text: str, fallback: str, other: list[str] | None = None) -> tuple[Raw, list[str]]:
    """Return the course that a text describes, and the pictures left out; words before the first lesson say why.

    `other` gathers what else is left out, in words.
    """
    front, rest = _front(nfc(text).replace("\r\n", "\n").lstrip("\ufeff\n"))
    lost = Lost()
    lines = _headed(tidy(rest, lost).splitlines())
    mark = "# " if sum(line.startswith("# ") for line in lines) > 1 else "## "
    title, why, lessons = front.get("title", ""), list[str](), list[tuple[str, list[str]]]()
    for line in lines:
        if line.startswith(mark):
            lessons.append((line[len(mark) :].strip()[:200], []))
        elif line.startswith("# ") and not lessons:
            title = title or line[2:].strip()[:200]
        elif lessons:
            lessons[-1][1].append(line)
        else:
            why.append(line)
    title = title or fallback
    head = outline.blank("x", title, title[:80])
    head |= {name: front[name] for name in SAID if name in front} | {"title": title}
    before = "\n".join(why).replace("\x00", "").strip()
    if not lessons and before:
        lessons = [(title, why)]
    elif not head["why"]:
        head["why"] = before[: SAID["why"]]
    made = [_lesson(number, *each) for number, each in enumerate(lessons[:MOST_LESSONS], start=1)]
    for lesson in made:
        head = outline.with_step(head, 0, {"activity": f"lesson:x/{lesson['key']}"})
    if other is not None:
        other += _left_out(lost, lessons)
    return {"course": head, "lessons": made}, lost.pictures


def blocks(lines: list[str]) -> list[Raw]:
    """Return the blocks of a text: headings, remarks, tables and steps stand apart, all else is running text."""
    found: list[Raw] = []
    for part in _parts(lines):
        first = part[0]
        if re.match(r"#{1,6}\s", first):
            found.append({"type": "heading", "text": first.strip("# ").strip() or "…"})
            if len(part) > 1:
                found += blocks(part[1:])
        elif remark := _REMARK.match(first):
            rest = " ".join(line.lstrip("> ").strip() for line in part[1:])
            found.append({"type": "callout", "kind": remark[1].lower(), "md": f"{remark[2]} {rest}".strip() or "…"})
        elif first.lstrip().startswith("|") and len(as_rows("\n".join(part))) > 1 and len(as_rows(first)[0]) > 1:
            rows = as_rows("\n".join(part))
            found.append({"type": "table", "caption": rows[0][0], "head": rows[0], "rows": rows[1:]})
        elif len(part) > 1 and all(_STEP.match(line) for line in part if line):
            steps = [_STEP.match(line) for line in part if line]
            found.append({"type": "steps", "items": [each[1] for each in steps if each]})
        elif richtext.markdown(text := "\n".join(part).replace("\x00", "")).strip():
            found.append({"type": "text", "md": text})
    return found


def _front(text: str) -> tuple[dict[str, str], str]:
    """Return what a text says of itself between two lines of dashes, and the text after it."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    try:
        raw = plain_yaml.load(found[1])
    except yaml.YAMLError:
        raw = None
    if not isinstance(raw, Mapping):
        return {}, text
    said = {name: str(raw[name]).strip()[:most] for name, most in SAID.items() if raw.get(name)}
    return said, text[found.end() :]


def _headed(lines: list[str]) -> list[str]:
    """Write underlined headings like the others, and mark what looks like a heading inside code as none."""
    found: list[str] = []
    fence = ""
    for line in lines:
        opened = _FENCE.match(line)
        if fence:
            fence = "" if opened and opened[1].startswith(fence) else fence
            found.append(f"\x00{line}" if line.startswith("#") or not line.strip() else line)
            continue
        fence = opened[1] if opened else ""
        under = line.rstrip()
        if found and found[-1].strip() and not re.match(r"[#>|\-*+]|\d+[.)]", found[-1]) and len(under) > 2:
            if set(under) == {"="}:
                found[-1] = f"# {found[-1].strip()}"
                continue
            if set(under) == {"-"} and (len(found) == 1 or not found[-2].strip()):
                found[-1] = f"### {found[-1].strip()}"
                continue
        found.append(line)
    return found


def _lesson(number: int, title: str, lines: list[str]) -> Raw:
    slug = re.sub(r"[^a-z0-9]+", "-", fold.fold(title)).strip("-")[:40]
    made = outline.lesson(f"{slug or 'bai'}-{number}", title or f"{number}")
    made["blocks"] = [{"id": f"b{place}", **block} for place, block in enumerate(blocks(lines), start=1)]
    if made["blocks"]:
        made["minutes"] = reading_minutes(read_lesson(made))
    return made


def _parts(lines: list[str]) -> list[list[str]]:
    """Return the paragraphs of a text; a piece of code and a list, its lines apart or not, stay whole."""
    parts: list[list[str]] = [[]]
    for place, line in enumerate(lines):
        if not line.strip():
            following = next((each for each in lines[place + 1 : place + 4] if each.strip()), "")
            parts[-1:] = [[*parts[-1], ""]] if _goes_on(parts[-1], following) else [parts[-1], []]
        elif re.match(r"#{1,6}\s", line) and parts[-1]:
            parts.append([line])
        else:
            parts[-1].append(line.rstrip())
    return [part for part in parts if part]


def _goes_on(part: list[str], following: str) -> bool:
    """Say whether a list goes on after an empty line: by a point of its kind, or by what is set in below one."""
    first, then = (_POINT.match(line) for line in (part[0] if part else "", following))
    if first is None:
        return False
    return following.startswith(("  ", "\t")) or (then is not None and bool(then[1]) == bool(first[1]))


def _left_out(lost: Lost, lessons: list[tuple[str, list[str]]]) -> list[str]:
    """Say what a text held, besides pictures, that a course of this house does not."""
    found = [str(_("embedded part <%(tag)s>: it is not shown here", tag=tag)) for tag in lost.embedded]
    if len(lessons) > MOST_LESSONS:
        found += [str(_("lesson “%(title)s”: a course has at most %(num)s lessons", title=title[:80], num=MOST_LESSONS))
                  for title, _lines in lessons[MOST_LESSONS:]]  # fmt: skip
    for title, lines in lessons[:MOST_LESSONS]:
        for part in _parts(lines):
            rows = [line.strip().strip("|").count("|") for line in part] if part[0].lstrip().startswith("|") else []
            if rows and max(rows) > rows[0]:
                found.append(str(_("%(title)s: cells beyond the first row of a table", title=title[:80])))
    return found
