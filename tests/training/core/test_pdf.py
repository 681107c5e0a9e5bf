from io import BytesIO
from itertools import pairwise
from pathlib import Path

import font_source_serif_pro
import pytest
import segno
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.platypus import Paragraph

from training.core import pdf
from training.core.slant import slanted

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
VIETNAMESE = LETTERS + TONES + (LETTERS + TONES).upper()


@pytest.mark.parametrize("face", [pdf.roboto, pdf.serif])
def test_every_face_holds_every_vietnamese_letter(face):
    for name in face():
        assert [letter for letter in VIETNAMESE if ord(letter) not in getFont(name).face.charToGlyph] == []


def test_faces_are_registered_once_and_named_apart():
    assert pdf.serif() is pdf.serif()
    assert len({getFont(name).face.name for name in pdf.serif()}) == 4


def test_slanted_letters_keep_their_widths():
    face = pdf.serif()

    assert stringWidth(VIETNAMESE, face.italic, 12) == stringWidth(VIETNAMESE, face.regular, 12)


def test_slanting_moves_outlines_right_but_not_up():
    upright = Path(font_source_serif_pro.font_files_ttf["SourceSerifPro"]).read_bytes()
    flat = slanted(upright, "Flat", 0.0)
    leaning = slanted(upright, "Leaning", 12.0)

    assert boxes(flat) != boxes(leaning)
    assert [(low, high) for _, low, _, high in boxes(flat)] == [(low, high) for _, low, _, high in boxes(leaning)]
    assert all(lean[2] >= plain[2] for plain, lean in zip(boxes(flat), boxes(leaning), strict=True) if plain[3] > 0)


def test_slanting_by_nothing_keeps_every_point():
    upright = Path(font_source_serif_pro.font_files_ttf["SourceSerifPro"]).read_bytes()

    assert boxes(slanted(slanted(upright, "Once", 0.0), "Twice", 0.0)) == boxes(slanted(upright, "Once", 0.0))


def test_only_truetype_outlines_are_slanted():
    otf = Path(font_source_serif_pro.font_files_otf["SourceSerifPro"]).read_bytes()

    with pytest.raises(ValueError):
        slanted(otf, "Other")


def boxes(font):
    from training.core.slant import _offsets, _tables

    tables = _tables(font)
    starts = _offsets(tables["loca"], True)
    import struct

    return [struct.unpack_from(">4h", tables["glyf"], start + 2) for start, end in pairwise(starts) if end > start]


def test_markup_is_composed_escaped_and_keeps_lines():
    assert pdf.markup("a\u0309 <b>\n& \x00") == "ả &lt;b&gt;<br/>&amp; "


def test_bold_and_italic_tags_find_their_faces():
    style = ParagraphStyle("x", fontName=pdf.serif().regular, fontSize=12)
    built = pdf.build([Paragraph("thường <b>đậm</b> <i>nghiêng</i> <b><i>cả hai</i></b>", style)], pdf.About("Thử"))
    fonts = PdfReader(BytesIO(built)).pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts}

    assert {
        "SourceSerifPro-Regular",
        "SourceSerifPro-Bold",
        "Office-Serif-Slanted",
        "Office-Serif-BoldSlanted",
    } <= names


def test_a_qr_code_is_drawn_as_the_modules_of_its_matrix():
    content = "https://vidu.invalid/kich-hoat?ma=ABCD-EFGH"
    code = pdf.QrCode(content)
    built = PdfReader(BytesIO(pdf.build([code], pdf.About("Thử"))))
    drawn = built.pages[0].get_contents().get_data().count(b" re")
    runs = sum(bytes(row).replace(b"\x00", b" ").split().__len__() for row in segno.make_qr(content, error="m").matrix)

    assert drawn == runs
    assert built.pages[0].images == [] or len(built.pages[0].images) == 0


def test_the_file_carries_title_language_and_the_wish_to_show_the_title():
    root = PdfReader(BytesIO(pdf.build([pdf.QrCode("x")], pdf.About("Phiếu kích hoạt", "Sở Nội vụ")))).trailer["/Root"]

    assert root["/Lang"] == "vi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] in (True, "/true")


def test_a_long_line_is_shrunk_to_fit_and_a_short_one_is_left():
    name = pdf.roboto().bold

    assert pdf.fit("Ngắn", name, 14, 200) == 14
    assert stringWidth("Rất dài " * 10, name, pdf.fit("Rất dài " * 10, name, 14, 400)) <= 400.01
