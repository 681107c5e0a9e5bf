"""How activities stand in a list to choose from: by kind and system, said what each is about, namesakes told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from training.accounts.models import Unit
from training.core.activities import ActivityRef, Description
from training.core.db import db

Options = dict[str, list[tuple[str, str]]]


def grouped(label: Any, found: Sequence[Description], named: Callable[[Description], str]) -> Options:
    """Return (value, words) of activities of one kind, by the groups in which their room puts them."""
    titles, groups = told_apart(found), Options()
    for each in found:
        head = f"{label}: {each.group}" if each.group else str(label)
        words = f"{titles[each.ref]} – {each.brief}" if each.brief else titles[each.ref]
        groups.setdefault(head, []).append((named(each), words))
    return groups


def told_apart(found: Iterable[Description]) -> dict[ActivityRef, str]:
    """Return the titles of activities; of those that share one it is said whose they are, and which."""
    every = list(found)
    times = Counter(each.title for each in every)
    same = [each for each in every if times[each.title] > 1]
    owners = {each.owner_unit_id for each in same if each.owner_unit_id is not None}
    names = dict(db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(owners))).all()) if owners else {}
    whose = {each.ref: names.get(each.owner_unit_id or 0) or str(_("The whole house")) for each in same}
    pairs = Counter((each.title, whose[each.ref]) for each in same)
    titles = {each.ref: each.title for each in every}
    for each in same:
        name = whose[each.ref]
        said = _("%(unit)s, no. %(num)s", unit=name, num=each.ref.id) if pairs[each.title, name] > 1 else name
        titles[each.ref] = f"{each.title} ({said})"
    return titles
