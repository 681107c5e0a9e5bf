"""Writing a course from the screen: its lessons and blocks, and the way back from a slip."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from courses import drafts
from courses.authoring import writing
from courses.authoring.block_forms import FORMS
from quizzes import service as bank
from tests.courses.conftest import Cast, Enter, block_of, row_of, token
from tests.markup import slips
from training.core import activities, events, transaction
from training.core.errors import RuleBroken


def test_only_authors_of_the_unit_reach_a_draft(made: int, as_: Enter) -> None:
    assert as_("stranger").get(f"/course-desk/{made}").status_code == 404
    assert as_("learner").get(f"/course-desk/{made}").status_code == 403
    assert as_("trainer").get(f"/course-desk/{made}").status_code == 200


def test_a_block_taken_out_comes_back_by_undo(app: Flask, made: int, as_: Enter) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    with app.app_context():
        name = block_of(made)[0]["id"]
    csrf = token(author, lesson)
    author.post(f"{lesson}/blocks/{name}/move", data={**csrf, "do": "remove"})
    with app.app_context():
        gone = block_of(made)
    edit = re.search(r'name="edit" value="(\d+)"', author.get(lesson).text)
    assert edit
    author.post(f"/course-desk/{made}/undo", data={**csrf, "edit": edit[1]})
    again = author.post(f"/course-desk/{made}/undo", data={**csrf, "edit": edit[1]})

    assert gone == []
    assert again.status_code == 302
    with app.app_context():
        assert [each["id"] for each in block_of(made)] == [name]


def test_a_lesson_taken_out_comes_back_whole(inside: Cast, made: int) -> None:
    row = row_of(made)
    activity = f"lesson:{row.key}/bai-mot"
    writing.remove_step(row, activity, "Bài một", by=inside.author)
    empty = drafts.body(row)
    writing.undo(row, None, by=inside.author)

    assert (empty["lessons"], empty["course"]["completion"]) == ([], [])
    assert drafts.body(row)["lessons"][0]["blocks"][0]["md"] == "Chào **đồng chí**."
    assert drafts.body(row)["course"]["completion"] == [{"rule": "lesson_viewed", "activity": activity}]


def test_a_change_of_several_pieces_stands_once_among_the_changes_and_is_undone_at_once(
    inside: Cast, made: int, as_: Enter
) -> None:
    row = row_of(made)
    writing.add_lesson(row, 0, "Bài hai", by=inside.author)
    writing.remove_step(row, f"lesson:{row.key}/bai-mot", "Bài một", by=inside.author)
    transaction.commit()
    page = as_("author").get(f"/course-desk/{made}/versions").text.partition('id="edits"')[2]
    said = [each.what for each in drafts.changes(row_of(made))]
    writing.undo(row_of(made), None, by=inside.author)

    assert len(said) == len(set(said)) == page.count("<li>")
    assert [bool(each.undone_at) for each in drafts.changes(row_of(made))] == [True, *[False] * (len(said) - 1)]


def test_typing_in_one_spot_is_one_change_to_undo(inside: Cast, made: int) -> None:
    row, name = row_of(made), block_of(made)[0]["id"]
    for text in ("Một", "Một hai", "Một hai ba"):
        writing.save_block(row, "bai-mot", name, {"type": "text", "md": text}, by=inside.author)
    writing.undo(row, None, by=inside.author)

    assert block_of(made)[0]["md"] == "Chào **đồng chí**."


def test_two_who_change_one_block_are_told(inside: Cast, made: int) -> None:
    row, held = row_of(made), block_of(made)[0]
    mark = writing.mark(held)
    writing.save_block(row, "bai-mot", held["id"], {"type": "text", "md": "Người thứ nhất"}, by=inside.author, was=mark)

    with pytest.raises(RuleBroken):
        writing.save_block(row, "bai-mot", held["id"], {"type": "text", "md": "Người hai"}, by=inside.trainer, was=mark)

    assert block_of(made)[0]["md"] == "Người thứ nhất"


def test_a_block_saved_while_typing_answers_with_the_time(app: Flask, made: int, as_: Enter) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    with app.app_context():
        held = block_of(made)[0]
    path, csrf = f"{lesson}/blocks/{held['id']}", token(author, lesson)
    good = author.post(path, data={**csrf, "md": "Mới", "was": writing.mark(held)}, headers={"X-Typing": "1"})
    bad = author.post(path, data={**csrf, "md": ""}, headers={"X-Typing": "1"})

    assert good.get_json()["saved"] is True
    assert (bad.status_code, bad.get_json()["saved"]) == (409, False)


def test_a_wrong_block_keeps_what_was_typed(made: int, as_: Enter) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    answer = author.post(
        f"{lesson}/blocks",
        data={**token(author, lesson), "add": "link", "url": "javascript:alert(1)", "label": "Nhãn đã gõ"},
    )

    assert answer.status_code == 422
    assert "Nhãn đã gõ" in answer.text


def test_a_moment_that_has_passed_is_refused_beside_its_field(made: int, as_: Enter) -> None:
    author, desk = as_("author"), f"/course-desk/{made}"
    answer = author.post(f"{desk}/schedule", data={**token(author, desk), "at": "2020-01-02T08:30"})
    silent = author.post(f"{desk}/send-back", data={**token(author, desk), "words": ""})

    assert (answer.status_code, silent.status_code) == (422, 422)
    assert 'aria-describedby="publish-at-note" aria-invalid="true"' in answer.text
    assert 'value="2020-01-02T08:30' in answer.text


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"add": "table", "caption": "Giấy", "rows": "một ô"}, "rows"),
        ({"add": "steps", "items": "một bước"}, "items"),
        ({"add": "self_check", "question": "?", "right": "0", "text0": "A", "why0": "Đúng"}, "text0"),
        ({"add": "self_check", "question": "?", "right": "0", "text0": "A", "why0": "Đ", "text1": "B"}, "why1"),
    ],
)
def test_what_a_block_lacks_is_said_beside_its_field(
    made: int, as_: Enter, fields: dict[str, str], beside: str
) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    answer = author.post(f"{lesson}/blocks", data=token(author, lesson) | fields)

    assert answer.status_code == 422
    assert f'<p class="field__error" id="{beside}-note">' in answer.text


@pytest.mark.parametrize("place", ["blocks", "blocks/{held}"])
def test_a_block_is_looked_at_before_it_is_kept(app: Flask, made: int, as_: Enter, place: str) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    with app.app_context():
        before = block_of(made)
    fields = {"add": "text", "md": "Chữ **đậm** chưa lưu", "was": writing.mark(before[0]), "look": "yes"}
    answer = author.post(f"{lesson}/{place.format(held=before[0]['id'])}", data=token(author, lesson) | fields)

    assert answer.status_code == 200
    assert "Chữ <strong>đậm</strong> chưa lưu" in answer.text
    assert "Chữ **đậm** chưa lưu</textarea>" in answer.text
    with app.app_context():
        assert block_of(made) == before


def test_the_form_of_every_block_is_sound_beside_the_form_of_its_lesson(made: int, as_: Enter) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    kinds = (*FORMS, "quiz", "scenario", "inbox", "choose")

    assert {kind: found for kind in kinds if (found := slips(author.get(f"{lesson}?add={kind}").text))} == {}


def test_a_quiz_written_for_a_course_leads_back_to_it_already_chosen(cast: Cast, made: int, as_: Enter) -> None:
    author = as_("author")
    away = author.get(f"/course-desk/{made}/new-quiz")
    csrf = token(author, away.location)
    wish = {"title": "Kiểm tra của khóa", "preset": "check", "category": "*", "count": 2, "unit": cast.commune}
    quiz = author.post(away.location, data=csrf | wish).location
    closed = author.get(quiz).text
    author.post(quiz.replace("/edit", "/publish"), data={**csrf, "on": "yes"})
    way = re.search(r'href="(/course-desk/\d+\?with=quiz:\d+#add)"', author.get(quiz).text)

    assert f'href="/course-desk/{made}#add"' in closed
    assert way
    number = quiz.split("/")[-2]
    page = author.get(way[1]).text
    assert f'selected value="quiz:{number}"' in page
    assert "?with=" not in author.get(quiz).text
    assert author.get(f"/course-desk/{made}?with=nonsense").status_code == 200
    assert as_("stranger").get(f"/course-desk/{made}/new-quiz").status_code == 404


def test_a_new_line_that_was_typed_is_one_on_the_page_and_steps_are_numbered_once(
    app: Flask, made: int, as_: Enter
) -> None:
    author, where = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    csrf = token(author, where)
    text = "Mục lớn\r\nĐoạn dưới\r\n· Ý một\r\n· Ý hai\r\n\r\nHết"
    steps_typed = "1. Mở ô\r\n2) Chọn\r\na. Bấm\r\n10 phút sau xem lại"
    author.post(f"{where}/blocks", data={**csrf, "add": "text", "md": text})
    author.post(f"{where}/blocks", data={**csrf, "add": "steps", "items": steps_typed})
    page = author.get(where).text

    assert re.search(r"Mục lớn<br ?/?>\s*Đoạn dưới", page)
    assert re.search(r"<li>\s*Ý một\s*</li>\s*<li>\s*Ý hai\s*</li>", page)
    assert "<p>Hết</p>" in page
    with app.app_context():
        steps = next(block for block in block_of(made) if block["type"] == "steps")
    assert steps["items"] == ["Mở ô", "Chọn", "Bấm", "10 phút sau xem lại"]


def test_a_rule_about_an_exercise_says_which_way_counts_and_the_led_way_does(
    app: Flask, cast: Cast, made: int, as_: Enter
) -> None:
    scenario = "scenario:m1-chung-thuc-ban-sao"
    author, desk = as_("author"), f"/course-desk/{made}"
    author.post(f"{desk}/steps", data={**token(author, desk), "activity": scenario})
    author.post(f"{desk}/publish", data=token(author, desk))
    said = "làm có hướng dẫn, tự làm hay làm bài kiểm tra đều được tính; chỉ xem thì không"
    before = as_("learner").get(f"/courses/{made}").text
    with app.app_context(), app.test_request_context():
        about = activities.by_key("scenario", "m1-chung-thuc-ban-sao")
        assert about
        events.publish(events.Finished(cast.learner, about.ref, "passed", 1.0, {"mode": "guided"}, assisted=True))
        transaction.commit()
    after = as_("learner").get(f"/courses/{made}").text

    assert said in author.get(f"{desk}/rules").text
    assert said in before
    assert "chỉ xem thì không. Làm sai ở đó" in before
    assert "chỉ xem thì không. Làm sai ở đó" not in after
    assert "Nhận hồ sơ, thu đúng phí" in author.get(f"{desk}/lessons/bai-mot?add=scenario").text


def test_a_question_of_the_bank_is_only_one_that_is_offered_and_stays_chosen_while_it_is_looked_at(
    app: Flask, cast: Cast, made: int, as_: Enter
) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    with app.app_context(), app.test_request_context():
        options = [{"id": str(n), "text": str(n), "fraction": float(n == 1)} for n in (1, 2)]
        theirs = bank.add_question("single", "Câu của đơn vị khác", {"options": options}, unit_id=cast.root)
        theirs.state = "ready"
        transaction.commit()
        foreign = f"question/{theirs.id}/1"
    page = author.get(f"{lesson}?add=bank_question").text
    offered = re.search(r'<option value="(question/\d+/\d+)"', page)
    assert offered
    fields = {**token(author, lesson), "add": "bank_question"}
    refused = author.post(f"{lesson}/blocks", data={**fields, "item": foreign, "look": "yes"})
    looked = author.post(f"{lesson}/blocks", data={**fields, "item": offered[1], "look": "yes"}).text
    kept = author.post(f"{lesson}/blocks", data={**fields, "item": offered[1]})

    assert "<optgroup" in page
    assert refused.status_code == 422
    assert "Câu của đơn vị khác" not in refused.text
    assert f'selected value="{offered[1]}"' in looked
    assert kept.status_code == 302


def test_a_question_that_is_not_offered_any_more_stays_in_its_block(
    app: Flask, cast: Cast, made: int, as_: Enter
) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    with app.app_context(), app.test_request_context():
        options = [{"id": str(n), "text": str(n), "fraction": float(n == 1)} for n in (1, 2)]
        old = bank.add_question("single", "Câu đã dùng từ trước", {"options": options}, unit_id=cast.commune)
        old.state = "ready"
        raw = {"type": "bank_question", "source": "question", "item": old.id, "version": 1}
        name = writing.add_block(row_of(made), "bai-mot", "", raw, by=cast.author)
        transaction.commit()
        number = old.id
    page = author.get(f"{lesson}?edit={name}").text
    kept = author.post(f"{lesson}/blocks/{name}", data={**token(author, lesson), "item": f"question/{number}/1"})

    assert f'selected value="question/{number}/1"' in page
    assert kept.status_code == 302
