"""All sentences by name."""

from __future__ import annotations

from training.sandbox.scenarios.sentence import Sentence
from training.sandbox.scenarios.sentences import (
    arrivals,
    departures,
    encounters,
    flow,
    forms,
    handling,
    money,
    office,
    timing,
)

SENTENCES: dict[str, Sentence] = {
    value.name: value
    for module in (flow, money, forms, timing, encounters, arrivals, handling, departures, office)
    for value in vars(module).values()
    if isinstance(value, Sentence)
}
