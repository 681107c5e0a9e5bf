"""What a run through the mailbox says: skill and leaning by signal detection, and which messages come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

REPORT = "report"
KEEP = "keep"
VERDICTS = (REPORT, KEEP)
PHISH_SHOWN = 3
LEGITIMATE_SHOWN = 7
MOST_PHISH = 0.4
"""A mailbox with more than this share of phishing teaches distrust of everything; it is refused."""

Skill = Literal["sure", "good", "mixed", "none"]
Leaning = Literal["suspicious", "balanced", "trusting"]


@dataclass(frozen=True)
class Tally:
    """Counts of one run: `hits` of `phish` messages reported, `false_alarms` of `legitimate` ones."""

    hits: int
    phish: int
    false_alarms: int
    legitimate: int

    def __post_init__(self) -> None:
        """Refuse counts that cannot be; raise ValueError."""
        if not (0 <= self.hits <= self.phish and 0 <= self.false_alarms <= self.legitimate):
            raise ValueError("more was reported than there was")
        if not self.phish or not self.legitimate:
            raise ValueError("both kinds of messages are needed")

    @property
    def hit_rate(self) -> float:
        """Return the share of phishing that was reported, log-linear corrected (Hautus 1995), 0..1 exclusive."""
        share = self.phish / (self.phish + self.legitimate)
        return (self.hits + share) / (self.phish + 2 * share)

    @property
    def false_alarm_rate(self) -> float:
        """Return the share of legitimate messages that were reported, corrected alike."""
        share = self.legitimate / (self.phish + self.legitimate)
        return (self.false_alarms + share) / (self.legitimate + 2 * share)

    @property
    def d_prime(self) -> float:
        """Return d′ = z(H) − z(F): how well the two kinds are told apart; 0 is guessing."""
        return _z(self.hit_rate) - _z(self.false_alarm_rate)

    @property
    def c(self) -> float:
        """Return c = −(z(H) + z(F)) / 2: the leaning; negative reports too readily, positive trusts too readily."""
        return -(_z(self.hit_rate) + _z(self.false_alarm_rate)) / 2

    @property
    def skill(self) -> Skill:
        """Say d′ in words; the steps are ours."""
        if self.d_prime >= 2:
            return "sure"
        if self.d_prime >= 1:
            return "good"
        return "mixed" if self.d_prime >= 0.3 else "none"

    @property
    def leaning(self) -> Leaning:
        """Say c in words; the steps are ours."""
        if self.c < -0.5:
            return "suspicious"
        return "trusting" if self.c > 0.5 else "balanced"


def choose(phish: Sequence[int], legitimate: Sequence[int], run: int) -> list[int]:
    """Return the messages of a person's `run`-th go (from 0), mixed: another part of the pool each time."""
    some = _window(phish, run, PHISH_SHOWN)
    many = _window(legitimate, run, LEGITIMATE_SHOWN)
    mixed = list(many)
    for number, each in enumerate(some):
        mixed.insert((run * 3 + number * 3 + 1) % (len(mixed) + 1), each)
    return mixed


def too_much_phish(phish: int, everything: int) -> bool:
    """Say whether a mailbox would teach distrust."""
    return everything == 0 or phish / everything > MOST_PHISH


def _window(pool: Sequence[int], run: int, size: int) -> list[int]:
    start = run * size
    return [pool[(start + step) % len(pool)] for step in range(min(size, len(pool)))]


def _z(rate: float) -> float:
    return NormalDist().inv_cdf(rate)
