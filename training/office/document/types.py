"""The document types an office issues and their abbreviations (Decree 30/2020/NĐ-CP, appendix III)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One type: a stable code, its abbreviation ("" where the decree gives none) and its names."""

    code: str
    abbreviation: str
    name_vi: str
    name_en: str

    @property
    def printed(self) -> bool:
        """Say whether the page carries the name of the type: all but công văn."""
        return self.code != LETTER_CODE


LETTER_CODE = "cong-van"

TYPES: tuple[DocumentType, ...] = tuple(
    DocumentType(*row)
    for row in (
        ("nghi-quyet", "NQ", "Nghị quyết", "Resolution"),
        ("quyet-dinh", "QĐ", "Quyết định", "Decision"),
        ("chi-thi", "CT", "Chỉ thị", "Directive"),
        ("quy-che", "QC", "Quy chế", "Regulation"),
        ("quy-dinh", "QyĐ", "Quy định", "Rules"),
        ("thong-cao", "TC", "Thông cáo", "Communiqué"),
        ("thong-bao", "TB", "Thông báo", "Notice"),
        ("huong-dan", "HD", "Hướng dẫn", "Guidelines"),
        ("chuong-trinh", "CTr", "Chương trình", "Programme"),
        ("ke-hoach", "KH", "Kế hoạch", "Plan"),
        ("phuong-an", "PA", "Phương án", "Course of action"),
        ("de-an", "ĐA", "Đề án", "Scheme"),
        ("du-an", "DA", "Dự án", "Project"),
        ("bao-cao", "BC", "Báo cáo", "Report"),
        ("bien-ban", "BB", "Biên bản", "Minutes"),
        ("to-trinh", "TTr", "Tờ trình", "Submission"),
        ("hop-dong", "HĐ", "Hợp đồng", "Contract"),
        (LETTER_CODE, "", "Công văn", "Official letter"),
        ("cong-dien", "CĐ", "Công điện", "Official telegram"),
        ("ban-ghi-nho", "BGN", "Bản ghi nhớ", "Memorandum"),
        ("ban-thoa-thuan", "BTT", "Bản thỏa thuận", "Agreement"),
        ("giay-uy-quyen", "GUQ", "Giấy ủy quyền", "Authorisation"),
        ("giay-moi", "GM", "Giấy mời", "Invitation"),
        ("giay-gioi-thieu", "GGT", "Giấy giới thiệu", "Letter of introduction"),
        ("giay-nghi-phep", "GNP", "Giấy nghỉ phép", "Leave permit"),
        ("phieu-gui", "PG", "Phiếu gửi", "Dispatch slip"),
        ("phieu-chuyen", "PC", "Phiếu chuyển", "Transfer slip"),
        ("phieu-bao", "PB", "Phiếu báo", "Advice slip"),
        ("thu-cong", "", "Thư công", "Formal personal letter"),
    )
)

COPIES: tuple[DocumentType, ...] = (
    DocumentType("sao-y", "SY", "Bản sao y", "True copy"),
    DocumentType("trich-sao", "TrS", "Bản trích sao", "Copy of an extract"),
    DocumentType("sao-luc", "SL", "Bản sao lục", "Copy of a copy"),
)

LETTER = next(kind for kind in TYPES if kind.code == LETTER_CODE)
_BY_CODE = {kind.code: kind for kind in (*TYPES, *COPIES)}
_BY_ABBREVIATION = {kind.abbreviation: kind for kind in (*TYPES, *COPIES) if kind.abbreviation}


def by_code(code: str) -> DocumentType:
    """Return the type or copy called `code`; raises LookupError where there is none."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise LookupError(f"no document type {code!r}") from None


def by_abbreviation(abbreviation: str) -> DocumentType | None:
    """Return the type or copy written `abbreviation`, exact in case and marks, or None."""
    return _BY_ABBREVIATION.get(abbreviation)


def abbreviations() -> frozenset[str]:
    """Return every abbreviation a notation may carry."""
    return frozenset(_BY_ABBREVIATION)
