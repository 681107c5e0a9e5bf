"""Single people chosen by what is typed or pasted of them; who is not certain is asked about, never guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from training.accounts import finding
from training.accounts.models import Identity, Membership, Person, Unit
from training.core import fold
from training.core.db import chunks, db
from training.core.errors import RuleBroken

SHOWN = 12
"""Candidates for one entry; with more, one types more of the name."""
OFFERED = 6
"""Candidates while one types."""
PARTIAL = 30
"""Entries looked up as parts of names; whole names and staff codes may be as many as one likes."""
CODE_BEHIND = re.compile(r"\(([^()\s]+)\)$")


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant, with what tells them apart."""

    id: int
    name: str
    code: str
    unit: str

    @property
    def entry(self) -> str:
        """Return what stands for them in a list and is certain."""
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Question:
    """An entry that does not say for certain who is meant; `more` than those shown would fit."""

    typed: str
    people: Sequence[Candidate]
    more: bool = False


@dataclass
class Picked:
    """Who was chosen by id, what is to be asked, and the entries that fit nobody."""

    ids: dict[int, None] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ticked: Collection[int] = ()

    def settled(self, name: str) -> list[int]:
        """Return the chosen people; raise RuleBroken beside the field `name` while anybody is uncertain."""
        if self.unknown:
            listed = ", ".join(f"“{each}”" for each in self.unknown[:10])
            raise RuleBroken(
                _("Nobody there has this name or staff code: %(listed)s", listed=listed), field=name,
                code="people.unknown",
            )  # fmt: skip
        if unsure := [each.typed for each in self.questions if not self.answer(each)]:
            listed = ", ".join(f"“{each}”" for each in unsure[:10])
            said = _("Tick below who is meant by %(listed)s.", listed=listed)
            raise RuleBroken(said, field=name, code="people.which")
        return list(self.ids)

    def answer(self, question: Question) -> list[int]:
        """Return who was ticked among the candidates of a question."""
        return [each.id for each in question.people if each.id in self.ticked]


def pick(text: str, among: Select[int], ticked: Collection[int] = ()) -> Picked:
    """Read a list of people out of `among` (a query for ids): on each line, or between commas, a name or a staff code.

    A staff code is certain, and so is a whole name that one person bears; anything else becomes a question, answered
    by the ids `ticked`. Staff codes may also stand on one line with blanks between.
    """
    entries = list(dict.fromkeys(" ".join(each.split()) for each in re.split(r"[\r\n,;]+", text) if each.strip()))
    picked = Picked(ticked=ticked)
    coded = _coded(entries, among)
    names = [each for each in entries if not _by_code(each, coded, picked)]
    _by_name(names, among, picked)
    return picked


def candidates(words: str, among: Select[int], limit: int = SHOWN) -> Sequence[Candidate]:
    """Return those of `among` whose name or staff code holds every typed word, by name."""
    return [each for each, _folded in _look(among, finding.called(words), limit)] if fold.tokens(words) else []


def _coded(entries: Iterable[str], among: Select[int]) -> Mapping[str, tuple[int, str]]:
    """Return (id, folded name) by each staff code that stands in the entries."""
    words = {word for each in entries for word in [*each.split(), *CODE_BEHIND.findall(each)]}
    query = select(Identity.code, Identity.person_id, Identity.folded).where(Identity.person_id.in_(among))
    found: dict[str, tuple[int, str]] = {}
    for part in chunks(sorted(words), 400):
        found |= {row[0]: (row[1], row[2]) for row in db.session.execute(query.where(Identity.code.in_(part)))}
    return found


def _by_code(entry: str, coded: Mapping[str, tuple[int, str]], picked: Picked) -> bool:
    """Take an entry by its staff codes; say whether it holds any, be they all known or not."""
    words = entry.split()
    if (behind := CODE_BEHIND.search(entry)) and behind[1] in coded:
        words = [behind[1]]
    codes = [each for each in words if each in coded]
    rest = [each for each in words if each not in coded]
    if len(codes) == 1 and set(fold.tokens(" ".join(rest))) <= set(coded[codes[0]][1].split()):
        rest = []  # a name beside its code, as a sheet gives it
    picked.ids |= dict.fromkeys(coded[each][0] for each in codes)
    if codes:
        picked.unknown += rest
    return bool(codes)


def _by_name(names: Sequence[str], among: Select[int], picked: Picked) -> None:
    folded = {name: fold.fold(name) for name in names}
    whole: dict[str, list[Candidate]] = {}
    for part in chunks(sorted(set(folded.values())), 400):
        for person, plain in _look(among, Identity.folded.in_(part)):
            whole.setdefault(plain, []).append(person)
    left = PARTIAL
    for name in names:
        found = whole.get(folded[name], [])
        if len(found) == 1:
            picked.ids[found[0].id] = None
            continue
        if not found and left:
            left, found = left - 1, list(candidates(name, among, SHOWN + 1))
        _ask(name, found, picked)


def _ask(name: str, found: Sequence[Candidate], picked: Picked) -> None:
    if not found:
        picked.unknown.append(name)
        return
    question = Question(name, found[:SHOWN], len(found) > SHOWN)
    picked.questions.append(question)
    picked.ids |= dict.fromkeys(picked.answer(question))


def _look(among: Select[int], fits: ColumnElement[bool], limit: int | None = None) -> list[tuple[Candidate, str]]:
    query: Any = (
        select(Person.id, Identity.full_name, Identity.code, func.min(Unit.name), Identity.folded)
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .where(Person.id.in_(among), fits)
        .group_by(Person.id, Person.name_key, Identity.full_name, Identity.code, Identity.folded)
        .order_by(Person.name_key, Person.id)
    )
    rows = db.session.execute(query.limit(limit) if limit else query)
    return [(Candidate(row[0], row[1], row[2], row[3] or ""), row[4]) for row in rows]
