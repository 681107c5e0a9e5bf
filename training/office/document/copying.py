"""Copies of a document (Decree 30/2020, articles 25 to 27 and appendix I, part II): which copy may be made of what.

A true copy (sao y) is made of an original, a copy of a copy (sao lục) of a true copy, an extract (trích sao) of
parts of an original. Content for reference; compare the official text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.office.document import types
from training.office.document.parts import Recipients, Signer
from training.office.document.types import DocumentType

BASIS = "Nghị định 30/2020/NĐ-CP, Điều 25 đến 27 và Phụ lục I, Phần II"


class CopyForm(StrEnum):
    """The three forms of a copy; the value is the code of its type."""

    TRUE = "sao-y"
    OF_COPY = "sao-luc"
    EXTRACT = "trich-sao"

    @property
    def type(self) -> DocumentType:
        """Return name and abbreviation: SY, SL, TrS."""
        return types.by_code(self.value)

    @property
    def heading(self) -> str:
        """Return the words set in capitals on the copy: SAO Y, SAO LỤC, TRÍCH SAO."""
        return self.type.name_vi.removeprefix("Bản ").upper()


class Medium(StrEnum):
    """On what a document or its copy is: paper, or a signed file."""

    PAPER = "giay"
    ELECTRONIC = "dien-tu"

    @property
    def name_vi(self) -> str:
        """Return the word a clerk uses."""
        return {"giay": "Bản giấy", "dien-tu": "Bản điện tử"}[self]


class CopyProblem(StrEnum):
    """Why a copy cannot be made so."""

    NOT_OF_COPY = "not_of_copy"
    OF_COPY_ONLY = "of_copy_only"
    FILE_TO_FILE = "file_to_file"
    NOTHING_CHOSEN = "nothing_chosen"
    WHOLE_TEXT = "whole_text"
    NOT_LITERAL = "not_literal"


WHY = {
    CopyProblem.NOT_OF_COPY: "Văn bản này đã là bản sao y. Từ bản sao y chỉ được sao lục.",
    CopyProblem.OF_COPY_ONLY: "Sao lục làm từ bản sao y. Đây là bản gốc hoặc bản chính: dùng sao y hoặc trích sao.",
    CopyProblem.FILE_TO_FILE: "Văn bản điện tử không sao sang bản điện tử: gửi chính văn bản điện tử, hoặc in ra giấy.",
    CopyProblem.NOTHING_CHOSEN: "Trích sao phải chép phần nội dung cần trích.",
    CopyProblem.WHOLE_TEXT: "Sao y và sao lục chép toàn bộ văn bản, không chọn đoạn. Cần một phần thì dùng trích sao.",
    CopyProblem.NOT_LITERAL: "Có đoạn không nằm nguyên văn trong văn bản. Chép lại đúng từng chữ.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a copy is made of: its medium, whether it is a true copy itself, and its lines."""

    medium: Medium
    is_copy: bool
    lines: tuple[str, ...]


def problem(form: CopyForm, to: Medium, source: Source, excerpt: tuple[str, ...]) -> CopyProblem | None:
    """Return why this copy cannot be made, or None where it can."""
    if (form is CopyForm.OF_COPY) is not source.is_copy:
        return CopyProblem.NOT_OF_COPY if source.is_copy else CopyProblem.OF_COPY_ONLY
    if form is not CopyForm.EXTRACT:
        if source.medium is Medium.ELECTRONIC and to is Medium.ELECTRONIC:
            return CopyProblem.FILE_TO_FILE
        return CopyProblem.WHOLE_TEXT if excerpt else None
    if not excerpt:
        return CopyProblem.NOTHING_CHOSEN
    literal = all(any(line in one for one in source.lines) for line in excerpt)
    return None if literal else CopyProblem.NOT_LITERAL


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """What a copy adds to the document it is made of.

    On paper it stands under the text, below a line across the page; on a file it is a line at the top right, with the
    moment of the agency's digital signature in `signed_at` (local time, written out) and neither number nor names.
    """

    form: CopyForm
    medium: Medium
    issuer: str
    notation: str
    place: str
    signer: Signer
    recipients: Recipients
    number: int | None = None
    day: date | None = None
    signed: bool = False
    sealed: bool = False
    signed_at: str = ""

    @property
    def printed_number(self) -> str:
        """Return number and notation, such as 05/SY-UBND; room for the number while there is none."""
        return f"{self.number:02}/{self.notation}" if self.number else f"{chr(160) * 8}/{self.notation}"

    @property
    def stamp(self) -> str:
        """Return the line at the top of an electronic copy."""
        when = self.signed_at or "chưa ký số"
        return f"{self.form.type.name_vi.removeprefix('Bản ').capitalize()}; {self.issuer}; {when}"


def notation(form: CopyForm, issuer_short: str) -> str:
    """Return what stands after the number: SY-UBND."""
    return f"{form.type.abbreviation}-{issuer_short}"
