"""Courses that go out and come in again, and a long text in Markdown: nothing is lost without a word."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from courses import drafts, shipped
from courses.authoring import bringing, markdown_in, packing, writing
from courses.models import CourseRow
from tests.courses.conftest import Cast
from training.core.errors import RuleBroken

LONG = """---
title: Tiếp nhận hồ sơ
tags: [mot-cua]
---
# Tiếp nhận hồ sơ

Xem [cổng][cong], [cong] và [hướng dẫn](https://vidu.invalid/hd "Tên").

## Trước khi nhận

### Danh sách

1. Mở hồ sơ

   Đọc kỹ.

2. Kiểm tra
   - bản chính
     - có chứng thực

3. Ghi nhận

Rồi:

1. Một

2. Hai

| Bước | Hạn |
|:--|--:|
| Nhận | 1 ngày |
| Trả | 1 ngày | thừa |

![Sơ đồ](so-do.png) ![](khong-loi.png) ![Ảnh tên][anh]

<img src='html.png' alt="Ảnh &quot;HTML&quot;"> <iframe src="https://vidu.invalid/v"></iframe>

<script>alert("## không")</script>

<!-- ghi chú của người soạn -->

Mã `![x](y.png)` và [không có][gi].

```python
# không phải bài
print("![không](phai.png) [cong] <iframe>")

## cũng không
```

[cong]: https://vidu.invalid/cong "Cổng"
[anh]: https://vidu.invalid/anh.png

## Trả kết quả

* một
* hai
"""


def _said(lesson: dict[str, Any]) -> list[str]:
    return [
        each.get("md") or each.get("text") or "|".join(each.get("items", each.get("head", ())))
        for each in lesson["blocks"]
    ]


def test_a_long_text_keeps_its_structure_and_names_what_it_lost() -> None:
    other: list[str] = []
    body, pictures = markdown_in.course(LONG, "tệp", other)
    first, second = body["lessons"]

    assert body["course"]["why"] == (
        'Xem [cổng](<https://vidu.invalid/cong>), [cong](<https://vidu.invalid/cong>) và '
        '[hướng dẫn](https://vidu.invalid/hd "Tên").'
    )
    assert _said(first) == [
        "Danh sách",
        "1. Mở hồ sơ\n\n   Đọc kỹ.\n\n2. Kiểm tra\n   - bản chính\n     - có chứng thực\n\n3. Ghi nhận",
        "Rồi:", "Một|Hai", "Bước|Hạn|–",
        "Sơ đồ khong-loi.png [Ảnh tên](https://vidu.invalid/anh.png)",
        'Ảnh "HTML"',
        "Mã `![x](y.png)` và [không có][gi].",
        '```python\n# không phải bài\nprint("![không](phai.png) [cong] <iframe>")\n\n## cũng không\n```',
    ]  # fmt: skip
    assert _said(second) == ["* một\n* hai"]
    assert pictures == ["Sơ đồ", "khong-loi.png", "Ảnh tên", 'Ảnh "HTML"']
    assert ["iframe" in other[0], "script" in other[1], "bảng" in other[2] or "table" in other[2]] == [True] * 3
    assert len(other) == 3


def test_lessons_beyond_the_most_are_named() -> None:
    other: list[str] = []
    text = "".join(f"## Bài {number}\nChữ.\n" for number in range(1, markdown_in.MOST_LESSONS + 3))
    body, _pictures = markdown_in.course(text, "tệp", other)

    assert len(body["lessons"]) == markdown_in.MOST_LESSONS
    assert len(other) == 2
    assert all(f"Bài {number}" in said for number, said in enumerate(other, start=markdown_in.MOST_LESSONS + 1))


def test_a_text_that_is_too_long_is_refused_and_never_cut(inside: Cast) -> None:
    upload = FileStorage(io.BytesIO("ạ".encode() * 400_000), "dai.md")

    with pytest.raises(RuleBroken):
        bringing.read_file(upload, by=inside.author)


@pytest.mark.parametrize("text", ["`" * 60_000, "[" * 60_000, "<img " * 20_000, "![" * 40_000, "~~~\n" * 20_000,
                                  "<script>" * 8_000, "<!--" * 10_000, "- a\n\n" * 5_000])  # fmt: skip
@pytest.mark.timeout(20)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    assert markdown_in.course(text, "tệp")[0]["course"]["title"] == "tệp"


@pytest.mark.parametrize("key", sorted(path.name for path in shipped.LIBRARY.iterdir() if path.is_dir()))
def test_every_shipped_course_goes_out_and_comes_in_without_a_loss(inside: Cast, key: str) -> None:
    row = db_row(key)
    brought = bringing.from_zip(packing.as_zip(drafts.body(row)), by=inside.author)
    made = writing.begin(brought.title, inside.commune, by=inside.author, body=brought.body)
    one, two = drafts.body(row), drafts.body(made)
    other = f"/{made.key}/"

    def named(value: object) -> str:
        return repr(value).replace(f"lesson:{made.key}/", f"lesson:{key}/")

    assert brought.lost == []
    assert other not in named(two["course"])
    for name in one["course"]:
        if name not in ("key", "version"):
            assert named(two["course"][name]) == named(one["course"][name]), name
    for before, after in zip(one["lessons"], two["lessons"], strict=True):
        assert {**after, "version": 0} == {**before, "version": 0}


def db_row(key: str) -> CourseRow:
    from training.core.db import db

    return db.session.scalars(select(CourseRow).filter_by(key=key)).one()
