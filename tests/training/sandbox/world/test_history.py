"""Going back never deletes: undo, save points, and branches that were left."""

from __future__ import annotations

import pytest

from training.sandbox.world.history import START, History, Mark, live
from training.sandbox.world.steps import Refused


def walked(history, steps, stored, names):
    for name in names:
        place = history.next_step()
        stored.append((place, name))
        steps.append(name)
        history = history.appended()
    return history


def test_steps_of_one_line_are_folded_in_order():
    stored = []
    history = walked(History(), [], stored, "abc")
    assert history.head == Mark(0, 3)
    assert live(history, stored) == ["a", "b", "c"]


def test_undo_leaves_the_step_stored_and_the_next_one_takes_its_number():
    stored = []
    history = walked(History(), [], stored, "abc").undone()
    assert (history.head, live(history, stored)) == (Mark(1, 2), ["a", "b"])
    history = walked(history, [], stored, "x")
    assert live(history, stored) == ["a", "b", "x"]
    assert len(stored) == len({place for place, _ in stored}) == 4


def test_undoing_again_and_again_walks_back_to_the_start():
    stored = []
    history = walked(History(), [], stored, "abc")
    for left in ("ab", "a", ""):
        history = history.undone()
        assert live(history, stored) == list(left)
    with pytest.raises(Refused) as caught:
        history.undone()
    assert caught.value.code == "nothing_to_undo"


def test_a_save_point_on_a_branch_that_was_left_can_be_taken_up_again():
    stored = []
    history = walked(History(), [], stored, "abcd")
    saved = history.head
    history = walked(history.back_to(Mark(0, 2)), [], stored, "xyz")
    assert live(history, stored) == ["a", "b", "x", "y", "z"]
    history = walked(history.back_to(saved), [], stored, "e")
    assert live(history, stored) == ["a", "b", "c", "d", "e"]
    history = walked(history.reset(), [], stored, "n")
    assert (live(history, stored), history.head.seq) == (["n"], 1)


def test_the_history_survives_storage_and_refuses_unknown_marks():
    history = History().appended().undone().appended()
    assert History.read(history.plain()) == history
    for mark in (Mark(9, 0), Mark(-1, 0), Mark(0, -1)):
        with pytest.raises(Refused):
            history.back_to(mark)
    assert History().line(START) == []
