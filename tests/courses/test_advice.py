"""Why a course is not finished yet: each rule says what to do next, and nothing that is enough already does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from courses import advice
from courses.completion import Evidence, explain, wanted
from courses.queries import Line, Way
from courses.release import Lock
from courses.types import CompletionRule, RuleKind, Section, Step
from tests.courses.conftest import Cast, Enter
from training.core.activities import ActivityRef
from training.ledger.queries import Standing

NOON = datetime(2026, 11, 2, 5, tzinfo=UTC)
X = "lesson:a/x"


def rule(kind: RuleKind, path: str = "", activity: str = X) -> CompletionRule:
    return CompletionRule(kind, activity, percent=80, minutes=10, tries=3, path=path)


def known(fraction: float = 0.0, *, finished: bool = False, minutes: int = 0, tries: int = 1) -> Evidence:
    return Evidence(X, NOON + timedelta(hours=tries), fraction, finished, minutes, tries)


def way(rules: Sequence[CompletionRule], evidence: Sequence[Evidence], lock: Lock | None = None) -> Way:
    step = Step(X, "Bài X", 5)
    line = Line(step, "/x", "started" if evidence else "new", 1, lock)
    section = Section("Phần", (step,))
    stand = Standing(ActivityRef("course", 1), "started")
    return Way(((section, (line,)),), tuple(explain(rules, evidence)), stand, titles={X: "Bài X", "quiz:q": "Bài Q"})


@pytest.mark.parametrize(
    ("kind", "evidence", "said"),
    [
        ("lesson_viewed", [], "đọc đến hết rồi bấm “Đã đọc xong, sang phần tiếp theo”"),
        ("lesson_viewed", [known()], "đã mở bài"),
        ("lesson_minutes", [], "mở bài"),
        ("lesson_minutes", [known(1.0, finished=True, minutes=4)], "đọc thêm 6 phút"),
        ("lesson_minutes", [known(0.0, minutes=12)], "ở cuối bài"),
        ("quiz_passed", [], "ít nhất 80 %"),
        ("quiz_passed", [known(0.6)], "hết lượt, hãy hỏi giảng viên"),
        ("passed", [], "làm đến khi đạt"),
        ("passed", [known(0.2)], "xem lại chỗ sai"),
        ("passed_or_tried", [], "làm thêm 3 lần"),
        ("passed_or_tried", [known(0.6), known(0.2, tries=2)], "làm thêm 1 lần"),
        ("practice_done", [], "không ảnh hưởng đến ai"),
        ("practice_done", [known()], "làm tiếp"),
        ("inbox_done", [], "xử lý từng thư rồi bấm nộp"),
        ("signed_off", [], "“Hỏi giảng viên”"),
    ],
)  # fmt: skip
def test_every_kind_of_rule_says_what_to_do_next_and_where(
    app: Flask, kind: RuleKind, evidence: list[Evidence], said: str
) -> None:
    with app.test_request_context():
        found = advice.todo(way([rule(kind)], evidence))

    assert list(found) == [rule(kind)]
    assert said in found[rule(kind)][0]
    assert found[rule(kind)][1] == "/x"


def test_what_is_closed_says_what_opens_it_and_leads_nowhere(app: Flask) -> None:
    with app.test_request_context():
        found = advice.todo(way([rule("passed")], [], Lock("after", activity="quiz:q")))

    assert found == {rule("passed"): ("Mở sau khi xong “Bài Q”.", "")}


def test_every_try_counts_where_tries_are_asked_not_the_best_one() -> None:
    found = explain([rule("passed_or_tried")], [known(0.6), known(0.2, tries=2)])[0]

    assert found.evidence is not None
    assert found.evidence.tries == 2


def test_nothing_more_is_asked_where_enough_rules_or_one_whole_path_are_met() -> None:
    one, two = (rule("lesson_viewed", activity=f"lesson:a/{name}") for name in "pq")
    done = Evidence("lesson:a/p", NOON, 1.0, True)
    ways = [replace(one, path="Cách một"), replace(two, path="Cách hai")]

    assert [each.rule for each in wanted(explain([one, two], [done]))] == [two]
    assert wanted(explain([one, two], [done]), least=1) == []
    assert wanted(explain(ways, [done])) == []
    assert [each.rule for each in wanted(explain(ways, []))] == ways


def test_the_course_page_says_why_it_is_not_finished_and_leads_there(cast: Cast, as_: Enter) -> None:
    page = as_("learner").get(f"/courses/{cast.course}").text
    rules = page.partition('id="rules"')[2].partition("</section>")[0]

    assert "Vì sao chưa hoàn thành" in rules
    assert f'href="/courses/{cast.course}/lessons/1"' in rules
    assert rules.count("<li") == rules.count("Đến đó") + rules.count("Mở sau khi") + rules.count("Mở khi")
