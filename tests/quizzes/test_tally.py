from __future__ import annotations

import itertools

import pytest

from quizzes.tally import PARTS, Tally


def told(every: int, processes: int, turns: list[int]) -> list[int]:
    """Return how many answers were told, in order, where each answer in turn came to one of several processes."""
    known, said = [Tally(every) for _ in range(processes)], list[int]()
    for answered, turn in enumerate(turns, start=1):
        tally = known[turn]
        seen = answered if tally.counts else None
        if seen is not None and tally.news(seen):
            said.append(seen)
        tally.note(seen)
    return said


@pytest.mark.parametrize("every", [1, 2, 3, 4, 5, 7, 10, 20, 23, 60])
def test_one_process_tells_the_first_answer_and_each_part_as_it_is_filled(every: int) -> None:
    full = {answered for answered in range(1, every + 1) if PARTS * answered // every > PARTS * (answered - 1) // every}

    assert told(every, 1, [0] * every) == sorted({1} | full)


@pytest.mark.parametrize("every", [5, 10, 20, 60])
@pytest.mark.parametrize("turns", [[0, 1], [0, 0, 1], [0, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1]])
def test_two_processes_never_tell_less_than_before_and_are_a_part_behind_at_most(every: int, turns: list[int]) -> None:
    said = told(every, 2, list(itertools.islice(itertools.cycle(turns), every)))

    assert said == sorted(said)
    assert said[0] == 1
    for answered in range(1, every + 1):
        newest = max(one for one in said if one <= answered)
        assert PARTS * answered // every - PARTS * newest // every <= 1


def test_most_answers_of_an_exam_are_not_counted() -> None:
    tally, counted = Tally(60), 0
    for answered in range(1, 61):
        counted += tally.counts
        tally.note(answered if tally.counts else None)

    assert counted <= 20


def test_a_process_that_comes_later_counts_at_once() -> None:
    tally = Tally(20)

    assert tally.counts
    assert tally.news(9)
    tally.note(9)
    assert not tally.counts
