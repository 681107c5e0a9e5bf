"""Proving every shipped scenario and sentence: what `make check` runs before anything is shipped."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from training.sandbox.scenarios.examples import example, start
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.scenarios.reading import ScenarioBroken
from training.sandbox.scenarios.registry import SENTENCES
from training.sandbox.scenarios.routes import failures
from training.sandbox.scenarios.sentence import Example, Sentence, Sight
from training.sandbox.template.build import snapshot
from training.sandbox.world.steps import Refused

VARIANTS = (0, 23, 38, 61)
"""The routes are walked in several variants: none may depend on a name or a number."""


def check_sentence(sentence: Sentence) -> list[str]:
    """Return which of a sentence's examples is not as it says."""
    wrong = []
    for shown, expected in ((sentence.true, True), (sentence.false, False)):
        if _holds(sentence, shown) is not expected:
            wrong.append(f"{sentence.name} is not {expected} in “{shown.world}”")
    return wrong


def _holds(sentence: Sentence, shown: Example) -> bool:
    world = example(shown.world)
    sight = Sight(world, start())
    args = {
        name: (sight.made(sentence.args[name]) or [value])[0] if value == "@new" else value
        for name, value in shown.args.items()
    }
    try:
        return sentence.holds(sight, **args).holds
    except Refused:
        return False


def check_scenario(slug: str) -> list[str]:
    """Return everything that is wrong with a shipped scenario."""
    try:
        scenario(slug)
    except ScenarioBroken as broken:
        return [str(problem) for problem in broken.problems]
    return [
        f"variant {number}: {words}"
        for number in VARIANTS
        for words in failures(scenario(slug, number), snapshot(number))
    ]


def check_all() -> Iterator[tuple[str, list[str]]]:
    """Yield every sentence and scenario with what is wrong with it."""
    for name, sentence in sorted(SENTENCES.items()):
        yield f"sentence {name}", check_sentence(sentence)
    for slug in shipped():
        yield f"scenario {slug}", check_scenario(slug)


def main() -> int:
    """Print one line each; return 1 where anything is wrong."""
    failed = 0
    for name, problems in check_all():
        print(f"{'wrong' if problems else 'ok   '}  {name}")
        for words in problems:
            print(f"         {words}")
        failed += bool(problems)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
