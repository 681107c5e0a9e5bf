from collections import Counter

import pytest

from training.office.mail.catalogue import by_code, check
from training.office.mail.cue_kinds import KINDS
from training.office.mail.cues import CATEGORIES, Anchor, AnchorError, Category, Cue, Place, span
from training.office.mail.trust_signs import SIGNS


def test_there_are_twenty_three_cues_in_the_families_of_the_scale():
    assert Counter(kind.category for kind in KINDS) == {
        Category.ERROR: 2,
        Category.TECHNICAL: 4,
        Category.VISUAL: 4,
        Category.LANGUAGE: 7,
        Category.TACTIC: 6,
    }


def test_every_sign_is_told_in_both_languages_under_its_own_code():
    everything = (*KINDS, *SIGNS)

    assert len({kind.code for kind in everything}) == len(everything)
    assert all(
        kind.label_vi and kind.label_en and kind.why_vi.endswith(".") and kind.why_en.endswith(".")
        for kind in everything
    )
    assert set(CATEGORIES) == set(Category)


def test_good_signs_are_a_family_of_their_own():
    assert {kind.category for kind in SIGNS} == {Category.TRUST}


def test_an_unknown_cue_is_refused(phish):
    with pytest.raises(LookupError):
        by_code("horoscope")
    with pytest.raises(LookupError):
        check(phish, [Cue("horoscope", Anchor(Place.WHOLE), "")])


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(Place.SENDER, quote="haitrarn"),
        Anchor(Place.REPLY_TO, quote="thu-nhanh"),
        Anchor(Place.RETURN_PATH),
        Anchor(Place.TO, 0, "Mẫu Một"),
        Anchor(Place.SUBJECT, quote="hỏa tốc"),
        Anchor(Place.SENT_AT),
        Anchor(Place.CHECKS, 2),
        Anchor(Place.HEADER, 0, "thu-nhanh"),
        Anchor(Place.BODY, 1, "trước 15 giờ 30 hôm nay"),
        Anchor(Place.BODY, 3),
        Anchor(Place.LINK, 0, "haitrarn"),
        Anchor(Place.ATTACHMENT, 0, ".zip"),
        Anchor(Place.WHOLE),
    ],
)
def test_a_cue_can_stand_at_any_place_the_message_has(phish, anchor):
    check(phish, [Cue("urgency", anchor, "Vì sao")])


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(Place.SENDER, quote="haitram"),
        Anchor(Place.BODY, 9),
        Anchor(Place.BODY, -1),
        Anchor(Place.LINK, 1),
        Anchor(Place.ATTACHMENT, 1),
        Anchor(Place.SUBJECT, quote="công điện giả"),
        Anchor(Place.WHOLE, quote="chữ"),
        Anchor(Place.CHECKS, 3),
    ],
)
def test_a_cue_that_points_nowhere_is_refused(phish, anchor):
    with pytest.raises(AnchorError):
        check(phish, [Cue("urgency", anchor, "Vì sao")])


def test_the_second_time_words_stand_somewhere_can_be_meant():
    assert span("gấp gấp", Anchor(Place.SUBJECT, quote="gấp", occurrence=1)) == (4, 7)
    with pytest.raises(AnchorError):
        span("gấp gấp", Anchor(Place.SUBJECT, quote="gấp", occurrence=2))
