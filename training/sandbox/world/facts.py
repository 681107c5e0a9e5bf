"""What a copy has to know about a procedure: pinned, so that editing a fee breaks no exercise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from training.core.calendar.limits import Policy, TimeLimit, Unit


@dataclass(frozen=True)
class ComponentFacts:
    """One paper of the dossier.

    `copy_kind` (LoaiBan): form, original, certified, photocopy, shown (merely shown: never scanned).
    `in_database`: the data is held by the state, so the paper may not be demanded. `retired`: an old
    checklist still lists it, the rule no longer does. `given_back`: compared at the counter and handed back at once.
    """

    code: str
    name: str
    copy_kind: str = "original"
    required: bool = True
    in_database: bool = False
    retired: bool = False
    given_back: bool = False


@dataclass(frozen=True)
class LimitFacts:
    """One row of time limits; `cut_off` is a wall-clock time such as "15:00"."""

    amount: int
    unit: str = "working_day"
    condition: str = ""
    cut_off: str = ""
    last_hour_waits: bool = False

    def as_limit(self) -> TimeLimit:
        """Return the row as the calendar counts it."""
        cut_off = time.fromisoformat(self.cut_off) if self.cut_off else None
        return TimeLimit(self.amount, Unit(self.unit), self.condition, cut_off, self.last_hour_waits)


@dataclass(frozen=True)
class FeeFacts:
    """A fee in đồng.

    `when`: before (thu trước), after (thu sau), none (miễn). `rule`: none, flat, per_copy, per_page. For
    per_page: `amount` a page for the first two pages of a copy, `from_third` for each further page, at most
    `most_per_copy` a copy (0: no ceiling). `counted` says what a copy is that the fee is counted by.
    """

    when: str = "none"
    rule: str = "none"
    amount: int = 0
    from_third: int = 0
    most_per_copy: int = 0
    note: str = ""
    counted: str = ""


@dataclass(frozen=True)
class ChildFacts:
    """One child file into which a linked procedure is split; `agency`: commune, police, insurance."""

    name: str
    agency: str
    limit: LimitFacts


@dataclass(frozen=True)
class ProcedureFacts:
    """A procedure as the one-stop desk needs it; the catalogue hands these in.

    `level`: commune, department, police, linked. `agency` is the unit that alone is competent, wherever in the
    province the file is handed in ("": the commune of residence). `short_route`: the counter prepares the paper
    itself and puts it straight before the leader, as for certification.
    """

    code: str
    name: str
    components: tuple[ComponentFacts, ...]
    limits: tuple[LimitFacts, ...]
    fee: FeeFacts = FeeFacts()
    level: str = "commune"
    supplement_policy: str = "pause"
    result: str = ""
    short_route: bool = False
    children: tuple[ChildFacts, ...] = ()
    legal_basis: str = ""
    agency: str = ""

    @property
    def policy(self) -> Policy:
        """Return what a supplement does to the clock."""
        return Policy(self.supplement_policy)
