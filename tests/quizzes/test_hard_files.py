"""Files as they come from elsewhere: odd, half broken or half foreign; all is read or named, nothing goes silently."""

from __future__ import annotations

import base64

import pytest

from quizzes.bank import dressing
from quizzes.formats import inspect
from quizzes.formats.question import FileRefused, Read
from tests.quizzes.asked_files import questions, told

PNG = base64.b64encode(base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)).decode()  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{T shirt}", "short"), ("{ F }", "truefalse"), ("{// chú thích\n  T // đúng\n}", "truefalse"),
        ("{TRUE#[html]<i>a</i>}", "truefalse"), ("{~% 50 %a ~%50%b ~c}", "multiple"),
    ],
)  # fmt: skip
def test_answers_of_gift_are_what_they_say(body: str, kind: str) -> None:
    (found,) = questions(f"::Tên:: Hỏi? {body}")

    assert (found.kind, found.problem, "[html]" in str(found.settings)) == (kind, "", False)


def test_a_number_may_stand_before_what_is_said_to_others() -> None:
    (found,) = questions("::Tên:: Mấy? {#3:2#vì 1+2=3 ~#sai}")

    assert [(each["number"], each["tolerance"], each["feedback"]) for each in found.settings["accept"]] == [
        (3.0, 2.0, "vì 1+2=3"), (None, 0.0, "sai"),
    ]  # fmt: skip


def test_a_pair_without_its_arrow_is_named() -> None:
    (found,) = questions("::Tên:: Nối {=một -> 1 =hai}")

    assert found.problem == "A pair has no arrow (->)."


def test_a_dollar_begins_a_question_as_well_as_a_category() -> None:
    found = questions("$CATEGORY: Toán\n\n$x^2$ với x \\= 2 là mấy? {=4 ~5}\n\n$STRANGE: a\n")

    assert [(each.text, each.category, each.problem) for each in found] == [
        ("$x^2$ với x = 2 là mấy?", "Toán", ""), ("$STRANGE: a", "", "This instruction is not known."),
    ]  # fmt: skip


def test_labels_and_id_of_gift_keep_their_brackets() -> None:
    (found,) = questions("// [id:a\\]1] [tag:một [hai\\]] [tags:ba, bốn]\n::a:: b {T}")

    assert (found.idnumber, found.tags) == ("a]1", ("một [hai]", "ba", "bốn"))


def test_an_open_brace_takes_no_other_question_with_it() -> None:
    found = questions("::a:: Một {=x ~y\n::b:: Hai {T}\n")

    assert [(each.line, each.kind, bool(each.problem)) for each in found] == [(1, "", True), (2, "truefalse", False)]


def test_formats_alone_show_that_a_text_is_gift() -> None:
    found = inspect.look("[markdown] **Đọc**\n\n[html]<p>Rồi</p>".encode())

    assert [found.format, *(each.kind for each in found.questions)] == ["gift", "description", "description"]


@pytest.mark.parametrize("text", ["// chú thích\n", "$CATEGORY: a/b\n\n// hết\n"])
def test_gift_without_a_question_says_so(text: str) -> None:
    assert told(text) == {
        "format": "gift", "questions": 0, "types": {}, "problems": [],
        "notes": [{"line": 1, "message": "The file holds no question."}],
    }  # fmt: skip


LISTED = "\n".join(f"{{{{{n}}}}}';a{n}()//<x {n}>{{=}}" for n in range(90))
PROGRAM = "// bắt đầu\nfunction a() {\n  return 1;\n}\n\nfunction b() {}\n\nfunction c() {\n  return {};\n}\n"


@pytest.mark.parametrize("text", [LISTED, PROGRAM, "Một đoạn văn.\n// và một dòng như thế\nHết.", "Một đoạn văn."])
def test_other_writing_is_refused(text: str) -> None:
    with pytest.raises(FileRefused):
        inspect.look(text.encode())


def test_aiken_names_what_has_no_letter_or_no_question() -> None:
    text = "A) một\nB) hai\nANSWER: A\n\nANSWER: một\n\nHỏi?\nA) x\nB) y\nANSWER: ba\n\nHỏi nữa?\nA) x\nB) y\nANSWER: B"
    found = questions(text)

    assert [(each.line, each.problem) for each in found] == [
        (1, "An answer stands here without its question."), (5, "An answer stands here without its question."),
        (7, "The line that says ANSWER names no letter of an option."), (12, ""),
    ]  # fmt: skip
    assert found[-1].text == "Hỏi nữa?"


@pytest.mark.parametrize(("said", "lost"), [("B. hai", ()), ("B) vì thế", ("text beside the answer: vì thế",))])
def test_an_answer_of_aiken_may_repeat_the_words_of_its_option(said: str, lost: tuple[str, ...]) -> None:
    found = questions(f"Hỏi?\nA. một\nB. hai\nANSWER: {said}\n\nNữa?\nA. b\nB. c\nANSWER: A")[0]

    assert ([each["fraction"] for each in found.settings["options"]], found.lost) == ([0.0, 1.0], lost)


