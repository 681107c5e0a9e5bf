"""One run of an exercise: opening its copy, looking at the state, and the ladder of hints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from training.sandbox.cases.rules.model import Case
from training.sandbox.scenarios.registry import SENTENCES
from training.sandbox.scenarios.schema import CoachStep, Hint, Never, Play, Scenario
from training.sandbox.scenarios.sentence import Finding, Sight
from training.sandbox.systems import SYSTEMS
from training.sandbox.world.endings import tidy
from training.sandbox.world.hats import hat_name
from training.sandbox.world.play import apply
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.steps import Refused, Step
from training.sandbox.world.world import World

GUIDED, ALONE, EXAM, WATCH = "guided", "alone", "exam", "watch"
MODES = (WATCH, GUIDED, ALONE, EXAM)
MOST_CANDIDATES = 6
NOTHING_YET, NO_DOCUMENT = "Chưa có hồ sơ nào được lập.", "Chưa có văn bản nào như vậy."
New = Mapping[str, str]
"""Which record @new means, by kind."""
Opened = Mapping[str, int]
"""How many rungs of each goal's ladder are open."""


@dataclass(frozen=True)
class GoalSeen:
    """How a goal stands: met or not, the evidence, and what to say while it is missed."""

    id: str
    title: str
    met: bool
    evidence: str
    miss: str


@dataclass(frozen=True)
class Broken:
    """An invariant that has been broken: its sentence, why it matters, the evidence."""

    sentence: str
    why: str
    evidence: str


@dataclass(frozen=True)
class Seen:
    """What a look at the state shows."""

    goals: tuple[GoalSeen, ...]
    broken: tuple[Broken, ...]

    @property
    def complete(self) -> bool:
        """Say whether all goals are met and nothing is broken."""
        return not self.broken and all(goal.met for goal in self.goals)

    @property
    def missed(self) -> tuple[str, ...]:
        """Return the goals not met."""
        return tuple(goal.id for goal in self.goals if not goal.met)


def open_run(scenario: Scenario, snapshot: Snapshot) -> World:
    """Return the world a run begins with: the snapshot, what was played before, at step 0.

    Raise ValueError where the snapshot is not of its template, Refused where `before` cannot be played.
    """
    if scenario.template != f"{snapshot.template}@{snapshot.version}":
        raise ValueError(
            f"{scenario.slug} needs {scenario.template}, not {snapshot.template}@{snapshot.version}"
        )
    world = World.open(snapshot, SYSTEMS, scenario.colleagues)
    for play in scenario.before:
        world = apply(world, step_of(scenario, play, world, world, "Chuyện trước đó"))
    return replace(world, seq=0, log=())


def check_hat(scenario: Scenario, hat: str) -> None:
    """Raise Refused for a hat that belongs to a simulated colleague in this exercise."""
    if hat not in scenario.hats:
        whose = f"Trong bài này, phần việc của {hat_name(hat)} do đồng nghiệp giả lập làm."
        raise Refused("colleagues_hat", f"{whose} Chuyển đồng hồ để chờ.")


def step_of(scenario: Scenario, play: Play, before: World, world: World, actor: str) -> Step:
    """Return a route's line as a step, its @references resolved."""
    args = {name: resolve(scenario, value, before, world, name) for name, value in play.args.items()}
    return Step(world.seq + 1, actor, play.hat, play.move, args)


def resolve(scenario: Scenario, value: Any, before: World, world: World, name: str = Case.kind) -> Any:
    """Return what a reference stands for: @new, @before1 … (played before), or one of the people.

    `name` is the argument's: one named like a kind of record means that kind, any other a case, unless the reference
    says its kind itself, as in `@before1:incoming`.
    """
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    if value[1:] in scenario.people:
        return dict(scenario.people[value[1:]])
    codes = codes_of(value, before, world, name if name in SYSTEMS.kinds else Case.kind)
    return codes[-1] if codes else value


def codes_of(reference: str, before: World, world: World, kind: str = Case.kind) -> list[str]:
    """Return the records a reference may mean: for @new every one made in the run, in order.

    `@before1/2` is the second child file of the first case played before; `@new:incoming` says the kind itself.
    """
    reference, _colon, told = reference.partition(":")
    kind = told if told in SYSTEMS.kinds else kind
    reference, _slash, child = reference.partition("/")
    if child:
        return [f"{code}-{child}" for code in codes_of(reference, before, world, kind)]
    if reference == "@new":
        return Sight(world, before).made(kind)
    if reference.startswith("@before"):
        place = reference.removeprefix("@before") or "1"
        codes = [code for code in before.new_codes(kind) if kind != Case.kind or "-" not in code]
        return [codes[int(place) - 1]] if place.isdigit() and 0 < int(place) <= len(codes) else []
    return [reference]


