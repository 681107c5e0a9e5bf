import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from training.core.practice import PRACTICE_MARK
from training.office.document.parts import Issuer, Paragraph, Secrecy, Table
from training.office.document.pdf import FACE_NOTE, render

A4 = (595.28, 841.89)
MM = 72 / 25.4
AROUND = {PRACTICE_MARK, FACE_NOTE, "DỮ LIỆU GIẢ LẬP", "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"}


def read(document):
    return PdfReader(BytesIO(render(document)))


def words(page):
    return " ".join(unicodedata.normalize("NFC", page.extract_text()).split())


def places(page):
    """Return (text, x, y, size) of each piece of text on the page, in points from the lower left."""
    found = []

    def visit(text, user, line, _, size):
        if text.strip():
            x = line[4] * user[0] + line[5] * user[2] + user[4]
            y = line[4] * user[1] + line[5] * user[3] + user[5]
            found.append((text.strip(), x, y, size))

    page.extract_text(visitor_text=visit)
    return found


def test_every_component_is_on_the_first_page(letter):
    page = words(read(letter).pages[0])

    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH HẢI TRÀM",
        "SỞ NỘI VỤ",
        "Số: 1042/SNV-CCHC",
        "Hải Tràm, ngày 06 tháng 11 năm 2026",
        "V/v rà soát việc bố trí",
        "HỎA TỐC",
        "Kính gửi: Ủy ban nhân dân các xã, phường.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Lê Giả Định",
        "Nơi nhận:",
        "- Lưu: VT, CCHC.",
        "Chữ ký số giả lập",
        PRACTICE_MARK,
        FACE_NOTE,
    ):
        assert part in page


def test_the_page_is_a4_and_text_keeps_the_margins_of_the_decree(letter, decision):
    for document in (letter, replace(decision, body=decision.body * 12)):
        for page in read(document).pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=0.1)
            body = [(x, y) for text, x, y, _ in places(page) if text not in AROUND and y < 277 * MM]
            assert min(x for x, _ in body) >= 30 * MM - 0.5
            assert min(y for _, y in body) >= 20 * MM


def test_sizes_are_those_of_the_decree(letter):
    sizes = {text: size for text, _, _, size in places(read(letter).pages[0])}

    assert 12 <= sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] <= 13
    assert 13 <= sizes["Độc lập - Tự do - Hạnh phúc"] <= 14
    assert sizes["Số: 1042/SNV-CCHC"] == 13
    assert sizes["Nơi nhận:"] == 12
    assert sizes["- Như trên;"] == 11


def test_number_and_date_stand_on_one_line_left_and_right(letter):
    at = {text: (x, y) for text, x, y, _ in places(read(letter).pages[0])}
    number, day = at["Số: 1042/SNV-CCHC"], at["Hải Tràm, ngày 06 tháng 11 năm 2026"]

    assert number[1] == pytest.approx(day[1], abs=1)
    assert 30 * MM < number[0] < 96 * MM < day[0]


def test_the_subject_of_a_letter_stands_under_its_number(letter):
    at = {text: y for text, _, y, _ in places(read(letter).pages[0])}
    about = next(y for text, y in at.items() if text.startswith("V/v"))

    assert at["Số: 1042/SNV-CCHC"] > about > next(y for text, y in at.items() if text.startswith("Kính gửi"))


def test_pages_are_numbered_at_the_top_centre_from_the_second(decision):
    long = replace(
        decision,
        body=(*decision.body, *(Paragraph(f"Đoạn {n}. " + "Nội dung dài. " * 30) for n in range(30))),
    )
    pages = read(long).pages

    def at_top(page):
        return [(text, x) for text, x, y, _ in places(page) if y > 277 * MM]

    assert len(pages) > 2
    assert at_top(pages[0]) == []
    for number, page in enumerate(pages[1:], 2):
        ((text, x),) = at_top(page)
        assert text == str(number)
        assert x == pytest.approx(A4[0] / 2, abs=8)


