"""What a staff list would change, row by row, given what stands already. Pure: the dry run is the run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from training.accounts.rights import Role
from training.accounts.staff_rows import ROLE_WORDS, Problem, StaffRow

Deed = Literal["new_person", "new_post", "change", "same"]


@dataclass(frozen=True)
class UnitFact:
    """A unit that stands, or would stand once the list is in (`id` 0)."""

    id: int
    code: str
    name: str
    parent_code: str
    mine: bool


@dataclass(frozen=True)
class PersonFact:
    """A person on record: `posts` maps unit codes to positions, `roles` are (role, unit code)."""

    id: int
    full_name: str
    email: str
    phone: str
    status: str
    posts: Mapping[str, str]
    roles: frozenset[tuple[str, str]]
    mine: bool


@dataclass(frozen=True)
class Importer:
    """Who imports: an administrator (or the operator's command) may do more."""

    is_admin: bool
    person_id: int | None = None


@dataclass
class Judged:
    """The verdict: units to make, parents first; what each row would do; why others cannot go in."""

    units: list[UnitFact] = field(default_factory=list)
    deeds: list[tuple[StaffRow, Deed]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many units would be made and how many rows would do what."""
        found = dict.fromkeys(("new_person", "new_post", "change", "same"), 0)
        for _row, deed in self.deeds:
            found[deed] += 1
        return found | {"new_unit": len(self.units), "bad": len({problem.line for problem in self.problems})}


def judge(
    rows: Iterable[StaffRow], units: Mapping[str, UnitFact], people: Mapping[str, PersonFact], importer: Importer
) -> Judged:
    """Decide for each row what it would do; nothing is changed."""
    verdict = Judged()
    standing = dict(units)
    rows = list(rows)
    planned = _planned(rows, standing)
    seen: set[str] = set()
    for row in rows:
        problem = _place(row, standing, planned, importer, verdict) or _person(row, people.get(row.code), importer)
        if problem is not None:
            verdict.problems.append(problem)
            continue
        verdict.deeds.append((row, _deed(row, people.get(row.code), row.code in seen)))
        seen.add(row.code)
    return verdict


def _planned(rows: Iterable[StaffRow], standing: Mapping[str, UnitFact]) -> dict[str, StaffRow]:
    """Return the first row that names each unit that does not stand yet."""
    planned: dict[str, StaffRow] = {}
    for row in rows:
        if row.unit_code not in standing and row.unit_name:
            planned.setdefault(row.unit_code, row)
    return planned


def _place(
    row: StaffRow, standing: dict[str, UnitFact], planned: Mapping[str, StaffRow], importer: Importer, verdict: Judged
) -> Problem | None:
    unit = standing.get(row.unit_code)
    if unit is None:
        return _make(row.unit_code, row.line, standing, planned, importer, verdict)
    if row.unit_name and row.unit_name != unit.name:
        return Problem(row.line, "ten_don_vi", "unit_on_record", {"value": unit.name})
    if row.parent_code and row.parent_code != unit.parent_code:
        parent = unit.parent_code or "–"
        return Problem(row.line, "ma_don_vi_cha", "parent_on_record", {"value": parent})
    if not (unit.mine or importer.is_admin):
        return Problem(row.line, "ma_don_vi", "unit_outside")
    return None


def _make(
    code: str,
    line: int,
    standing: dict[str, UnitFact],
    planned: Mapping[str, StaffRow],
    importer: Importer,
    verdict: Judged,
) -> Problem | None:
    """Plan the unit `code` and whatever must stand above it first."""
    chain: list[StaffRow] = []
    while code not in standing:
        source = planned.get(code)
        if source is None:
            return _nameless(code, line, chain)
        if source in chain:
            return Problem(line, "ma_don_vi_cha", "parent_circle")
        chain.append(source)
        if not source.parent_code:
            break
        code = source.parent_code
    top = standing.get(code)
    if not importer.is_admin and not (top is not None and top.mine):
        return Problem(line, "ma_don_vi", "unit_outside")
    for source in reversed(chain):
        made = UnitFact(0, source.unit_code, source.unit_name, source.parent_code, mine=True)
        standing[made.code] = made
        verdict.units.append(made)
    return None


def _nameless(code: str, line: int, chain: list[StaffRow]) -> Problem:
    if chain:
        return Problem(line, "ma_don_vi_cha", "parent_unknown", {"value": code})
    return Problem(line, "ten_don_vi", "unit_unnamed")


def _person(row: StaffRow, known: PersonFact | None, importer: Importer) -> Problem | None:
    if row.role is not Role.LEARNER and not importer.is_admin:
        return Problem(row.line, "vai_tro", "role_not_yours", {"value": ROLE_WORDS[row.role][1]})
    if known is None:
        return None
    if known.full_name != row.full_name:
        return Problem(row.line, "ho_ten", "name_on_record", {"value": known.full_name})
    if known.status == "disabled":
        return Problem(row.line, "ma_can_bo", "closed")
    if not (known.mine or importer.is_admin):
        return Problem(row.line, "ma_can_bo", "person_elsewhere")
    return None


def _deed(row: StaffRow, known: PersonFact | None, seen: bool) -> Deed:
    if known is None:
        return "new_post" if seen else "new_person"
    if row.unit_code not in known.posts:
        return "new_post"
    changed = (
        (row.email and row.email != known.email)
        or (row.phone and row.phone != known.phone)
        or (row.position and row.position != known.posts[row.unit_code])
        or (row.role is not Role.LEARNER and (row.role.value, row.unit_code) not in known.roles)
    )
    return "change" if changed else "same"
