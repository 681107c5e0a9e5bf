"""Where an act is done on screen, by each practised system: its page, its form filled in, and what leads there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.documents.rules.offers import record_of
from training.sandbox.documents.rules.rulebook import VERBS as PAPER_VERBS
from training.sandbox.models import Copy
from training.sandbox.typed import ABOUT
from training.sandbox.world.rulebook import Verb
from training.sandbox.world.world import World

WINDOW = "main"
"""The window itself: on a telephone it stands below the coach, and links lead down to it."""
GO = "coach.go"
"""The coach's own link to the page on which the next act is done: on whatever page one is, it is there."""


@dataclass(frozen=True)
class Spot:
    """Where an act is done: its page, the same with the form filled in, and hooks that lead there from other pages."""

    url: str = ""
    filled: str = ""
    hooks: tuple[str, ...] = (GO,)


def record_page(copy: Copy, kind: str, code: str) -> str:
    """Return the page of a record of either system."""
    if kind == Case.kind:
        return url_for("sandbox.case", copy_id=copy.id, code=code)
    return url_for("sandbox.record", copy_id=copy.id, kind=kind, code=code)


def case_spot(copy: Copy, world: World, verb: Verb, record: str, args: Mapping[str, Any]) -> Spot | None:
    """Return where an act of the one-stop is done; None for one of another system."""
    if verb.name not in VERBS:
        return None
    if case := world.get(Case, record):
        page = url_for("sandbox.case", copy_id=copy.id, code=case.code)
        return Spot(f"{page}#act-{verb.name}", "", (f"open.{case.code}", GO))
    page = url_for("sandbox.new", copy_id=copy.id, move=verb.name, _anchor=WINDOW)
    filled = url_for("sandbox.new", copy_id=copy.id, move=verb.name, procedure=args.get("procedure"), _anchor=WINDOW)
    return Spot(page, filled, (f"{verb.name}.open", f"menu.{verb.name}", GO))


def paper_spot(copy: Copy, world: World, verb: Verb, record: str, args: Mapping[str, Any]) -> Spot | None:
    """Return where an act of the document system is done; None for one of another system."""
    if verb.name not in PAPER_VERBS:
        return None
    menu = MENUS.get(verb.on, "doc.register" if verb.name == "book.close" else "doc.queue")
    if found := record_of(world, record):
        page = url_for("sandbox.record", copy_id=copy.id, kind=found.kind, code=found.code)
        return Spot(f"{page}#act-{verb.name}", "", (f"open.{found.code}", GO))
    about: dict[str, Any] = {name: str(args[name]) for name in ABOUT if args.get(name)}
    page = url_for("sandbox.new_paper", copy_id=copy.id, move=verb.name, **about, _anchor=WINDOW)
    known = {name: args[name] for name in ("type", "unit") if args.get(name)}
    filled = url_for("sandbox.new_paper", copy_id=copy.id, move=verb.name, **known, **about, _anchor=WINDOW)
    ways = [hook for name, code in about.items() for hook in (f"{verb.name}.{name}", f"open.{code}")]
    begun = f"{verb.name}.open"
    return Spot(page, filled, (begun, *ways, GO) if ways else (begun, f"menu.{verb.name}", menu))


MENUS = {"letter": "doc.mail", "folder": "doc.files", "task": "doc.tasks"}
"""Which entry of the menu leads to each kind of record; all others lie on one's own desk."""
Finder = Callable[[Copy, World, Verb, str, Mapping[str, Any]], "Spot | None"]
SPOTS: tuple[Finder, ...] = (case_spot, paper_spot)
"""Each practised system says where its acts are done; the first that knows one is asked."""
