import pytest

from training.office.document.interchange import STATUSES, Package, status


def test_the_axis_knows_nine_statuses_by_their_codes():
    assert [one.code for one in STATUSES] == ["01", "02", "03", "04", "05", "06", "13", "15", "16"]
    assert status("03").name_vi == "Đã tiếp nhận"


def test_only_a_refusal_to_accept_needs_a_reason():
    assert [one.code for one in STATUSES if one.needs_reason] == ["02"]


@pytest.mark.parametrize("code", ["07", "14", "1", ""])
def test_a_code_the_axis_does_not_use_is_refused(code):
    with pytest.raises(LookupError):
        status(code)


def test_packages_are_new_recall_update_and_replace():
    assert [(one.value, one.name_vi) for one in Package] == [
        ("0", "Mới"),
        ("1", "Thu hồi"),
        ("2", "Cập nhật"),
        ("3", "Thay thế"),
    ]
