"""What comes in as a file: pictures, films, captions, courses; and what is pasted from Word."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from flask import Flask
from PIL import Image

from courses import drafts, editions, media
from courses.authoring import bringing, markdown_in, packing, publishing, tabbed, word, writing
from courses.models import CourseRow
from tests.courses.conftest import Cast, Enter, block_of, token
from training.core import transaction
from training.core.errors import RuleBroken

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * 8


def photo() -> bytes:
    """Return a large photograph that says where it was taken."""
    picture, exif = Image.new("RGB", (3000, 1200), "white"), Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("picture", SVG), ("picture", b"<html><script>x</script>"), ("picture", b"\x89PNG\r\n\x1a\nbroken"),
        ("video", SVG), ("audio", MP4), ("file", SVG), ("file", b"<html></html>"), ("captions", b"no times here"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_refused(inside: Cast, kind: str, data: bytes) -> None:
    with pytest.raises(RuleBroken):
        media.keep(kind, io.BytesIO(data), "anh.png", by=inside.author)


def test_a_photograph_is_made_small_and_forgets_where_it_was_taken(inside: Cast) -> None:
    found = media.bytes_of(media.keep("picture", io.BytesIO(photo()), "anh.jpg", by=inside.author))

    assert found
    with Image.open(io.BytesIO(found[1])) as kept:
        assert max(kept.size) == media.WIDEST
        assert dict(kept.getexif()) == {}


def with_video(cast: Cast) -> tuple[CourseRow, str, str]:
    row = writing.begin("Có phim", cast.commune, by=cast.author)
    key = writing.add_lesson(row, 0, "Phim", by=cast.author)
    film = media.keep("video", io.BytesIO(MP4), "phim.mp4", by=cast.author)
    words = media.keep("captions", io.BytesIO(b"1\n00:00:01,000 --> 00:00:02,000\nChao\n"), "p.srt", by=cast.author)
    block = {"type": "video", "file": film, "title": "Phim", "transcript": "Chào", "captions": words}
    writing.add_block(row, key, "", block, by=cast.author)
    publishing.publish(row, "", by=cast.author)
    return row, film, words


def test_a_film_is_served_in_parts_with_its_captions_and_only_to_whom_it_is_for(
    app: Flask, cast: Cast, as_: Enter
) -> None:
    with app.app_context(), app.test_request_context():
        row, film, words = with_video(cast)
        transaction.commit()
        number = row.id
    mine, other = as_("learner"), as_("stranger")
    with mine.get(f"/courses/{number}/media/{film}", headers={"Range": "bytes=0-9"}) as part:
        assert (part.status_code, part.data, part.mimetype) == (206, MP4[:10], "video/mp4")
        assert part.headers["X-Content-Type-Options"] == "nosniff"
    captions = mine.get(f"/courses/{number}/media/{words}")

    assert captions.text.startswith("WEBVTT\n\n1\n00:00:01.000 -->")
    assert other.get(f"/courses/{number}/media/{film}").status_code == 404
    assert mine.get(f"/courses/{cast.course}/media/{film}").status_code == 404


def test_a_course_with_a_film_goes_out_and_comes_in_with_it(inside: Cast) -> None:
    row, _film, _words = with_video(inside)
    brought = bringing.from_zip(packing.as_zip(drafts.body(row)), by=inside.author)
    block = brought.body["lessons"][0]["blocks"][0]
    film, words = media.bytes_of(block["file"]), media.bytes_of(block["captions"])

    assert brought.lost == []
    assert film
    assert film[1] == MP4
    assert words
    assert words[1].startswith(b"WEBVTT")


def packed(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()


HEAD = (
    "{key: x, version: 1, title: T, summary: s, why: w, for_whom: f, competencies: [], sources: '', completion: [],"
    " sections: [{title: P, activities: [{activity: 'lesson:x/a'}, {activity: 'quiz:la-hoac', title: Q, minutes: 3}]}]}"
)
LESSON = "{key: a, version: 1, title: A, goal: '', minutes: 1, summary: '', blocks: %s}"


@pytest.mark.parametrize(
    "files",
    [
        {"other.txt": "x"},
        {"course.yaml": "a: &a [*a, *a]"},
        {"course.yaml": "&a [1]\n"},
        {"course.yaml": "!!python/object/apply:os.system ['true']"},
        {"course.yaml": HEAD.replace("lesson:x/a", "lesson:x/missing"), "lessons/1.yaml": LESSON % "[]"},
        {"../course.yaml": HEAD},
    ],
)
def test_a_hostile_or_broken_archive_is_refused(inside: Cast, files: dict[str, str]) -> None:
    with pytest.raises(RuleBroken):
        bringing.from_zip(packed(files), by=inside.author)


def test_what_this_house_cannot_show_is_left_out_and_named(inside: Cast) -> None:
    blocks = (
        "[{type: text, md: Chữ}, {type: link, url: 'javascript:1', label: x}, {type: picture, file: m.svg, alt: a}]"
    )
    data = packed({"k/course.yaml": HEAD, "k/lessons/1.yaml": LESSON % blocks, "k/m.svg": SVG.decode()})
    brought = bringing.from_zip(data, by=inside.author)

    assert [each["type"] for each in brought.body["lessons"][0]["blocks"]] == ["text"]
    assert len(brought.lost) == 3
    assert any("Q" in line for line in brought.lost)


def test_a_text_in_markdown_becomes_a_course(inside: Cast) -> None:
    text = (
        "# Tiếp dân\nVì dân chờ.\n## Chào hỏi\n### Ba câu\n1. Chào\n2. Xưng tên\n\n| Giờ | Việc |\n| --- | --- |\n"
        "| 7 | Mở cửa |\n\n> **Nhớ:** cười\n\nĐoạn <script>alert(1)</script> thường.\n## Hẹn\nXin chào."
    )
    body, lost = markdown_in.course(text, "tệp")
    row = writing.begin(body["course"]["title"], inside.commune, by=inside.author, body=body)
    publishing.publish(row, "", by=inside.author)

    course = editions.content(row)
    assert lost == []
    assert (course.title, course.why, [lesson.title for lesson in course.lessons]) == (
        "Tiếp dân", "Vì dân chờ.", ["Chào hỏi", "Hẹn"],
    )  # fmt: skip
    assert [block.type for block in course.lessons[0].blocks] == ["heading", "steps", "table", "callout", "text"]
    assert len(course.completion) == 2


def test_a_text_says_of_itself_what_it_is_and_keeps_its_code_whole() -> None:
    text = (
        "---\ntitle: Tiếp dân & hẹn\nsummary: Hai câu\nauthor: Ai đó\n---\n# Chào hỏi\nĐoạn.\n\nNhấn mạnh\n---------\n"
        "## Ba câu\nChữ.\n```\n# không phải đề mục\n\n## cũng không\n```\n# Hẹn\n![Sơ đồ](https://vidu.invalid/a.png)"
        " và ![nhỏ](b.png \"tên\")"
    )
    body, lost = markdown_in.course(text, "tệp")
    first, second = body["lessons"]

    assert (body["course"]["title"], body["course"]["summary"], body["course"]["why"]) == (
        "Tiếp dân & hẹn", "Hai câu", "",
    )  # fmt: skip
    assert [each["title"] for each in body["lessons"]] == ["Chào hỏi", "Hẹn"]
    assert [each.get("text") or each["md"] for each in first["blocks"]] == [
        "Đoạn.", "Nhấn mạnh", "Ba câu", "Chữ.\n```\n# không phải đề mục\n\n## cũng không\n```",
    ]  # fmt: skip
    assert second["blocks"][0]["md"] == "[Sơ đồ](https://vidu.invalid/a.png) và nhỏ"
    assert lost == ["Sơ đồ", "nhỏ"]


@pytest.mark.parametrize("head", ["a: &a [*a]", "a: [", "chỉ chữ"])
def test_front_matter_that_is_none_stays_text(head: str) -> None:
    body, _lost = markdown_in.course(f"---\n{head}\n---\n## Bài\nChữ", "tệp")

    assert (body["course"]["title"], [each["title"] for each in body["lessons"]]) == ("tệp", ["Bài"])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\n\nHai"),
        ("<p class=MsoNormal><b>Đậm </b>thường</p>", "**Đậm** thường"),
        (
            "<p class=MsoListParagraph>·&nbsp;&nbsp; Một</p><p class=MsoListParagraph>·&nbsp;&nbsp; Hai</p>",
            "- Một\n- Hai",
        ),
        ("<ol><li>Một<li>Hai</ol>", "1. Một\n2. Hai"),
        ("<h1>Đầu đề</h1><h2>Mục</h2><h6>Nhỏ</h6>", "## Đầu đề\n\n## Mục\n\n## Nhỏ"),
        (
            "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<style>x{}</style><script>alert(1)</script><o:p>&nbsp;</o:p><p>Sạch</p>", "Sạch"),
        ("<p>5 * 3 &lt; 20</p>", "5 \\* 3 \\< 20"),
        (
            "<table><tr><td colspan=3>Bảng lớn</td></tr><tr><td>A</td><td>B</td><td>C</td></tr>"
            "<tr><td rowspan=2>x</td><td>1</td><td>2</td></tr><tr><td colspan=2>3 | 4</td></tr></table>",
            "Bảng lớn\n\n| A | B | C |\n| --- | --- | --- |\n| x | 1 | 2 |\n| x | 3 \\| 4 |  |",
        ),
        (
            "<ul><li>Một</ul><table><tr><td>A</td></tr><tr><td>1</td><td>2</td></tr></table><h3>Mục</h3>",
            "- Một\n\n| A |  |\n| --- | --- |\n| 1 | 2 |\n\n## Mục",
        ),
        (
            "<table><tr><td><p>A</p><p>A2</p></td><td><ul><li>u</li><li>v</li></ul></td></tr></table>"
            "<table><tr><td>C</td><td><table><tr><td>d</td><td>e</td></tr></table></td></tr></table>",
            "| A A2 | u; v |\n| --- | --- |\n\n| C | d; e |\n| --- | --- |",
        ),
    ],
)
def test_text_from_word_keeps_its_structure_only(html: str, text: str) -> None:
    assert word.to_markdown(html) == text


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("- một\n- hai\nSTT\tTên\n1.\tA\n\t\n2.\tB\nsau",
         "- một\n- hai\n\n| STT | Tên |\n| --- | --- |\n| 1. | A |\n| 2. | B |\n\nsau"),
        ("•\tMột\n•\tHai\n\n1.\tBa\n2.\tBốn", "- Một\n- Hai\n\n1. Ba\n2. Bốn"),
        ('A\tB\tC\n1\t2\nx|y\t"dòng 1\ndòng ""2"""\tz',
         '| A | B | C |\n| --- | --- | --- |\n| 1 | 2 |  |\n| x\\|y | dòng 1 dòng "2" | z |'),
        ("- a\n| x | y |\n| --- | --- |\n| 1 | 2 |\ntiếp", "- a\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\ntiếp"),
        ("\tA\tB\nx\t1\t2", "|  | A | B |\n| --- | --- | --- |\n| x | 1 | 2 |"),
        ("```\na\tb\nc\td\n```", "```\na\tb\nc\td\n```"),
        ("\tThụt đầu dòng", "Thụt đầu dòng"),
        ('"Nói một\nrồi hai"\nvà hết', '"Nói một\nrồi hai"\nvà hết'),
        ("- a\n\t- b", "- a\n\t- b"),
    ],
)  # fmt: skip
def test_plain_text_with_tabs_becomes_a_table_or_a_list_and_stays_so(plain: str, text: str) -> None:
    assert tabbed.as_markdown(plain) == text
    assert tabbed.as_markdown(text) == text


