from __future__ import annotations

import pytest

from training.awareness import reading, rules
from training.awareness.rules import Tally


@pytest.mark.parametrize(
    ("hits", "alarms", "d_prime", "c"),
    [(6, 0, 3.38, 0), (5, 1, 2.08, 0.19), (4, 2, 1.32, 0.27), (6, 14, 0, -1.69), (0, 0, 0, 1.69)],
)
def test_skill_and_leaning_equal_the_vectors(hits: int, alarms: int, d_prime: float, c: float) -> None:
    tally = Tally(hits, 6, alarms, 14)

    assert tally.d_prime == pytest.approx(d_prime, abs=0.005)
    assert tally.c == pytest.approx(c, abs=0.005)


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError):
        Tally(4, 3, 0, 7)
    with pytest.raises(ValueError):
        Tally(0, 0, 0, 7)


@pytest.mark.parametrize("run", range(6))
def test_each_run_shows_ten_different_messages_of_which_three_are_forged(run: int) -> None:
    chosen = rules.choose(range(1, 6), range(11, 20), run)

    assert len(set(chosen)) == 10
    assert sum(number < 10 for number in chosen) == 3


def test_the_second_run_brings_other_messages() -> None:
    first, second = (set(rules.choose(range(1, 6), range(11, 20), run)) for run in (0, 1))

    assert len(second - first) >= 4


def test_a_mailbox_of_mostly_forgeries_is_refused() -> None:
    assert rules.too_much_phish(5, 10)
    assert not rules.too_much_phish(4, 10)


@pytest.mark.parametrize("key", reading.names())
def test_a_shipped_mailbox_is_whole_and_leads_nowhere_real(key: str) -> None:
    box = reading.mailbox(key)

    assert len(box.letters) >= rules.PHISH_SHOWN + rules.LEGITIMATE_SHOWN
    hosts = {letter.message.sender.domain for letter in box.letters}
    hosts |= {link.domain for letter in box.letters for link in letter.message.links}
    assert {host for host in hosts if not host.endswith(".invalid")} == set()
    assert all(letter.cues and letter.advice for letter in box.letters)
