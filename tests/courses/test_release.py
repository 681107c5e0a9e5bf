"""When a step opens, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from courses.release import Learner, is_for, lock, mine
from courses.types import Course, Release, Section, Step

TODAY = date(2026, 11, 2)
LEARNER = Learner(TODAY, frozenset({"Z99", "Z99.1"}), frozenset({"Công chức tư pháp"}), frozenset({"quiz:a"}),
                  {"quiz:a": 0.8})  # fmt: skip


def test_a_day_opens_in_the_morning() -> None:
    assert lock(Release(opens_on=date(2026, 11, 3)), LEARNER).why == "date"  # type: ignore[union-attr]
    assert lock(Release(opens_on=TODAY), LEARNER) is None


def test_a_prerequisite_and_a_score_are_named() -> None:
    after, score = lock(Release(after=("quiz:a", "quiz:b")), LEARNER), lock(Release(score=("quiz:a", 90)), LEARNER)

    assert after is not None
    assert (after.why, after.activity) == ("after", "quiz:b")
    assert score is not None
    assert (score.why, score.percent) == ("score", 90)
    assert lock(Release(after=("quiz:a",), score=("quiz:a", 80)), LEARNER) is None


def test_a_part_is_for_a_unit_with_all_below_it_or_for_a_post() -> None:
    assert is_for(Release(units=("Z99",)), LEARNER)
    assert not is_for(Release(units=("Z98",)), LEARNER)
    assert is_for(Release(positions=("Công chức tư pháp",)), LEARNER)
    assert not is_for(Release(positions=("Kế toán",)), LEARNER)


def test_a_closed_section_closes_its_steps_and_what_is_for_others_is_left_out() -> None:
    step, other = Step("lesson:c/x", "X", 3), Step("lesson:c/y", "Y", 3, Release(units=("Z98",)))
    shut = Section("Sau", (step,), Release(opens_on=date(2027, 1, 1)))
    plain = Course("c", 1, "C", "", "", "", (), (Section("Nay", (replace(step, activity="lesson:c/z"), other)), shut),
                   (), (), "")  # fmt: skip

    found = mine(plain, LEARNER)

    assert [(section.title, [each.activity for each, _shut in steps]) for section, steps in found] == [
        ("Nay", ["lesson:c/z"]), ("Sau", ["lesson:c/x"]),
    ]  # fmt: skip
    assert found[1][1][0][1] is not None