def test_more_options_than_letters_are_named() -> None:
    letters = "\n".join(f"{chr(65 + n)}) số {n}" for n in range(26))
    (found,) = questions(f"Hỏi?\n{letters}\nAA) thêm\nANSWER: B")

    assert found.problem


def quiz(kind: str, body: str, text: str = "Hỏi?") -> str:
    return (
        f'<quiz><question type="{kind}"><name><text>t</text></name><questiontext format="html"><text>'
        f"<![CDATA[{text}]]></text></questiontext>{body}</question></quiz>"
    )


def answer(text: str, fraction: float, said: str = "") -> str:
    return (
        f'<answer fraction="{fraction}"><text><![CDATA[{text}]]></text><feedback format="html"><text>'
        f"<![CDATA[{said}]]></text></feedback></answer>"
    )


PAIRS = "".join(
    f"<subquestion><text>{n}</text><answer><text>{n * n}</text></answer></subquestion>" for n in (2, 3)
)


def test_dragged_pairs_are_read_as_pairs() -> None:
    assert told(quiz("ddmatch", PAIRS))["types"] == {"ddmatch": 1}


def test_xml_may_begin_with_instructions_of_another_program() -> None:
    text = "<?latexml class='article'?>\n" + quiz("description", "")

    assert told(text) == {"format": "moodlexml", "questions": 1, "types": {"description": 1}, "problems": []}


def test_markup_that_is_not_wrapped_as_text_stays() -> None:
    text = quiz("description", "").replace("<![CDATA[Hỏi?]]>", "<p>Xin <b lang='vi'>chào</b> &lt;</p>")

    assert questions(text)[0].text == '<p>Xin <b lang="vi">chào</b> &lt;</p>'


def test_a_question_without_a_title_is_called_by_its_words() -> None:
    text = quiz("description", "", f"<p style='color: {'x' * 90}'>Đọc <b>kỹ</b> &amp; nhớ</p>")
    (found,) = questions(text.replace("<text>t</text>", "<text></text>"))

    assert found.title == "Đọc kỹ & nhớ"


def test_texts_may_stand_without_an_element_of_their_own() -> None:
    text = quiz("shortanswer", '<answer fraction="100">a<feedback>tốt</feedback></answer>')
    (found,) = questions(text.replace("<text>", "").replace("</text>", ""))

    assert (found.title, found.text) == ("t", "Hỏi?")
    assert found.settings["accept"] == [{"text": "a", "fraction": 1.0, "feedback": "tốt"}]


@pytest.mark.parametrize(("shares", "kind"), [((50, 50, 0), "multiple"), ((100, 50, 0), "single")])
def test_a_choice_that_does_not_say_how_many_is_known_by_its_shares(shares: tuple[int, ...], kind: str) -> None:
    (found,) = questions(quiz("multichoice", "".join(answer(f"số {n}", n) for n in shares)))

    assert (found.kind, found.lost) == (kind, ())


def test_an_unknown_entity_is_called_an_entity() -> None:
    with pytest.raises(FileRefused) as refused:
        inspect.look(b"<quiz>\n<question type='description'><name><text>&nbsp;</text></name></question></quiz>")

    assert (str(refused.value)[:15], refused.value.line) == ("A document type", 2)


IMAGE = '<img src="@@PLUGINFILE@@/a.png">'
FILE = f'<file name="a.png" path="/" encoding="base64">{PNG}</file>'

ITEMS = answer("a", 1) + answer("b", 2) + answer("c", 3)


