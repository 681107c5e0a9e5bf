"""When a course counts as finished, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courses.completion import Evidence, explain, finished_at, meets, progress
from courses.types import CompletionRule

NOON = datetime(2026, 11, 2, 5, tzinfo=UTC)


def at(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


READ = CompletionRule("lesson_viewed", "lesson:a/b")
LONG = CompletionRule("lesson_minutes", "lesson:a/b", minutes=5)
SCORE = CompletionRule("quiz_passed", "quiz:q", percent=70)
TRIED = CompletionRule("passed_or_tried", "quiz:q", tries=2)
BESIDE = CompletionRule("signed_off", "signoff:x")


@pytest.mark.parametrize(
    ("rule", "evidence", "enough"),
    [
        (READ, Evidence("lesson:a/b", NOON, 1.0, True), True),
        (READ, Evidence("lesson:a/b", NOON, 0.0), False),
        (READ, Evidence("lesson:a/c", NOON, 1.0, True), False),
        (LONG, Evidence("lesson:a/b", NOON, 1.0, True, minutes=4), False),
        (LONG, Evidence("lesson:a/b", NOON, 1.0, True, minutes=5), True),
        (SCORE, Evidence("quiz:q", NOON, 0.69, False), False),
        (SCORE, Evidence("quiz:q", NOON, 0.70, False), True),
        (TRIED, Evidence("quiz:q", NOON, 0.1, False, tries=1), False),
        (TRIED, Evidence("quiz:q", NOON, 0.1, False, tries=2), True),
        (TRIED, Evidence("quiz:q", NOON, 0.9, True, tries=1), True),
        (BESIDE, Evidence("signoff:x", NOON, 1.0, True), False),
        (BESIDE, Evidence("signoff:x", NOON, 1.0, True, by=7), True),
        (SCORE, Evidence("quiz:q", NOON, 0.0, True, by=7), True),
    ],
)
def test_a_rule_is_met_by_its_own_evidence(rule: CompletionRule, evidence: Evidence, enough: bool) -> None:
    assert meets(rule, evidence) is enough


def test_the_earliest_sufficient_evidence_decides() -> None:
    known = [Evidence("quiz:q", at(3), 0.9, True), Evidence("quiz:q", at(1), 0.2), Evidence("quiz:q", at(2), 0.8, True)]

    found = explain([SCORE], known)[0]

    assert (found.met, found.at) == (True, at(2))


def test_an_unmet_rule_shows_the_best_so_far() -> None:
    found = explain([SCORE], [Evidence("quiz:q", at(1), 0.5), Evidence("quiz:q", at(2), 0.3)])[0]

    assert not found.met
    assert found.evidence is not None
    assert found.evidence.fraction == 0.5


def three(path: str = "") -> list[CompletionRule]:
    return [CompletionRule("lesson_viewed", f"lesson:a/{name}", path=path) for name in "xyz"]


def read(*names: str) -> list[Evidence]:
    return [Evidence(f"lesson:a/{name}", at(hour), 1.0, True) for hour, name in enumerate(names, start=1)]


def test_all_rules_are_wanted_unless_fewer_are_said_to_be_enough() -> None:
    two = explain(three(), read("x", "z"))

    assert finished_at(two) is None
    assert finished_at(two, least=2) == at(2)
    assert progress(two) == pytest.approx(2 / 3)
    assert progress(two, least=2) == 1.0


def test_one_whole_path_is_enough() -> None:
    rules = [*three("A"), CompletionRule("practice_done", "scenario:s", path="B")]
    half = explain(rules, read("x", "y"))
    other = explain(rules, [*read("x"), Evidence("scenario:s", at(9), 1.0, True)])

    assert finished_at(half) is None
    assert finished_at(other) == at(9)
    assert progress(half) == pytest.approx(2 / 3)


def test_a_course_without_rules_never_counts_as_finished() -> None:
    assert finished_at([]) is None
    assert progress([]) == 0.0
