import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.office.mail.lookalike import FOREIGN, Trick, compare

REAL = "haitram.vidu.invalid"


@pytest.mark.parametrize(
    ("domain", "trick"),
    [
        ("haitrarn.vidu.invalid", Trick.TWIN_LETTERS),
        ("haitram.vvidu.invalid", Trick.EXTRA),
        ("haitram.v1du.invalid", Trick.REPLACED),
        ("haitram.vidu.inva1id", Trick.DIGIT),
        ("haitam.vidu.invalid", Trick.MISSING),
        ("haitramm.vidu.invalid", Trick.EXTRA),
        ("hiatram.vidu.invalid", Trick.SWAPPED),
        ("haitran.vidu.invalid", Trick.REPLACED),
        ("hаitram.vidu.invalid", Trick.FOREIGN_LETTER),
        ("haitram.vidu.invalid.dangnhap.example", Trick.PREFIX),
        ("haitram-hotro.vidu.invalid", Trick.ADDED_WORD),
        ("haitram.example", Trick.OTHER_ENDING),
        ("HAITRARN.vidu.invalid.", Trick.TWIN_LETTERS),
    ],
)
def test_each_trick_is_named(domain, trick):
    assert compare(domain, REAL).trick is trick


def test_the_sentence_shows_what_stands_for_what():
    found = compare("haitrarn.vidu.invalid", REAL)

    assert found.text_vi == "Viết “rn” giả làm “m”: haitrarn.vidu.invalid, không phải haitram.vidu.invalid."
    assert "“rn” stands in for “m”" in found.text_en


def test_a_punycode_name_is_read_as_what_it_shows():
    fake = "xn--" + "hаitram".encode("punycode").decode() + ".vidu.invalid"

    assert compare(fake, REAL).trick is Trick.FOREIGN_LETTER


@pytest.mark.parametrize(
    "domain", [REAL, "Haitram.Vidu.Invalid.", f"thu.{REAL}", "congty.example", "", "xn--\udcff.example"]
)
def test_the_real_domain_its_own_parts_and_strangers_imitate_nothing(domain):
    assert compare(domain, REAL) is None


def test_every_foreign_letter_stands_for_one_ordinary_letter():
    assert all(len(odd) == len(plain) == 1 and odd > "\x7f" and plain.isascii() for odd, plain in FOREIGN.items())


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(one, other):
    found = compare(one, other)

    assert found is None or (found.text_vi and found.text_en)