def test_the_practice_mark_is_on_every_page(decision):
    long = replace(decision, body=(*decision.body, Paragraph("Rất dài. " * 2000)))

    pages = read(long).pages

    assert len(pages) >= 3
    assert all(PRACTICE_MARK in words(page) and FACE_NOTE in words(page) for page in pages)


def test_a_long_table_runs_on_and_repeats_its_heading(decision):
    rows = tuple((str(n), f"Nguyễn Thị Mẫu Số {n}") for n in range(1, 121))
    pages = read(replace(decision, body=(Table(("STT", "Họ và tên"), rows, weights=(1, 5)),))).pages
    with_rows = [words(page) for page in pages if "Nguyễn Thị Mẫu Số" in words(page)]

    assert len(with_rows) >= 3
    assert all("Họ và tên" in text for text in with_rows)
    assert "Nguyễn Thị Mẫu Số 120" in with_rows[-1]


def test_a_cell_longer_than_a_page_is_split(decision):
    table = Table(("Việc", "Nội dung"), (("1", "Ghi chú rất dài. " * 900),))

    assert len(read(replace(decision, body=(table,))).pages) >= 3


def test_a_word_longer_than_a_line_and_a_name_longer_than_its_column_are_broken(letter):
    document = replace(letter, body=(Paragraph("A" * 400),), issuer=Issuer("Trung tâm " * 12), addressees=("Đ" * 200,))

    assert len(read(document).pages) == 1


def test_no_signature_stands_alone_on_a_page(letter):
    for count in range(24, 44):
        body = tuple(Paragraph(f"Mục {n}. Nội dung ngắn gọn của mục này.") for n in range(count))
        last = words(read(replace(letter, body=body)).pages[-1])
        assert "Lê Giả Định" in last
        assert f"Mục {count - 1}." in last


def test_decomposed_vietnamese_is_printed_composed(letter):
    document = replace(letter, body=(Paragraph(unicodedata.normalize("NFD", "Kế hoạch hỗ trợ người dân")),))

    assert "Kế hoạch hỗ trợ người dân" in read(document).pages[0].extract_text()


@pytest.mark.parametrize(
    "hostile",
    ["<b>đậm", "a & b < c", "</para><img src='file:///etc/passwd'/>", "\x00\x07\ud800", "%(x)s {0}"],
)
def test_hostile_words_are_printed_as_words(letter, hostile):
    document = replace(letter, subject=hostile, body=(Paragraph(f"Trước {hostile} sau"),), addressees=(hostile,))

    text = words(read(document).pages[0])

    assert "Trước" in text
    assert "sau" in text


def test_the_file_says_what_it_is(letter):
    reader = read(letter)

    assert reader.metadata.title.startswith("Công văn 1042/SNV-CCHC")
    assert reader.metadata.author == "Sở Nội vụ"
    assert reader.trailer["/Root"]["/Lang"] == "vi"


def test_both_kinds_of_stamp_and_a_draft_without_marks_can_be_printed(letter):
    secret = words(read(replace(letter, secrecy=Secrecy.MAT)).pages[0])
    draft = words(read(replace(letter, number=None, day=None, signed=False, sealed=False)).pages[0])

    assert "MẬT" in secret
    assert "Chữ ký số giả lập" not in draft
    assert "/SNV-CCHC" in draft


def test_the_same_document_gives_the_same_file(letter):
    assert render(letter) == render(letter)


def test_all_fonts_used_for_text_are_embedded(decision):
    fonts = read(decision).pages[0]["/Resources"]["/Font"]
    used = [font.get_object() for font in fonts.values() if font.get_object()["/BaseFont"] != "/Helvetica"]

    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_several_documents_printed_at_once_do_not_disturb_each_other(letter, decision):
    alone = [render(letter), render(decision)]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(render, [letter, decision] * 8))

    assert together == alone * 8
