"""The demo's attempts: people answer as well as they can, some twice."""

from __future__ import annotations

from datetime import timedelta

from quizzes import queries, saving, taking
from quizzes.models import Quiz
from quizzes.types import TYPES
from training.core import activities, clock, transaction
from training.core.db import db
from training.core.demo import Actor, Stage

PLAYED = (("mot-cua-kiem-tra", 0.5, 16.0), ("an-toan-co-ban", 0.66, 9.0))
MOST = 40


def play(stage: Stage) -> None:
    """Let the keener ones take the quizzes."""
    for key, zeal, days in PLAYED:
        found = activities.by_key("quiz", key)
        if found is None:
            continue
        quiz = db.session.get_one(Quiz, found.ref.id)
        keen = [each for each in stage.learners if each.zeal > zeal and not each.starring]
        keen = keen[:: max(1, len(keen) // MOST)]  # not only the keenest: those who struggle are worth showing
        for number, actor in enumerate(keen):
            with stage.at(stage.dice.uniform(0.4, days)):
                _take(stage, quiz, actor)
            if number % 15 == 14:
                transaction.commit()
    transaction.commit()


def _take(stage: Stage, quiz: Quiz, actor: Actor) -> None:
    """Answer at a human pace, some a second time after reading what was wrong."""
    now = clock.now()
    for turn in range(2):
        with clock.at(now):
            attempt = taking.start(quiz, actor.person_id)
        for each in queries.asked(attempt):
            now += timedelta(seconds=15 + (each.slot.place * 37 + actor.person_id * 13) % 50)
            version = each.slot.version
            knows = stage.dice.random() < min(0.97, actor.skill + 0.12 + 0.15 * turn)
            right = TYPES[version.kind].key(version.settings) or [""]
            options = [one["id"] for one in each.shown.get("options", ())]
            wrong = [one for one in options if one not in right] or ["false", "khác"]
            chosen = right if knows else [stage.dice.choice(wrong)]
            answer = saving.Answer(each.slot.place, chosen, f"demo-{each.slot.place}")
            with clock.at(now):
                saving.save_answer(attempt.learner_id, attempt.id, answer)
        now += timedelta(seconds=40)
        with clock.at(now):
            taking.submit_attempt(attempt)
        if attempt.passed or stage.dice.random() > actor.zeal:
            return
        now += timedelta(minutes=6)
