"""Doing things in a world: one step, many steps, and what could be done next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.draft import Draft
from training.sandbox.world.hats import hat_name, hat_names
from training.sandbox.world.intake import clean
from training.sandbox.world.rulebook import Field, Verb
from training.sandbox.world.snapshot import Record
from training.sandbox.world.steps import Refused, Step, StepOutOfOrder
from training.sandbox.world.world import World


@dataclass(frozen=True)
class Offer:
    """One thing a hat may do now, with the fields to ask for."""

    name: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Frame:
    """One picture of a replay: the step, and the world it led to."""

    step: Step
    world: World


def apply(world: World, step: Step) -> World:
    """Return the world after `step`; raise Refused where the real system would not do it, and change nothing.

    Raise StepOutOfOrder for a step that does not follow this world.
    """
    if step.seq != world.seq + 1:
        raise StepOutOfOrder(f"step {step.seq} after {world.seq}")
    if step.at_simulated is not None and step.at_simulated != world.now:
        raise StepOutOfOrder(f"step {step.seq} was made at {step.at_simulated}, the world is at {world.now}")
    verb = verb_for(world, step.move, step.hat)
    args = clean(verb, step.args)
    draft = Draft(world, step.seq, step.actor, step.hat)
    on = verb.run(draft, args)
    draft.note(step.move, on)
    return replace(draft.world, seq=step.seq)


def verb_for(world: World, move: str, hat: str) -> Verb:
    """Return the verb; raise Refused where there is none, or not for this hat (code wrong_hat)."""
    verb = ADVANCE if move == ADVANCE.name else world.rules.verbs.get(move)
    if verb is None:
        raise Refused("unknown_move", "Hệ thống không có thao tác này.")
    if hat not in verb.by:
        whose = hat_names(verb.by)
        words = f"“{verb.label}” là việc của {whose}. Đồng chí đang ở vai {hat_name(hat).lower()}."
        raise Refused("wrong_hat", words.replace("ubnd", "UBND"))
    return verb


def replay(world: World, steps: Iterable[Step]) -> World:
    """Fold `steps` over `world`; they were accepted once, so a refusal here is an error of the store."""
    for step in steps:
        world = apply(world, step)
    return world


def frames(world: World, steps: Iterable[Step]) -> Iterator[Frame]:
    """Yield each step with the world it led to: the replay."""
    for step in steps:
        world = apply(world, step)
        yield Frame(step, world)


def offers(world: World, hat: str, code: str | None = None) -> tuple[Offer, ...]:
    """Return what `hat` may do now to the thing called `code` (None: what starts something new)."""
    names = world.rules.available(world, hat, code)
    verbs = (world.rules.verbs[name] for name in names)
    return tuple(Offer(verb.name, verb.label, verb.fields) for verb in verbs)


def choices(world: World, field: Field) -> list[tuple[str, str]]:
    """Return the (value, words) pairs a choice field offers in this world."""
    given = world.rules.options.get(field.options)
    return given(world) if given else []


def try_apply(world: World, step: Step) -> tuple[World, Refused | None]:
    """Return the world after `step` and None, or the same world and the refusal."""
    try:
        return apply(world, step), None
    except Refused as refusal:
        return world, refusal


def changed_since(before: World, after: World) -> tuple[Record, ...]:
    """Return the things that are not what they were: what a page has to draw anew."""
    return tuple(
        thing
        for kind, things in after.changed.items()
        for code, thing in things.items()
        if before.changed.get(kind, {}).get(code) is not thing
    )
