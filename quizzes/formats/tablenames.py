"""What people call the columns of a table of questions and its types: Vietnamese or English, marks and case aside."""

from __future__ import annotations

import re

from training.core import sheet

COLUMNS = {
    "question": "question question_text cau_hoi noi_dung noi_dung_cau_hoi de_bai",
    "type": "type question_type loai loai_cau loai_cau_hoi dang dang_cau_hoi kieu kieu_cau_hoi",
    "right": "right correct correct_answer answer key dung dap_an dap_an_dung cau_tra_loi_dung tra_loi_dung "
             "phuong_an_dung lua_chon_dung",
    "wrong": "wrong incorrect wrong_answer sai dap_an_sai phuong_an_sai phuong_an_nhieu lua_chon_sai",
    "feedback": "feedback explanation giai_thich loi_giai phan_hoi",
    "category": "category nhom danh_muc chu_de",
    "title": "title name ten ten_cau_hoi tieu_de",
    "tags": "tags labels nhan the tu_khoa",
}  # fmt: skip
TYPES = {
    "single": "single single_choice mot_lua_chon 1_lua_chon chon_mot chon_1 mot_dap_an 1_dap_an mot_dap_an_dung "
              "mot_cau_dung mot_phuong_an_dung lua_chon_don",
    "multiple": "multiple multiple_response multiple_answers chon_nhieu nhieu_dap_an nhieu_dap_an_dung "
                "nhieu_phuong_an_dung chon_nhieu_dap_an chon_nhieu_phuong_an",
    "choice": "multiple_choice multichoice choice mcq nhieu_lua_chon trac_nghiem trac_nghiem_nhieu_lua_chon",
    "truefalse": "truefalse true_false true_or_false tf dung_sai dung_hay_sai dung_hoac_sai",
    "short": "short shortanswer short_answer tra_loi_ngan cau_tra_loi_ngan dap_an_ngan",
    "numerical": "numerical number numeric so con_so dap_so tra_loi_bang_so",
    "matching": "matching match ghep_doi ghep_cap ghep_noi noi_cot ghep_cot noi_cap",
    "ordering": "ordering order put_in_order sap_xep sap_xep_thu_tu thu_tu xep_thu_tu sap_thu_tu",
    "essay": "essay tu_luan bai_luan viet_luan",
    "description": "description description_without_a_question doan_dan doan_dan_khong_hoi loi_dan mo_ta",
}  # fmt: skip
"""`choice` is of one or of several right options, as the row itself says."""
SAID = {
    "single": "một lựa chọn", "multiple": "nhiều đáp án đúng", "truefalse": "đúng/sai", "short": "trả lời ngắn",
    "numerical": "số", "matching": "ghép đôi", "ordering": "sắp xếp thứ tự", "essay": "tự luận",
    "description": "đoạn dẫn",
}  # fmt: skip
"""How our own tables call each type."""
OPTION = re.compile(r"(?:(?:option|choice|phuong_an|lua_chon)_?([a-h]|[1-8])|(?:answer_|dap_an_)?([a-h]))")
"""A column of one option; the right ones are then named by their letter, number or words."""

_COLUMN = {name: column for column, names in COLUMNS.items() for name in names.split()}
_TYPE = {name: kind for kind, names in TYPES.items() for name in names.split()}


def column(head: str) -> str:
    """Return what a column holds by its folded heading, of an option `option a`; "" where that is not known."""
    option = OPTION.fullmatch(head)
    return f"option {option[1] or option[2]}" if option else _COLUMN.get(re.sub(r"_?\d+$", "", head), "")


def kind(said: str, rights: int) -> str:
    """Return the type that a cell names for a row with so many right answers; "" for an empty cell, else as written."""
    found = _TYPE.get(sheet.heading(said), said.strip().lower())
    return found if found != "choice" else "multiple" if rights > 1 else "single"