def evaluate(scenario: Scenario, before: World, world: World) -> Seen:
    """Look at the state: which goals hold and why, which invariants are broken.

    Where several records of a kind were made, all goals are judged on the one that meets most of them (the latest,
    if equal), so that a fresh start within the copy counts; an invariant is broken by any of them.
    """
    sight = Sight(world, before)
    made = {kind: sight.made(kind)[-MOST_CANDIDATES:] or ["@new"] for kind in _kinds_made(scenario)}
    chosen = {kind: codes[-1] for kind, codes in made.items()}
    for kind, codes in made.items():
        looks = {code: _goals(scenario, sight, chosen | {kind: code}) for code in reversed(codes)}
        chosen[kind] = max(looks, key=lambda code: sum(goal.met for goal in looks[code]))
    broken = [
        found
        for never in scenario.never
        for new in _choices(never.sentence, never.args, made)
        if (found := _broken(never, sight, new))
    ]
    return Seen(_goals(scenario, sight, chosen), tuple({found.sentence: found for found in broken}.values()))


def _kinds_made(scenario: Scenario) -> list[str]:
    """Return the kinds of record that goals and invariants want made in the run."""
    told = [(goal.sentence, goal.args) for goal in scenario.goals]
    told += [(never.sentence, never.args) for never in scenario.never]
    kinds = (kind for name, args in told for kind in _new_kinds(name, args))
    return list(dict.fromkeys(kinds))


def _new_kinds(name: str, args: Mapping[str, Any]) -> list[str]:
    found = SENTENCES[name].args.items()
    return [kind for key, kind in found if kind in SYSTEMS.kinds and args.get(key) == "@new"]


def _choices(name: str, args: Mapping[str, Any], made: Mapping[str, list[str]]) -> list[New]:
    kinds = _new_kinds(name, args)
    return [dict(zip(kinds, codes, strict=True)) for codes in product(*(made[kind] for kind in kinds))]


def _goals(scenario: Scenario, sight: Sight, new: New) -> tuple[GoalSeen, ...]:
    return tuple(
        GoalSeen(goal.id, goal.title, *_find(goal.sentence, goal.args, sight, new), goal.miss)
        for goal in scenario.goals
    )


def _broken(never: Never, sight: Sight, new: New) -> Broken | None:
    found = _find(never.sentence, never.args, sight, new)
    return Broken(never.sentence, never.why, found.evidence) if found.holds else None


def _find(name: str, args: Mapping[str, Any], sight: Sight, new: New) -> Finding:
    found = SENTENCES[name]
    told = dict(args)
    for key, kind in found.args.items():
        if kind in SYSTEMS.kinds and str(told.get(key, "")).startswith("@"):
            codes = [new[kind]] if told[key] == "@new" else codes_of(told[key], sight.before, sight.world, kind)
            told[key] = codes[0] if codes else "@none"
    try:
        holds, evidence = found.holds(sight, **told)
        return Finding(holds, tidy(evidence))
    except Refused:
        return Finding(False, NOTHING_YET if Case.kind in found.args.values() else NO_DOCUMENT)


def ticks(scenario: Scenario, before: World, world: World, seen: Seen) -> list[tuple[CoachStep, bool]]:
    """Return the coach's list with its ticks."""
    met = {goal.id for goal in seen.goals if goal.met}
    sight = Sight(world, before)
    new = {kind: (sight.made(kind) or ["@new"])[-1] for kind in SYSTEMS.kinds}
    return [
        (step, step.goal in met or bool(step.sentence and _find(step.sentence, step.args, sight, new).holds))
        for step in scenario.steps
    ]


def hint(scenario: Scenario, opened: Opened, goal: str, rung: int, mode: str = ALONE) -> Hint:
    """Return a rung (1 to 3) of a goal's ladder; raise Refused before its turn, or in an exam."""
    if mode == EXAM:
        raise Refused("no_hints", "Bài kiểm tra không có gợi ý.")
    ladder = scenario.hints.get(goal, ())
    if not 1 <= rung <= len(ladder):
        raise Refused("no_such_hint", "Không có gợi ý này.")
    if rung > opened.get(goal, 0) + 1:
        raise Refused("hint_too_early", f"Mở gợi ý {rung - 1} trước.")
    return ladder[rung - 1]


def opened_by(opened: Opened, goal: str, rung: int) -> dict[str, int]:
    """Return the open rungs after this one was opened."""
    return {**opened, goal: max(rung, opened.get(goal, 0))}


def look(
    scenario: Scenario, before: World, world: World, opened: Opened, mode: str = ALONE
) -> tuple[Seen, Opened]:
    """Look when the learner asks for it: a failed look opens the next hint of the first goal missed."""
    seen = evaluate(scenario, before, world)
    if seen.complete or mode == EXAM or not seen.missed:
        return seen, opened
    first = seen.missed[0]
    rung = min(opened.get(first, 0) + 1, len(scenario.hints.get(first, ())))
    return seen, opened_by(opened, first, rung)
