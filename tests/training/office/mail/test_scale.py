from itertools import product

import pytest

from training.office.mail import scale
from training.office.mail.cues import Anchor, Cue, Place
from training.office.mail.scale import Alignment, AlignmentBand, CueBand, Difficulty

WHOLE = Anchor(Place.WHOLE)


def cues(**times):
    return [Cue(kind.replace("_", "-"), WHOLE, "") for kind, number in times.items() for _ in range(number)]


def test_repeatable_cues_count_each_time_and_others_once():
    assert scale.count(cues(spelling=4, hidden_url=2, generic_greeting=3, display_name=2)) == 4 + 2 + 1 + 1


def test_good_signs_do_not_count():
    assert scale.count(cues(urgency=1, known_domain=3)) == 1


@pytest.mark.parametrize(
    ("number", "band"),
    [
        (0, CueBand.FEW),
        (8, CueBand.FEW),
        (9, CueBand.SOME),
        (14, CueBand.SOME),
        (15, CueBand.MANY),
        (60, CueBand.MANY),
    ],
)
def test_cue_bands_change_at_nine_and_fifteen(number, band):
    assert scale.band(number) is band


def test_fewer_than_no_cues_is_refused():
    with pytest.raises(ValueError):
        scale.band(-1)


@pytest.mark.parametrize(
    ("ratings", "score", "band"),
    [
        ((0, 0, 0, 0, 8), -8, AlignmentBand.WEAK),
        ((4, 4, 2, 0, 0), 10, AlignmentBand.WEAK),
        ((4, 4, 4, 0, 0), 12, AlignmentBand.MEDIUM),
        ((8, 8, 0, 0, 0), 16, AlignmentBand.MEDIUM),
        ((8, 8, 2, 0, 0), 18, AlignmentBand.STRONG),
        ((8, 8, 8, 8, 0), 32, AlignmentBand.STRONG),
    ],
)
def test_alignment_adds_four_ratings_and_takes_training_away(ratings, score, band):
    alignment = Alignment(*ratings)

    assert (alignment.score, alignment.band) == (score, band)


def test_every_alignment_is_even_and_within_the_scale():
    scores = {Alignment(*ratings).score for ratings in product((0, 2, 4, 6, 8), repeat=5)}

    assert (min(scores), max(scores)) == (-8, 32)
    assert all(score % 2 == 0 for score in scores)


@pytest.mark.parametrize("rating", [-2, 1, 10])
def test_a_rating_off_the_scale_is_refused(rating):
    with pytest.raises(ValueError):
        Alignment(rating, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("number", "row"),
    [
        (3, ("very", "very", "moderate")),
        (11, ("very", "moderate", "moderate-to-least")),
        (20, ("moderate", "moderate", "least")),
    ],
)
def test_the_matrix_is_that_of_the_paper(number, row):
    strong, medium, weak = Alignment(8, 8, 8, 0, 0), Alignment(8, 4, 0, 0, 0), Alignment(2, 0, 0, 0, 0)

    assert tuple(scale.difficulty(number, one) for one in (strong, medium, weak)) == row


def test_training_on_a_lure_makes_it_easier():
    before, after = Alignment(8, 8, 2, 0, 0), Alignment(8, 8, 2, 0, 8)

    assert scale.difficulty(10, before) is Difficulty.VERY
    assert scale.difficulty(10, after) is Difficulty.MODERATE_TO_LEAST


def test_weights_are_those_of_the_readiness_index():
    assert [
        one.weight for one in (Difficulty.LEAST, Difficulty.MODERATE_TO_LEAST, Difficulty.MODERATE, Difficulty.VERY)
    ] == [1, 1.5, 2, 3]
    assert all(one.name_vi and one.name_en for one in Difficulty)
