"""How far the counter keeps its promises just now: lights, outcomes, ways of filing, and what citizens say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from training.sandbox.cases.rules.boards import shown_light
from training.sandbox.cases.rules.deadlines import outcome_of
from training.sandbox.cases.rules.model import Case
from training.sandbox.world.world import World


@dataclass(frozen=True)
class Kept:
    """Finished cases of one procedure by how they ended."""

    procedure: str
    early: int
    on_time: int
    late: int

    @property
    def total(self) -> int:
        """Return how many were finished."""
        return self.early + self.on_time + self.late

    @property
    def percent(self) -> int:
        """Return what share was kept, in whole percent."""
        return percent(self.early + self.on_time, self.total)


@dataclass(frozen=True)
class Standing:
    """The figures of the dashboard; `rating` is the average of `rated` answers, 0 where nobody answered."""

    lights: dict[str, int]
    whole: Kept
    procedures: tuple[Kept, ...]
    online: int
    filed: int
    paid_online: int
    paid: int
    scanned: int
    to_scan: int
    rated: int
    rating: float


def percent(part: int, whole: int) -> int:
    """Return `part` of `whole` in whole percent, rounded down; 100 of nothing."""
    return part * 100 // whole if whole else 100


def standing(world: World) -> Standing:
    """Return the figures as they stand at the world's time."""
    cases = [case for case in world.all(Case) if not case.parent]
    filed = [case for case in cases if case.received_at]
    ends: dict[str, Counter[str]] = {}
    for case in filed:
        if outcome := outcome_of(world, case):
            ends.setdefault(case.procedure, Counter())[outcome] += 1
    kept = tuple(_kept(world, code, found) for code, found in ends.items())
    stars = [case.rating for case in cases if case.rating]
    payments = [paid for case in cases for paid in case.payments if paid.outcome == "success"]
    papers = [p for case in filed for p in case.papers if p.present and p.source == "paper" and p.copy_kind != "shown"]
    total: Counter[str] = sum(ends.values(), Counter())
    return Standing(
        dict(Counter(light for case in cases if (light := shown_light(world, case)))),
        Kept("Tất cả thủ tục", total["early"], total["on_time"], total["late"]),
        tuple(sorted(kept, key=lambda one: (one.percent, -one.total, one.procedure))),
        sum(case.channel == "online" for case in filed), len(filed),
        sum(paid.way == "online" for paid in payments), len(payments),
        sum(bool(p.file) for p in papers), len(papers),
        len(stars), sum(stars) / len(stars) if stars else 0.0,
    )  # fmt: skip


def _kept(world: World, code: str, found: Counter[str]) -> Kept:
    facts = world.procedure(code)
    return Kept(facts.name if facts else code, found["early"], found["on_time"], found["late"])
