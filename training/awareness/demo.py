"""The demo's mailbox: people judge their mail as well as they can, at their own time."""

from __future__ import annotations

from training.awareness import queries, rules, service
from training.awareness.models import InboxSet
from training.core import transaction
from training.core.demo import Actor, Stage

SHARE = 0.45
"""Keen enough to have opened the mailbox so far."""
MOST = 90


def play(stage: Stage) -> None:
    """Let the keener ones go through the mailbox."""
    sets = queries.open_sets()
    keen = [each for each in stage.learners if each.zeal > SHARE and not each.starring][:MOST]
    for number, actor in enumerate(keen):
        with stage.at(stage.dice.uniform(1, 18)):
            _go(stage, sets[0], actor)
        if number % 20 == 19:
            transaction.commit()
    transaction.commit()


def _go(stage: Stage, inbox: InboxSet, actor: Actor) -> None:
    run = service.begin(inbox, actor.person_id)
    for item in queries.items(run):
        fooled = stage.dice.random() > 0.25 + 0.7 * actor.skill
        report = item.row.phish != fooled if item.row.phish else stage.dice.random() > 0.72 + 0.26 * actor.skill
        verdict = rules.REPORT if report else rules.KEEP
        service.note(run, item.row.id, verdict, f"{run.id}:demo-{item.row.id}")
    service.finish(run)
