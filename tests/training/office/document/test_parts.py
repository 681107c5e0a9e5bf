import json
from dataclasses import replace

import pytest

from training.office.document import store
from training.office.document.number import Notation
from training.office.document.parts import Paragraph, Recipients, Secrecy, Signer, SigningForm, Table, Urgency
from training.office.plain import BadShape


def test_a_number_below_ten_is_printed_with_its_zero(decision):
    assert decision.printed_number == "05/QĐ-UBND"


def test_a_draft_leaves_room_for_the_number(decision):
    assert replace(decision, number=None).printed_number.strip("\u00a0") == "/QĐ-UBND"


@pytest.mark.parametrize(
    ("signer", "lines"),
    [
        (Signer("Giám đốc", "A"), ("GIÁM ĐỐC",)),
        (Signer("Phó Giám đốc", "A", SigningForm.FOR_HEAD, "Giám đốc"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (
            Signer("Chủ tịch", "A", SigningForm.ON_BEHALF, "Ủy ban nhân dân"),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ),
        (Signer("Trưởng phòng", "A", SigningForm.BY_ORDER, "Giám đốc"), ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
        (
            Signer("Trưởng phòng", "A", SigningForm.BY_AUTHORITY, "Giám đốc"),
            ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"),
        ),
        (Signer("Giám đốc", "A", SigningForm.ACTING_HEAD), ("Q. GIÁM ĐỐC",)),
    ],
)
def test_the_signing_form_stands_before_the_title(signer, lines):
    assert signer.lines == lines


def test_the_list_of_recipients_ends_with_the_archive():
    assert Recipients(("Như trên;", "UBND tỉnh"), "VT, CCHC.").lines == (
        "- Như trên;",
        "- UBND tỉnh;",
        "- Lưu: VT, CCHC.",
    )


def test_a_closing_bracket_among_the_recipients_is_kept():
    assert Recipients(("UBND tỉnh (để báo cáo)",)).lines[0] == "- UBND tỉnh (để báo cáo);"


def test_urgency_and_secrecy_give_the_words_of_their_stamps():
    assert [one.stamp for one in Urgency] == ["", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"]
    assert [(one.stamp, one.letter) for one in Secrecy] == [
        ("", ""),
        ("MẬT", "C"),
        ("TỐI MẬT", "B"),
        ("TUYỆT MẬT", "A"),
    ]


def test_anything_above_ordinary_is_a_secret(letter):
    assert not letter.is_secret
    assert all(replace(letter, secrecy=level).is_secret for level in Secrecy if level is not Secrecy.NORMAL)


def test_notation_and_type_must_agree(letter, decision):
    with pytest.raises(ValueError):
        replace(letter, type_code="quyet-dinh")
    with pytest.raises(ValueError):
        replace(decision, notation=Notation("UBND", type_abbreviation="QyĐ"))


def test_a_ragged_table_is_refused():
    with pytest.raises(ValueError):
        Table(("Một", "Hai"), (("1",),))


def test_a_document_survives_json(letter, decision):
    for document in (letter, decision, replace(decision, number=None, day=None)):
        assert store.from_dict(json.loads(json.dumps(store.to_dict(document)))) == document


def test_decomposed_text_is_composed_when_read(letter):
    data = store.to_dict(letter) | {"place": "Ha\u0309i Tra\u0300m"}

    assert store.from_dict(data).place == "Hải Tràm"


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("urgency",), "sieu-toc", "urgency"),
        (("number",), "5", "number"),
        (("number",), True, "number"),
        (("day",), "05/02/2026", "day"),
        (("body", 0), {"is": "Script", "text": "x"}, "body[0]"),
        (("body", 0), {"is": "Paragraph"}, "body[0].text"),
        (("body",), "một đoạn", "body"),
        (("signer", "rank"), "Đại tá", "signer.rank"),
        (("type_code",), "quyet-dinh", ""),
        (("notation", "issuer"), "snv", "notation"),
        (("shape",), 2, "shape"),
    ],
)
def test_stored_data_that_does_not_fit_is_refused_by_its_path(letter, path, value, where):
    data = json.loads(json.dumps(store.to_dict(letter)))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    with pytest.raises(BadShape) as caught:
        store.from_dict(data)
    assert caught.value.where == where


def test_what_has_a_default_may_be_left_out(letter):
    data = store.to_dict(letter)
    del data["urgency"], data["shape"], data["body"][0]["role"]

    document = store.from_dict(data)

    assert document.urgency is Urgency.NORMAL
    assert isinstance(document.body[0], Paragraph)
