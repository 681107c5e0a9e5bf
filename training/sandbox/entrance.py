"""Which page of a copy stands open first: the system its exercise begins in, or the one just left."""

from __future__ import annotations

from flask import request, url_for

from training.sandbox import worlds
from training.sandbox.models import Copy


def first_page(copy: Copy) -> str:
    """Return the address of the lists of the system in which one is working."""
    exercise, back = worlds.scenario_of(copy), request.form.get("back", "")
    papers = exercise.systems[:1] == ("papers",) if exercise else False
    if "/papers" in back:
        papers = True
    elif back and exercise and len(exercise.systems) > 1:
        papers = False
    return url_for("sandbox.papers" if papers else "sandbox.desk", copy_id=copy.id)
