"""All sentences by name."""

from __future__ import annotations

from training.sandbox.scenarios.sentence import Sentence
from training.sandbox.scenarios.sentences import encounters, flow, forms, money, timing

SENTENCES: dict[str, Sentence] = {
    value.name: value
    for module in (flow, money, forms, timing, encounters)
    for value in vars(module).values()
    if isinstance(value, Sentence)
}
