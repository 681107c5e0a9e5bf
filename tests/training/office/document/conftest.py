"""Write a .docx in the decree's look, then spoil one thing about it."""

import io
from types import SimpleNamespace

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

CENTRE, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
TEXT = (
    "Sở Nội vụ đề nghị Ủy ban nhân dân các xã, phường rà soát số người đang tiếp nhận hồ sơ tại Trung tâm Phục vụ "
    "hành chính công và báo cáo kết quả trước ngày 18/11/2026./."
)


def write(place, text, size, *, bold=False, italic=False, align=LEFT, font="Times New Roman", colour=None):
    """Add a paragraph to a document or cell."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold, run.font.italic = font, Pt(size), bold, italic
    if colour:
        run.font.color.rgb = colour
    return paragraph


def running(place, text, **more):
    """Add a paragraph of running text as the decree sets it."""
    paragraph = write(place, text, more.pop("size", 14), align=more.pop("align", JUSTIFY), **more)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.15
    return paragraph


def page_number(section, *, where="header", align=CENTRE, other_first=True):
    """Put a PAGE field at the top or the bottom."""
    section.different_first_page_header_footer = other_first
    paragraph = getattr(section, where).paragraphs[0]
    paragraph.alignment = align
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(field)


def good_letter(document):
    """Fill `document` with a letter of the Sở Nội vụ."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    top = document.add_table(2, 2)
    for cell in (top.cell(0, 0), top.cell(0, 1), top.cell(1, 0), top.cell(1, 1)):
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    write(top.cell(0, 0), "UBND TỈNH HẢI TRÀM", 12, align=CENTRE)
    write(top.cell(0, 0), "SỞ NỘI VỤ", 12, bold=True, align=CENTRE)
    write(top.cell(0, 0), "______", 12, align=CENTRE)
    write(top.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, align=CENTRE)
    write(top.cell(0, 1), "Độc lập - Tự do - Hạnh phúc", 13, bold=True, align=CENTRE)
    write(top.cell(1, 0), "Số: 1042/SNV-CCHC", 13, align=CENTRE)
    write(top.cell(1, 0), "V/v rà soát việc bố trí", 12, align=CENTRE)
    write(top.cell(1, 0), "người tiếp nhận hồ sơ", 12, align=CENTRE)
    write(top.cell(1, 1), "Hải Tràm, ngày 06 tháng 11 năm 2026", 13, italic=True, align=CENTRE)
    write(document, "Kính gửi: Ủy ban nhân dân các xã, phường.", 14, align=CENTRE)
    running(document, TEXT)
    foot(document)
    return document


def foot(document):
    """Add recipients and signature."""
    bottom = document.add_table(1, 2)
    left, right = bottom.cell(0, 0), bottom.cell(0, 1)
    for cell in (left, right):
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    write(left, "Nơi nhận:", 12, bold=True, italic=True)
    write(left, "- Như trên;", 11)
    write(left, "- Lưu: VT, CCHC.", 11)
    write(right, "KT. GIÁM ĐỐC", 13, bold=True, align=CENTRE)
    write(right, "PHÓ GIÁM ĐỐC", 13, bold=True, align=CENTRE)
    write(right, "", 13)
    write(right, "Lê Giả Định", 13, bold=True, align=CENTRE)


def saved(document):
    """Return the bytes of a document."""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="session")
def word():
    """Hand out the writers above."""
    return SimpleNamespace(
        new=lambda: good_letter(Document()),
        blank=Document,
        saved=saved,
        write=write,
        running=running,
        page_number=page_number,
        foot=foot,
        CENTRE=CENTRE,
        LEFT=LEFT,
        TEXT=TEXT,
    )
