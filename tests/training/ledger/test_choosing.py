"""Lists to choose an activity from: grouped by system, each with what it is about, namesakes told apart."""

from __future__ import annotations

from flask import Flask
from flask_babel import force_locale

from training.accounts import units
from training.core import activities, content
from training.core.activities import ActivityRef, Description
from training.ledger import choosing


def test_exercises_stand_under_their_system_with_what_each_is_about(in_app: Flask) -> None:
    content.load()
    with in_app.test_request_context(), force_locale("vi"):
        kind = activities.kinds()["scenario"]
        groups = choosing.grouped(kind.label, kind.find(), lambda each: each.key)

        assert list(groups) == [
            "Bài thực hành: Ở quầy một cửa", "Bài thực hành: Quản lý văn bản",
            "Bài thực hành: Cả hai hệ thống trong một ngày",
        ]  # fmt: skip
        words = "Chứng thực bản sao – Nhận hồ sơ, thu đúng phí và trả kết quả trong ngày."
        assert ("m1-chung-thuc-ban-sao", words) in groups["Bài thực hành: Ở quầy một cửa"]
        assert all(" – " in words for options in groups.values() for _value, words in options)


def test_namesakes_are_told_apart_by_unit_and_then_by_number(in_app: Flask) -> None:
    with in_app.test_request_context(), force_locale("vi"):
        here = units.create("N01", "UBND xã Tên").id
        owners = (None, here, here)
        found = [
            Description(ActivityRef("quiz", n), "Kiểm tra", "/", owner_unit_id=unit) for n, unit in enumerate(owners, 1)
        ]
        found.append(Description(ActivityRef("quiz", 4), "Khác", "/"))

        titles = choosing.told_apart(found)

        assert list(titles.values()) == [
            "Kiểm tra (Toàn hệ thống)", "Kiểm tra (UBND xã Tên, số 2)", "Kiểm tra (UBND xã Tên, số 3)", "Khác",
        ]  # fmt: skip
