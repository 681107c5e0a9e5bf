"""Uploaded .docx files: the right letter passes, each spoiled one is caught for what is wrong with it."""

import pytest
from docx.oxml import OxmlElement
from docx.shared import Cm, Mm, Pt, RGBColor

from training.office.document.check.finding import Component
from training.office.document.word.judging import judge
from training.office.document.word.reading import read


def codes(data):
    return [one.rule.code for one in judge(read(data))]


def seen(data, code):
    return [one.seen for one in judge(read(data)) if one.rule.code == code]


def all_runs(document):
    for table in document.tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            yield from (run for paragraph in cell.paragraphs for run in paragraph.runs)
    yield from (run for paragraph in document.paragraphs for run in paragraph.runs)


def run_with(document, text):
    return next(run for run in all_runs(document) if text in run.text)


def test_a_right_letter_is_read_whole_and_raises_no_alarm(word):
    reading = read(word.saved(word.new()))

    draft = reading.draft
    assert judge(reading) == ()
    assert (draft.type_code, draft.parent, draft.issuer) == ("cong-van", "UBND TỈNH HẢI TRÀM", "SỞ NỘI VỤ")
    assert draft.number == "Số: 1042/SNV-CCHC"
    assert draft.subject == "V/v rà soát việc bố trí người tiếp nhận hồ sơ"
    assert draft.addressees == ("Kính gửi: Ủy ban nhân dân các xã, phường.",)
    assert draft.body == (word.TEXT,)
    assert (draft.signing, draft.signer) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Lê Giả Định")
    assert draft.recipients == ("Nơi nhận:", "- Như trên;", "- Lưu: VT, CCHC.")


def named(word, title="QUYẾT ĐỊNH", number="Số: 05/QĐ-UBND"):
    document = word.new()
    document.tables[0].cell(1, 0).paragraphs[0].runs[0].text = number
    for paragraph in document.tables[0].cell(1, 0).paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    run_with(document, "SỞ NỘI VỤ").text = "ỦY BAN NHÂN DÂN PHƯỜNG CỬA SEN"
    to = next(one for one in document.paragraphs if one.text.startswith("Kính gửi"))
    for text in (title, "Về việc thành lập Tổ hỗ trợ dịch vụ công"):
        line = word.write(document, text, 14, bold=True, align=word.CENTRE)
        to._p.addprevious(line._p)
    to.runs[0].text = "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG CỬA SEN"
    return document


def test_a_named_type_is_known_by_its_title(word):
    reading = read(word.saved(named(word)))

    assert judge(reading) == ()
    assert (reading.draft.type_code, reading.draft.title) == ("quyet-dinh", "QUYẾT ĐỊNH")
    assert reading.draft.subject == "Về việc thành lập Tổ hỗ trợ dịch vụ công"
    assert reading.draft.body[0] == "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG CỬA SEN"


def test_columns_made_with_tabs_are_read_too(word):
    document = word.new()
    for table in document.tables:
        table._tbl.getparent().remove(table._tbl)
    first = document.paragraphs[0]
    for text, bold in (
        ("SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("\tĐộc lập - Tự do - Hạnh phúc", True),
        ("Số: 1042/SNV-CCHC\tHải Tràm, ngày 06 tháng 11 năm 2026", False),
        ("V/v rà soát việc bố trí người", False),
    ):
        first._p.addprevious(word.write(document, text, 13, bold=bold, italic=not bold)._p)
    word.write(document, "Nơi nhận:\tKT. GIÁM ĐỐC", 12, bold=True, italic=True)
    word.write(document, "- Như trên;\tPHÓ GIÁM ĐỐC", 11)
    word.write(document, "- Lưu: VT, CCHC.\t", 11)
    word.write(document, "Lê Giả Định", 13)

    draft = read(word.saved(document)).draft

    assert (draft.issuer, draft.number) == ("SỞ NỘI VỤ", "Số: 1042/SNV-CCHC")
    assert draft.place_and_day == "Hải Tràm, ngày 06 tháng 11 năm 2026"
    assert draft.subject == "V/v rà soát việc bố trí người"
    assert draft.signing == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert draft.recipients[0] == "Nơi nhận:"


def change(words, **font):
    def spoil(document):
        run = run_with(document, words)
        for name, value in font.items():
            if name == "text":
                run.text = value
            elif name == "colour":
                run.font.color.rgb = value
            else:
                setattr(run.font, name, value)

    return spoil


def section(**measures):
    def spoil(document):
        for name, value in measures.items():
            setattr(document.sections[0], name, value)

    return spoil


def running(**shape):
    def spoil(document):
        paragraph = next(one for one in document.paragraphs if one.text.startswith("Sở Nội vụ"))
        for name, value in shape.items():
            if name == "alignment":
                paragraph.alignment = value
            else:
                setattr(paragraph.paragraph_format, name, value)

    return spoil


SPOILED = {
    "letter paper": (section(page_width=Mm(216), page_height=Mm(279)), ["page.paper"]),
    "a narrow left margin": (section(left_margin=Mm(20)), ["page.margin"]),
    "a wide right margin": (section(right_margin=Mm(30)), ["page.margin"]),
    "another font": (change("Sở Nội vụ đề nghị", name="Arial"), ["page.font"]),
    "a font of the old code": (change("Sở Nội vụ đề nghị", name=".VnTime"), ["page.old_font"]),
    "coloured words": (change("Sở Nội vụ đề nghị", colour=RGBColor(0xFF, 0, 0)), ["page.colour"]),
    "a small country": (change("CỘNG HÒA", size=Pt(11)), ["look.country"]),
    "a thin country": (change("CỘNG HÒA", bold=False), ["look.country"]),
    "a small motto": (change("Độc lập", size=Pt(12)), ["look.motto"]),
    "a small number": (change("Số:", size=Pt(12)), ["look.number"]),
    "an upright day": (change("Hải Tràm, ngày", italic=False), ["look.day"]),
    "a large subject": (change("V/v rà soát", size=Pt(14)), ["look.about"]),
    "a small body": (change("Sở Nội vụ đề nghị", size=Pt(12)), ["look.body"]),
    "no indent": (running(first_line_indent=Cm(0)), ["look.indent"]),
    "no gap": (running(space_before=Pt(0), space_after=Pt(0)), ["look.gap"]),
    "wide lines": (running(line_spacing=2.0), ["look.spacing"]),
    "a ragged edge": (running(alignment=0), ["look.justify"]),
    "an upright label": (change("Nơi nhận:", italic=False), ["look.to_label"]),
    "a large list": (change("- Như trên", size=Pt(13)), ["look.to_list"]),
    "CV in the number": (change("Số:", text="Số: 15/CV-SNV"), ["number.letter_as_type"]),
    "a zero in march": (
        change("Hải Tràm, ngày", text="Hải Tràm, ngày 06 tháng 03 năm 2026"),
        ["day.month_takes_no_zero"],
    ),
    "a day with slashes": (change("Hải Tràm, ngày", text="Hải Tràm, 06/11/2026"), ["day.shape"]),
    "no archive": (change("- Lưu", text="- Sở Tư pháp."), ["to.no_archive"]),
}


@pytest.mark.parametrize("name", SPOILED)
def test_each_spoiled_letter_is_caught_for_that_and_nothing_else(word, name):
    spoil, wanted = SPOILED[name]
    document = word.new()

    spoil(document)

    assert codes(word.saved(document)) == wanted


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, []),
        ({"where": "footer"}, ["page.number_bottom"]),
        ({"align": 0}, ["page.number_centre"]),
        ({"other_first": False}, ["page.number_first"]),
    ],
)
def test_the_page_number_stands_in_the_middle_of_the_top_from_page_two(word, more, wanted):
    document = word.new()
    word.page_number(document.sections[0], **more)

    assert codes(word.saved(document)) == wanted


