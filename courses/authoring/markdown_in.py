"""A course written as one text in Markdown: `#` is its title, `##` begins a lesson, `###` a heading."""

from __future__ import annotations

import re
from typing import Any

from courses.authoring import outline
from courses.authoring.table_text import as_rows
from courses.plain import read_lesson
from courses.reading import reading_minutes
from training.core import fold
from training.core.fold import nfc

Raw = dict[str, Any]
_STEP = re.compile(r"\d{1,3}[.)]\s+(.*)")
_REMARK = re.compile(r">\s*\*\*(nhớ|cẩn thận|mẹo|tham khảo)[:.]?\*\*[:.]?\s*(.*)", re.IGNORECASE)
MOST_LESSONS = 100


def course(text: str, fallback: str) -> Raw:
    """Return the course that a text describes; words before the first lesson say why it matters."""
    title, why, lessons = fallback, list[str](), list[tuple[str, list[str]]]()
    for line in nfc(text).replace("\r\n", "\n").splitlines():
        if line.startswith("# ") and title == fallback:
            title = line[2:].strip()[:200]
        elif line.startswith("## "):
            lessons.append((line[3:].strip()[:200], []))
        elif lessons:
            lessons[-1][1].append(line)
        else:
            why.append(line)
    head = outline.blank("x", title, title[:80])
    head["why"] = "\n".join(why).strip()[:2000]
    if not lessons and head["why"]:
        lessons, head["why"] = [(title, why)], ""
    made = [_lesson(number, *each) for number, each in enumerate(lessons[:MOST_LESSONS], start=1)]
    for lesson in made:
        head = outline.with_step(head, 0, {"activity": f"lesson:x/{lesson['key']}"})
    return {"course": head, "lessons": made}


def blocks(lines: list[str]) -> list[Raw]:
    """Return the blocks of a text: headings, remarks, tables and steps stand apart, all else is running text."""
    found: list[Raw] = []
    for part in _parts(lines):
        first = part[0]
        if first.startswith("###"):
            found.append({"type": "heading", "text": first.lstrip("#").strip() or "…"})
            if len(part) > 1:
                found += blocks(part[1:])
        elif remark := _REMARK.match(first):
            rest = " ".join(line.lstrip("> ").strip() for line in part[1:])
            found.append({"type": "callout", "kind": remark[1].lower(), "md": f"{remark[2]} {rest}".strip() or "…"})
        elif first.lstrip().startswith("|") and len(as_rows("\n".join(part))) > 1 and len(as_rows(first)[0]) > 1:
            rows = as_rows("\n".join(part))
            cut = [row[: len(rows[0])] for row in rows]
            found.append({"type": "table", "caption": cut[0][0], "head": cut[0], "rows": cut[1:]})
        elif len(part) > 1 and all(_STEP.match(line) for line in part):
            found.append({"type": "steps", "items": [_STEP.match(line)[1] for line in part]})  # type: ignore[index]
        else:
            found.append({"type": "text", "md": "\n".join(part)})
    return found


def _lesson(number: int, title: str, lines: list[str]) -> Raw:
    slug = re.sub(r"[^a-z0-9]+", "-", fold.fold(title)).strip("-")[:40]
    made = outline.lesson(f"{slug or 'bai'}-{number}", title or f"{number}")
    made["blocks"] = [{"id": f"b{place}", **block} for place, block in enumerate(blocks(lines), start=1)]
    if made["blocks"]:
        made["minutes"] = reading_minutes(read_lesson(made))
    return made


def _parts(lines: list[str]) -> list[list[str]]:
    """Return the paragraphs of a text."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            parts.append([])
        elif line.startswith("###") and parts[-1]:
            parts.append([line])
        else:
            parts[-1].append(line.rstrip())
    return [part for part in parts if part]
