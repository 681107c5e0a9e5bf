"""To which page of a copy one comes: the system its exercise begins in, or the page one was at."""

from __future__ import annotations

import re

from flask import request, url_for

from training.sandbox import worlds
from training.sandbox.cases.rules.model import Case
from training.sandbox.documents.rules.offers import record_of
from training.sandbox.models import Copy
from training.sandbox.world.snapshot import Record

DONE = "done"
"""The place on a page that tells what came of the last act; what can be done next stands right under it."""
ON_CASE, ON_PAPER = re.compile(r"/cases/([^/?#]+)"), re.compile(r"/papers/\w+/([^/?#]+)")


def first_page(copy: Copy) -> str:
    """Return the address of the lists of the system in which one is working."""
    exercise, back = worlds.scenario_of(copy), request.form.get("back", "")
    papers = exercise.systems[:1] == ("papers",) if exercise else False
    if "/papers" in back:
        papers = True
    elif back and exercise and len(exercise.systems) > 1:
        papers = False
    return url_for("sandbox.papers" if papers else "sandbox.desk", copy_id=copy.id)


def page_before(copy: Copy) -> str:
    """Return the page of this copy from which a button was pressed; its first page where that is gone by now."""
    home = url_for("sandbox.desk", copy_id=copy.id)
    wanted = request.form.get("back", "")
    inside = wanted == home or wanted.startswith((f"{home}/", f"{home}?"))
    if not inside or "\\" in wanted or "\n" in wanted:
        return home
    named = ON_CASE.search(wanted) or ON_PAPER.search(wanted)
    return first_page(copy) if named and record_before(copy) is None else wanted.split("#")[0]


def record_before(copy: Copy) -> Record | None:
    """Return the record whose page a button was pressed on; None for a page of lists, or one that is gone."""
    wanted, world = request.form.get("back", ""), worlds.current(copy)
    if found := ON_CASE.search(wanted):
        return world.get(Case, found[1])
    found = ON_PAPER.search(wanted)
    return record_of(world, found[1]) if found else None
