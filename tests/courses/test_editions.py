"""What becomes of a written course: published, reviewed, on its day, archived, copied, taken out and in."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask import Flask
from sqlalchemy import select

from courses import drafts, editions
from courses.authoring import publishing, writing
from courses.models import CourseRow, CourseVersion
from tests.courses.conftest import Cast, Enter, block_of, row_of, token
from training.core import clock, content, transaction
from training.core.content import LoadedContent
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import asking
from training.notices.models import Notice


def test_a_course_is_written_and_published_from_the_screen_alone(cast: Cast, as_: Enter) -> None:
    author, learner = as_("author"), as_("learner")
    csrf = token(author, "/course-desk/new")
    desk = author.post("/course-desk/new", data={**csrf, "title": "Khóa mới", "unit": cast.commune}).location
    lesson = author.post(f"{desk}/lessons", data={**csrf, "title": "Bài đầu", "section": 0}).location
    author.post(f"{lesson}/blocks", data={**csrf, "add": "heading", "text": "Bước một"})
    author.post(f"{desk}/steps", data={**csrf, "activity": "quiz:mot-cua-kiem-tra", "section": 0})
    author.post(f"{desk}/steps", data={**csrf, "activity": "scenario:m1-chung-thuc-ban-sao", "section": 0})
    before = learner.get("/courses").text
    answer = author.post(f"{desk}/publish", data={**csrf, "note": "Bản đầu"})

    assert answer.status_code == 302
    assert "Khóa mới" not in before
    assert "Khóa mới" in learner.get("/courses").text
    number = desk.rsplit("/", 1)[1]
    page = learner.get(f"/courses/{number}").text
    assert "/quizzes/" in page
    assert "/practice/" in page
    assert "Bước một" in learner.get(f"/courses/{number}/lessons/1").text
    assert "Khóa mới" not in as_("stranger").get("/courses").text
    assert as_("stranger").get(f"/courses/{number}").status_code == 404


def test_a_draft_that_is_not_whole_says_what_is_missing(app: Flask, cast: Cast, as_: Enter) -> None:
    with app.app_context(), app.test_request_context():
        row = writing.begin("Trống", cast.commune, by=cast.author)
        writing.add_lesson(row, 0, "Bài rỗng", by=cast.author)
        transaction.commit()
        number = row.id
    author = as_("author")
    page = author.get(f"/course-desk/{number}").text
    answer = author.post(f"/course-desk/{number}/publish", data=token(author, f"/course-desk/{number}"))

    assert "Bài rỗng" in page
    assert answer.status_code == 422
    assert as_("learner").get(f"/courses/{number}").status_code == 404


def test_versions_differ_word_by_word_and_an_old_one_comes_back(inside: Cast, made: int, as_: Enter) -> None:
    row, name = row_of(made), block_of(made)[0]["id"]
    publishing.publish(row, "", by=inside.author)
    writing.save_block(row, "bai-mot", name, {"type": "text", "md": "Chào **các đồng chí**."}, by=inside.author)
    publishing.publish(row, "lời chào", by=inside.author)
    transaction.commit()
    page = as_("author").get(f"/course-desk/{made}/versions?of=1&to=2").text
    drafts.restore(row, editions.versions(row.id)[1], "bản 1", by=inside.author)

    assert "<ins>**các</ins>" in page or "<ins>" in page
    assert row.version == 2
    assert drafts.body(row)["lessons"][0]["blocks"][0]["md"] == "Chào **đồng chí**."
    assert drafts.waiting(row)


def test_the_same_content_published_twice_is_one_version(inside: Cast, made: int) -> None:
    row = row_of(made)
    publishing.publish(row, "", by=inside.author)
    publishing.publish(row, "", by=inside.author)

    assert len(editions.versions(row.id)) == 1


def test_a_course_comes_out_on_its_day(inside: Cast, made: int) -> None:
    row = row_of(made)
    publishing.schedule(row, clock.at_office(clock.today(), 23, 59), by=inside.author)
    publishing.publish_due(row.id)
    too_early = row.digest
    with clock.at(clock.at_office(clock.today(), 23, 59)):
        publishing.publish_due(row.id)

    assert too_early == ""
    assert (bool(row.digest), row.publish_at) == (True, None)


def test_a_review_is_told_to_colleagues_and_its_end_to_the_author(inside: Cast, made: int) -> None:
    row = row_of(made)
    publishing.ask_review(row, by=inside.author)
    asked = set(db.session.scalars(select(Notice.person_id).filter_by(kind="course_review")))
    publishing.send_back(row, "Thêm ví dụ", by=inside.trainer)
    told = set(db.session.scalars(select(Notice.person_id).filter_by(kind="course_back")))

    assert (asked, told) == ({inside.trainer}, {inside.author})
    assert (row.review_at, row.review_note) == (None, "Thêm ví dụ")


def test_a_review_nobody_could_give_is_not_asked_for(inside: Cast) -> None:
    row = writing.begin("Một mình", inside.root, by=inside.trainer)
    key = writing.add_lesson(row, 0, "Bài", by=inside.trainer)
    writing.add_block(row, key, "", {"type": "text", "md": "Chữ"}, by=inside.trainer)
    with pytest.raises(RuleBroken):
        publishing.ask_review(row, by=inside.trainer)

    assert row.review_at is None


def test_an_archived_course_is_begun_by_nobody_and_can_come_back(inside: Cast, made: int, as_: Enter) -> None:
    row = row_of(made)
    publishing.publish(row, "", by=inside.author)
    writing.archive(row, True, by=inside.author)
    transaction.commit()
    gone = as_("learner").get(f"/courses/{made}").status_code
    writing.archive(row, False, by=inside.author)
    transaction.commit()

    assert (gone, as_("learner").get(f"/courses/{made}").status_code) == (404, 200)


def test_an_edited_shipped_course_is_never_overwritten_but_told_of(inside: Cast, course: CourseRow) -> None:
    writing.reshape(course, lambda head: {**head, "summary": "Sửa ở đây"}, "head", by=inside.trainer)
    held = db.session.get_one(LoadedContent, ("course", "mot-cua"))
    held.version = held.available = 0
    counts = content.load()
    kept = drafts.body(course)["course"]["summary"]
    content.take_update("course", "mot-cua")

    assert counts["kept"] == 1
    assert kept == "Sửa ở đây"
    assert drafts.body(course)["course"]["summary"] != "Sửa ở đây"
    aside = db.session.scalars(select(CourseVersion).filter_by(course_id=course.id, published_at=None)).one()
    assert aside.body["course"]["summary"] == "Sửa ở đây"


def test_a_copy_stands_on_its_own(inside: Cast, course: CourseRow) -> None:
    made = writing.duplicate(course, "Bản sao", by=inside.author, unit_id=inside.commune)
    publishing.publish(made, "", by=inside.author)

    content_ = editions.content(made)
    assert made.key != course.key
    assert len(content_.lessons) == 5
    assert all(rule.activity in {step.activity for step in content_.steps} for rule in content_.completion)


def test_a_course_goes_out_and_comes_in_again_the_same(inside: Cast, course: CourseRow, as_: Enter) -> None:
    author = as_("author")
    packed = author.get(f"/course-desk/{course.id}/file")
    names = zipfile.ZipFile(io.BytesIO(packed.data)).namelist()
    csrf = token(author, "/course-desk/new")
    answer = author.post(
        "/course-desk/bring",
        data={**csrf, "unit": inside.commune, "file": (io.BytesIO(packed.data), "khoa.zip")},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 302, answer.text[-2000:]
    made = row_of(int(answer.location.rsplit("/", 1)[1]))
    one, two = drafts.body(course), drafts.body(made)
    assert "course.yaml" in names
    assert len([name for name in names if name.startswith("media/")]) == 5
    assert [each["title"] for each in two["lessons"]] == [each["title"] for each in one["lessons"]]
    assert [each["blocks"] for each in two["lessons"]] == [each["blocks"] for each in one["lessons"]]
    assert [each["rule"] for each in two["course"]["completion"]] == [
        each["rule"] for each in one["course"]["completion"]
    ]


def test_who_asked_for_a_review_may_withdraw_it_but_not_send_it_back(cast: Cast, made: int, as_: Enter) -> None:
    author, trainer, desk = as_("author"), as_("trainer"), f"/course-desk/{made}"
    csrf = token(author, desk)
    author.post(f"{desk}/review", data=csrf)
    own, other = author.get(desk).text, trainer.get(desk).text
    trainer.post(f"{desk}/review", data={**token(trainer, desk), "on": "no"})
    still = author.get(desk).text
    author.post(f"{desk}/review", data={**csrf, "on": "no"})
    again = author.get(desk).text

    assert "Rút lại đề nghị duyệt" in own
    assert "Xuất bản ngay</button>" in own
    assert "Gửi trả kèm góp ý" not in own
    assert "Trần Soạn đã đề nghị duyệt" in other
    assert "Gửi trả kèm góp ý" in other
    assert "Rút lại đề nghị duyệt" in still
    assert "Gửi duyệt</button>" in again


def test_the_way_to_learners_ticks_what_holds_and_says_so(made: int, as_: Enter) -> None:
    page = as_("author").get(f"/course-desk/{made}").text

    assert "Xem điều kiện hoàn thành" not in page
    assert "Đã có điều kiện hoàn thành" in page


def test_the_same_file_brought_in_twice_makes_a_copy_that_is_called_one(
    inside: Cast, made: int, as_: Enter
) -> None:
    author = as_("author")
    packed, csrf = author.get(f"/course-desk/{made}/file").data, token(author, "/course-desk/new")

    def bring() -> str:
        fields = {**csrf, "unit": inside.commune, "file": (io.BytesIO(packed), "khoa.zip")}
        answer = author.post("/course-desk/bring", data=fields, content_type="multipart/form-data")
        return row_of(int(answer.location.rsplit("/", 1)[1])).title

    assert bring() == "Nhận hồ sơ tại nhà (bản sao)"
    assert bring() == "Nhận hồ sơ tại nhà (bản sao 2)"


def test_restoring_what_learners_read_asks_for_no_publishing(inside: Cast, made: int, as_: Enter) -> None:
    row, name = row_of(made), block_of(made)[0]["id"]
    publishing.publish(row, "", by=inside.author)
    writing.save_block(row, "bai-mot", name, {"type": "text", "md": "Khác"}, by=inside.author)
    transaction.commit()
    author, desk = as_("author"), f"/course-desk/{made}"
    assert "Học viên chỉ thấy thay đổi sau khi bấm" in author.get(desk).text
    answer = author.post(f"{desk}/versions/1/restore", data=token(author, desk), follow_redirects=True).text

    assert "không cần xuất bản" in answer
    assert "Thay đổi chưa xuất bản" not in answer


def test_courses_of_one_name_are_told_apart_where_one_is_asked_for(inside: Cast, made: int) -> None:
    row = row_of(made)
    twin = writing.duplicate(row, row.title, by=inside.author, unit_id=inside.commune)
    for each in (row, twin):
        publishing.publish(each, "", by=inside.author)
    found = [label for group in asking.things(inside.trainer).values() for _ref, label in group if row.title in label]

    assert len(found) == len(set(found)) == 2
    assert all("UBND xã Thử" in label for label in found)
