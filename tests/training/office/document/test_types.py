import pytest

from training.office.document import types

BY_LAW = (
    "Nghị quyết NQ; Quyết định QĐ; Chỉ thị CT; Quy chế QC; Quy định QyĐ; Thông cáo TC; Thông báo TB; "
    "Hướng dẫn HD; Chương trình CTr; Kế hoạch KH; Phương án PA; Đề án ĐA; Dự án DA; Báo cáo BC; Biên "
    "bản BB; Tờ trình TTr; Hợp đồng HĐ; Công điện CĐ; Bản ghi nhớ BGN; Bản thỏa thuận BTT; Giấy ủy "
    "quyền GUQ; Giấy mời GM; Giấy giới thiệu GGT; Giấy nghỉ phép GNP; Phiếu gửi PG; Phiếu chuyển PC; "
    "Phiếu báo PB"
)


def test_there_are_twenty_nine_types_and_three_copies():
    assert (len(types.TYPES), len(types.COPIES)) == (29, 3)


@pytest.mark.parametrize("entry", BY_LAW.split("; "))
def test_each_type_has_the_abbreviation_of_the_decree(entry):
    name, _, abbreviation = entry.rpartition(" ")

    assert types.by_abbreviation(abbreviation).name_vi == name


def test_the_official_letter_and_the_formal_letter_have_no_abbreviation():
    assert [kind.name_vi for kind in types.TYPES if not kind.abbreviation] == ["Công văn", "Thư công"]


def test_copies_are_found_by_their_own_abbreviations():
    assert [types.by_abbreviation(short).code for short in ("SY", "TrS", "SL")] == [
        "sao-y",
        "trich-sao",
        "sao-luc",
    ]


def test_codes_and_abbreviations_are_unique_and_every_name_has_english():
    everything = (*types.TYPES, *types.COPIES)

    assert len({kind.code for kind in everything}) == 32
    assert len({kind.abbreviation for kind in everything if kind.abbreviation}) == 30
    assert all(kind.name_vi and kind.name_en for kind in everything)


def test_an_abbreviation_is_exact_in_case_and_marks():
    assert [types.by_abbreviation(short) for short in ("QYĐ", "QyD", "ctr", "")] == [None] * 4


def test_an_unknown_code_is_refused():
    with pytest.raises(LookupError):
        types.by_code("cong-van-mat")


def test_only_the_official_letter_prints_no_type_name():
    assert [kind.code for kind in types.TYPES if not kind.printed] == ["cong-van"]
