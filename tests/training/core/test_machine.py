"""A machine refuses what cannot work, says what may come next, and draws itself."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree

from training.core.machine import Machine, MachineBroken, Move
from training.core.machine_drawing import draw, layers, wrap

RECEPTION, LEADER = "reception", "leader"
MOVES = (
    Move("receive", "draft", "received", by=RECEPTION, needs=("applicant", "papers")),
    Move("refuse", "draft", "refused", by=RECEPTION, needs=("reason",)),
    Move("send_back", ("received", "signed"), "draft", by={LEADER}),
    Move("sign", "received", "signed", by={LEADER}),
    Move("return_result", "signed", "returned", by=RECEPTION),
)
DESK = Machine("draft", {"returned", "refused"}, MOVES, labels={"draft": "Mới <lập>", "sign": "Ký"})


def broken(start, ends, moves, labels=None):
    with pytest.raises(MachineBroken) as caught:
        Machine(start, ends, moves, labels)
    return caught.value.code


def test_moves_depend_on_state_and_hat():
    assert [move.name for move in DESK.moves_from("draft", RECEPTION)] == ["receive", "refuse"]
    assert DESK.moves_from("draft", LEADER) == ()
    assert [move.name for move in DESK.moves_from("received")] == ["send_back", "sign"]
    assert DESK.moves_from("returned") == ()


def test_a_move_is_found_by_name_and_place():
    assert DESK.find("sign", "received") is MOVES[3]
    assert DESK.find("sign", "draft") is None


@pytest.mark.parametrize(
    ("ends", "extra", "code"),
    [
        ({"b"}, [Move("stay", "a", "c", by="x")], "dead_end"),
        ({"b"}, [Move("turn", "c", "b", by="x")], "unreachable"),
        ({"b", "z"}, [], "unknown_state"),
        ({"b"}, [Move("go", "a", "b", by="x")], "duplicate"),
        ({"b"}, [Move("on", "b", "a", by="x")], "move_out_of_end"),
        ({"b"}, [Move("on", "a", "b", by=())], "no_hat"),
    ],
)
def test_a_machine_that_cannot_work_is_refused(ends, extra, code):
    assert broken("a", ends, [Move("go", "a", "b", by="x"), *extra]) == code


def test_a_loop_without_a_way_out_is_a_dead_end():
    moves = [Move("go", "a", "b", by="x"), Move("in", "a", "c", by="x"), Move("round", "c", "c", by="x")]
    assert broken("a", {"b"}, moves) == "dead_end"


def test_an_unknown_start_or_label_or_no_move_at_all_is_refused():
    assert broken("q", {"b"}, [Move("go", "a", "b", by="x")]) == "unknown_state"
    assert broken("a", {"b"}, [Move("go", "a", "b", by="x")], {"zzz": "?"}) == "unknown_state"
    assert broken("a", {"a"}, []) == "no_move"


def test_the_table_says_in_words_what_the_picture_shows():
    assert DESK.as_table()[0] == ("Mới <lập>", "receive", "received", (RECEPTION,))
    assert ("received", "Ký", "signed", (LEADER,)) in DESK.as_table()
    assert len(DESK.as_table()) == 6


def test_the_picture_is_well_formed_hidden_and_bare_of_styles():
    picture = draw(DESK, current="signed", here="Đồng chí đang ở đây")
    root = ElementTree.fromstring(picture)
    assert root.get("aria-hidden") == "true"
    assert "style" not in picture
    assert "#" not in picture.replace("url(#machine-tip)", "")
    assert picture.count("machine__state--here") == picture.count("Đồng chí đang ở đây") == 1
    assert "Mới &lt;lập&gt;" in picture
    assert len([g for g in root if g.tag == "g"]) == len(DESK.states)


def test_rows_grow_with_the_distance_from_the_start_and_labels_wrap():
    assert layers(DESK) == [["draft"], ["received", "refused"], ["signed"], ["returned"]]
    assert wrap("Yêu cầu thực hiện nghĩa vụ tài chính") == ["Yêu cầu thực hiện", "nghĩa vụ tài chính"]
