"""What can be wrong with a written number and notation, in words for the person who wrote it."""

from __future__ import annotations

from enum import StrEnum


class NumberProblem(StrEnum):
    """Why a written number and notation cannot stand."""

    EMPTY = "empty"
    SHAPE = "shape"
    SPACES = "spaces"
    ZERO = "number_zero"
    MISSING_LEADING_ZERO = "missing_leading_zero"
    YEAR = "year_in_notation"
    SWAPPED = "slash_and_hyphen_swapped"
    LETTER_AS_TYPE = "letter_as_type"
    LOWER_CASE = "lower_case"
    TYPE_CASE = "type_letter_case"
    TYPE_MARKS = "type_without_marks"
    WRONG_TYPE = "wrong_type"
    TYPE_MISSING = "type_missing"
    TYPE_NOT_WANTED = "type_not_wanted"
    WRONG_ISSUER = "wrong_issuer"


PROBLEMS: dict[NumberProblem, tuple[str, str]] = {
    NumberProblem.EMPTY: ("Chưa ghi số và ký hiệu.", "The number and notation are not filled in."),
    NumberProblem.SHAPE: (
        "Viết theo mẫu 05/QĐ-UBND, hoặc 15/UBND-VP với công văn.",
        "Write it like 05/QĐ-UBND, or 15/UBND-VP for an official letter.",
    ),
    NumberProblem.SPACES: (
        "Không để khoảng trắng trong số và ký hiệu.",
        "Leave no space inside the number and notation.",
    ),
    NumberProblem.ZERO: ("Số bắt đầu từ 01, không có số 0.", "Numbers start at 01; there is no number zero."),
    NumberProblem.MISSING_LEADING_ZERO: (
        "Số nhỏ hơn 10 phải thêm số 0 phía trước.",
        "A number below 10 takes a leading zero.",
    ),
    NumberProblem.YEAR: (
        "Văn bản hành chính không ghi năm trong ký hiệu.",
        "An administrative document carries no year in its notation.",
    ),
    NumberProblem.SWAPPED: (
        "Sau số là dấu gạch chéo, trong ký hiệu là dấu gạch nối.",
        "A slash follows the number; a hyphen joins the notation.",
    ),
    NumberProblem.LETTER_AS_TYPE: (
        "Công văn không có chữ viết tắt tên loại; sau số là cơ quan, rồi đơn vị soạn thảo.",
        "An official letter has no type abbreviation, only the agency and the drafting unit.",
    ),
    NumberProblem.LOWER_CASE: ("Ký hiệu viết bằng chữ in hoa.", "The notation is written in capitals."),
    NumberProblem.TYPE_CASE: (
        "Chữ viết tắt tên loại phải đúng chữ hoa, chữ thường, ví dụ QyĐ, CTr, TTr.",
        "The type abbreviation keeps its own capitals, such as QyĐ, CTr, TTr.",
    ),
    NumberProblem.TYPE_MARKS: (
        "Chữ viết tắt tên loại phải đủ dấu: Đ, không phải D.",
        "The abbreviation keeps its marks: Đ, not D.",
    ),
    NumberProblem.WRONG_TYPE: (
        "Chữ viết tắt không đúng với tên loại của văn bản.",
        "The abbreviation is not the one of this type of document.",
    ),
    NumberProblem.TYPE_MISSING: (
        "Thiếu chữ viết tắt tên loại sau số.",
        "The type abbreviation is missing after the number.",
    ),
    NumberProblem.TYPE_NOT_WANTED: (
        "Loại văn bản này không ghi chữ viết tắt tên loại.",
        "This document carries no type abbreviation.",
    ),
    NumberProblem.WRONG_ISSUER: (
        "Chữ viết tắt cơ quan không đúng với cơ quan ban hành.",
        "The agency abbreviation is not the one of the issuing body.",
    ),
}