def test_a_long_letter_without_page_numbers_is_told_so(word):
    document = word.new()
    for _ in range(20):
        document.paragraphs[-1]._p.addprevious(word.running(document, word.TEXT * 2)._p)

    assert "page.number_none" in codes(word.saved(document))


def test_a_measure_is_said_with_what_it_should_be(word):
    document = word.new()
    document.sections[0].left_margin = Mm(20)

    assert seen(word.saved(document), "page.margin") == ["lề trái 20 mm, cần 30–35 mm"]


def test_agency_and_country_on_the_wrong_sides_are_seen(word):
    document = word.new()
    first, second = document.tables[0].cell(0, 0)._tc, document.tables[0].cell(0, 1)._tc
    first.addprevious(second)

    assert codes(word.saved(document)) == ["order.sides"]


def test_a_subject_under_the_head_of_the_letter_is_moved_back(word):
    document = word.new()
    cell = document.tables[0].cell(1, 0)
    cell._tc.insert(1, cell.paragraphs[1]._p)

    assert "order.about" in codes(word.saved(document))


def test_a_font_from_a_style_counts_as_much_as_one_from_a_run(word):
    document = word.new()
    run = run_with(document, "Sở Nội vụ đề nghị")
    run.font.name = None
    document.styles["Normal"].font.name = "Tahoma"

    assert seen(word.saved(document), "page.font") == ["phông Tahoma"]


def test_a_stamp_of_secrecy_stops_everything_else(word):
    document = word.new()
    document.sections[0].left_margin = Mm(5)
    word.write(document.tables[0].cell(1, 0), "TỐI MẬT", 13, bold=True)

    assert codes(word.saved(document)) == ["stamp.secret"]


def test_a_stamp_in_a_text_box_is_seen(word):
    document = word.new()
    box = OxmlElement("w:txbxContent")
    paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "HỎA TỐC"
    run.append(text)
    paragraph.append(run)
    box.append(paragraph)
    run_with(document, "Số:")._r.append(box)

    reading = read(word.saved(document))

    assert reading.draft.stamps == ("HỎA TỐC",)
    assert judge(reading) == ()


def test_a_file_with_nothing_of_a_document_in_it_gets_findings_not_an_error(word):
    document = word.blank()
    document.add_paragraph("Danh sách đi chợ: cà phê, đường, sữa.")

    found = codes(word.saved(document))

    assert {"country.missing", "number.empty", "to.missing", "sign.no_title"} <= set(found)


def test_an_empty_file_of_word_gets_findings(word):
    assert "body.missing" in codes(word.saved(word.blank()))


def test_every_place_points_into_its_line(word):
    document = word.new()
    run_with(document, "Số:").text = "Số: 5/CV-SNV"
    reading = read(word.saved(document))

    for one in judge(reading):
        if one.place.line >= 0 and one.place.component is not Component.PAGE:
            assert one.place.end <= len(reading.draft.lines(one.place.component)[one.place.line])
