"""A lesson's own part of its page: the same for everyone, hence drawn once a content and language and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup

from courses.blocks import BankQuestion, Block, LinkToActivity
from courses.models import CourseRow
from courses.references import resolve
from courses.types import Lesson
from training.core import i18n, items, richtext
from training.core.items import ItemRef, ItemSource

KEPT = 1000
Links = tuple[tuple[str, str], ...]
Ask = Callable[[str], str] | None


def body(row: CourseRow, number: int, lesson: Lesson) -> Markup:
    """Return what stands in a published lesson, ready for its page."""
    known: dict[Hashable, Markup] = current_app.extensions.setdefault("lessons_drawn", {})
    links = links_of(lesson)
    name = (row.digest, row.id, number, i18n.locale(), links)
    if name not in known:
        if len(known) >= KEPT:
            known.clear()
        known[name] = draw(lesson, links, published_file(row.id), asking(row.id, number))
    return known[name]


def unfolded(drawn: Markup) -> Markup:
    """Return a drawn lesson with every fold open, as paper needs it."""
    return drawn.replace(Markup('<details class="fold">'), Markup('<details class="fold" open>'))


def links_of(lesson: Lesson) -> Links:
    """Return where the activities named in a lesson are, those that this house has."""
    wanted = [block.to for block in lesson.blocks if isinstance(block, LinkToActivity)]
    found = {to: resolve(to) for to in wanted}
    return tuple((to, each.url) for to, each in found.items() if each is not None)


def draw(lesson: Lesson, links: Links, file_url: Callable[[str], str], ask_url: Ask = None) -> Markup:
    """Draw a lesson whose files are found by `file_url`, its questions of the bank by `ask_url`."""
    template = current_app.jinja_env.get_template("courses/_body.html")
    known = {"lesson": lesson, **tools(links, file_url, ask_url)}
    return Markup(template.render(known))  # noqa: S704  (our own template, which escapes)


def draw_block(block: Block, links: Links, file_url: Callable[[str], str]) -> Markup:
    """Draw one block, as its author sees it."""
    template = current_app.jinja_env.get_template(f"courses/blocks/{block.type}.html")
    return Markup(template.render({"block": block, **tools(links, file_url)}))  # noqa: S704  (as above)


def tools(links: Links, file_url: Callable[[str], str], ask_url: Ask = None) -> dict[str, Any]:
    """Return what the templates of blocks need besides the block."""
    return {
        "links": dict(links), "file_url": file_url, "ask_url": ask_url, "markdown": richtext.markdown, "bank": _bank,
    }  # fmt: skip


def published_file(course_id: int) -> Callable[[str], str]:
    """Return how the files of a published course are addressed."""
    return lambda name: url_for("courses.media_file", course_id=course_id, name=name)


def asking(course_id: int, number: int) -> Ask:
    """Return how the questions of a published lesson are addressed."""
    return lambda block: url_for("courses.question", course_id=course_id, number=number, block=block)


def asked(block: BankQuestion) -> tuple[ItemSource, ItemRef] | None:
    """Return the question of the bank that a block shows, or None where it can no longer be asked."""
    source = items.sources().get(block.source)
    ref = ItemRef(block.source, block.item, block.version)
    return (source, ref) if source is not None and ref in source.exist([ref]) else None


def _bank(block: BankQuestion) -> str:
    """Return the words of a question of the bank, or nothing where it can no longer be asked."""
    found = asked(block)
    return found[0].words(found[1]) if found else ""