@pytest.mark.parametrize(
    ("kind", "body", "lost"),
    [
        ("multichoice", answer(IMAGE, 100) + answer("b", 0) + FILE, ()),
        ("multichoice", answer(IMAGE, 100) + answer("b", 0), ("missing picture a.png",)),
        ("multichoice", answer("a", 100, IMAGE) + answer("b", 0) + FILE, ("picture a.png",)),
        ("matching", PAIRS.replace("<text>2<", f"<text><![CDATA[{IMAGE}]]><") + FILE, ("picture a.png",)),
        ("numerical", answer("1", 100) + "<unitgradingtype>1</unitgradingtype>", ()),
        ("ordering", f"<selecttype>RANDOM</selecttype><selectcount>2</selectcount>{ITEMS}",
         ("that only some of its items are asked",)),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(kind: str, body: str, lost: tuple[str, ...]) -> None:
    (found,) = questions(quiz(kind, body))

    assert (found.problem, found.lost) == ("", lost)


def test_one_question_alone_is_a_file_too() -> None:
    alone = "<!-- một -->\n" + quiz("ordering", answer("a", 1, "tốt") + answer("b", 2))[len("<quiz>") : -len("</quiz>")]

    assert told(alone)["types"] == {"ordering": 1}
    assert questions(alone)[0].lost == ("words beside single answers",)


def test_a_picture_that_gift_only_names_is_named() -> None:
    (found,) = questions("::a::[html]<p>Xem <img src\\=\"@@PLUGINFILE@@/x.png\"></p>{T}")

    assert found.lost == ("missing picture x.png",)
    assert inspect.told("gift", [found]) == {
        "format": "gift", "questions": 1, "types": {"truefalse": 1}, "problems": [],
        "notes": [{"line": 1, "message": "Not kept: missing picture x.png"}],
    }  # fmt: skip


def test_a_graded_unit_must_be_typed() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>"
    (found,) = questions(quiz("numerical", f"{answer('1', 100)}{units}<unitgradingtype>1</unitgradingtype>"))

    assert found.settings["unit_needed"] is True


@pytest.mark.parametrize(
    ("text", "problem", "lost"),
    [
        ("Là {1:SA:=a} và {1:MULTICHOCE:=b~c}", True, ()),
        ("Là {1:SA:=a} và {2:MULTICHOICE}", True, ()),
        ("Là {1:MR:%100%a~%50%b~c}, tập {1;2}", False, ()),
    ],
)
def test_embedded_answers_are_read_or_named(text: str, problem: bool, lost: tuple[str, ...]) -> None:
    (found,) = questions(quiz("cloze", "", text))

    assert (bool(found.problem), found.lost) == (problem, lost)


@pytest.mark.parametrize(
    ("text", "text_format", "said"),
    [
        ("Thẻ <table> hay <b>?", "plain", "Thẻ <table> hay <b>?"), ("nếu a<b thì đúng", "moodle", "nếu a<b thì đúng"),
        ("<b>đậm</b>", "moodle", "đậm"), ("<p>đậm</p>", "html", "đậm"), ("<table>", "moodle", "<table>"),
    ],
)  # fmt: skip
def test_angle_brackets_of_an_option_are_words_unless_they_are_markup(text: str, text_format: str, said: str) -> None:
    options = {"options": [{"id": "1", "text": text, "fraction": 1.0}]}
    each = Read(1, "", "Hỏi?", "single", options, text_format=text_format)

    assert dressing.settings(each, {})["options"][0]["text"] == said


@pytest.mark.parametrize("asked", ["html", "plain_text"])
def test_plain_options_keep_their_brackets_and_feedback_loses_its_markup(asked: str) -> None:
    body = (answer("<table>", 100, "<p>Tốt</p>") + answer("<b>", 0)).replace("<answer ", '<answer format="plain_text" ')
    text = quiz("multichoice", body).replace('questiontext format="html"', f'questiontext format="{asked}"')
    (found,) = questions(text)
    options = dressing.settings(found, {})["options"]

    assert [(each["text"], each["feedback"]) for each in options] == [("<table>", "Tốt"), ("<b>", "")]


def test_a_comparison_in_a_question_stays() -> None:
    assert dressing.html("Nếu a<b thì sao?", "moodle", {}) == "Nếu a&lt;b thì sao?"


def test_what_is_said_of_accepted_answers_is_words() -> None:
    (short,) = questions(quiz("shortanswer", answer("a", 100, "<p>Tốt</p>")))
    (true,) = questions(quiz("truefalse", answer("true", 100, "<p>Tốt</p>") + answer("false", 0)))

    assert dressing.settings(short, {})["accept"][0]["feedback"] == "Tốt"
    assert dressing.settings(true, {})["said"] == {"true": "Tốt"}


def test_settings_that_have_no_place_here_are_told_in_passing() -> None:
    xml = (
        '<quiz><question type="multichoice"><name><text>A</text></name><questiontext><text>Hỏi?</text></questiontext>'
        "<single>true</single>{}<answer fraction='100'><text>x</text></answer><answer fraction='0'><text>y</text>"
        "</answer>{}</question></quiz>"
    )
    usual = xml.format("<answernumbering>abc</answernumbering><hidden>0</hidden><shuffleanswers>1</shuffleanswers>", "")
    other = xml.format(
        "<answernumbering>iii</answernumbering><hidden>1</hidden><shuffleanswers>false</shuffleanswers>",
        "<hint><text>Nghĩ lại</text><clearwrong/></hint>",
    )

    assert "notes" not in told(usual)
    assert [each["message"].removeprefix("Not kept: ") for each in told(other)["notes"]] == [
        "its own numbering of options", "that it was hidden", "that its order stays: here the quiz says so",
        "what hints count or clear",
    ]  # fmt: skip
    assert (told(other)["questions"], told(other)["problems"]) == (1, [])