def test_what_is_pasted_is_a_table_on_the_page_with_and_without_script(app: Flask, made: int, as_: Enter) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    csrf, cells = token(author, lesson), "- một\r\nSTT\tTên\r\n1\tA\r\nsau"
    by_script = author.post("/course-desk/paste", data={**csrf, "plain": cells}).get_json()["text"]
    author.post(f"{lesson}/blocks", data={**csrf, "add": "text", "md": cells})
    page = author.get(lesson).text

    assert "\n\n| STT | Tên |" in by_script
    assert re.search(r"<li>một</li>\s*</ul>\s*<table>", page)
    assert re.search(r"<td>A</td>\s*</tr>\s*</tbody>\s*</table>\s*<p>sau</p>", page)


def test_a_table_block_keeps_every_cell_it_is_given(app: Flask, made: int, as_: Enter) -> None:
    author, lesson = as_("author"), f"/course-desk/{made}/lessons/bai-mot"
    rows = '\tQuý 1\nThu\t"a\nb"\t5 | 6'
    author.post(f"{lesson}/blocks", data={**token(author, lesson), "add": "table", "caption": "Thu", "rows": rows})
    with app.app_context():
        found = next(each for each in block_of(made) if each["type"] == "table")
    again = author.get(f"{lesson}?edit={found['id']}").text

    assert (found["head"], found["rows"]) == (["–", "Quý 1", "–"], [["Thu", "a b", "5 | 6"]])
    assert "Thu | a b | 5 \\| 6" in again
