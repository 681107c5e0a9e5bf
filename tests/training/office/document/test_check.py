"""The checker on more than a hundred drafts: each slip is named at its place, and nothing right is blamed."""

from pathlib import Path

import pytest
import yaml

from training.office.document.check.checker import check, check_document
from training.office.document.check.draft import Draft, draft_of
from training.office.document.check.finding import Component, Severity
from training.office.document.check.marking import marked
from training.office.document.check.words import RULES
from training.office.plain import from_plain, to_plain

DATA = yaml.safe_load(Path(__file__).with_name("drafts.yaml").read_text("utf-8"))
SAMPLES = DATA["samples"]


def draft(sample):
    return from_plain(Draft, {**DATA["bases"][sample["base"]], **sample.get("set", {})})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one["name"])
def test_each_slip_is_named_at_its_place_and_nothing_else(sample):
    found = [f"{one.rule.code} | {one.seen}" for one in check(draft(sample))]

    assert found == sample.get("finds", [])


def test_there_are_enough_samples_and_each_has_its_own_name():
    assert len(SAMPLES) >= 60
    assert sum("finds" not in one for one in SAMPLES) >= 20
    assert len({one["name"] for one in SAMPLES}) == len(SAMPLES)


def test_every_rule_has_a_sample():
    met = {line.partition(" | ")[0] for one in SAMPLES for line in one.get("finds", [])}

    assert set(RULES) - met == set()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one["name"])
def test_places_count_in_the_lines_of_the_component(sample):
    for one in check(draft(sample)):
        if one.place.line >= 0:
            line = draft(sample).lines(one.place.component)[one.place.line]
            assert line[one.place.start : one.place.end] == one.seen


def test_a_rule_says_why_how_to_put_it_right_and_where_it_comes_from():
    for rule in RULES.values():
        assert rule.why.endswith(".")
        assert rule.fix.endswith(".")
        assert rule.basis.startswith(("Nghị định 30/2020/NĐ-CP", "Luật Bảo vệ bí mật nhà nước 117/2025/QH15"))


def test_a_structured_document_is_read_as_its_page_shows_it(letter):
    assert check_document(letter, issued=True) == ()
    assert draft_of(letter).recipients[0] == "Nơi nhận:"


def test_a_number_on_an_unsigned_document_is_found(decision):
    assert [one.rule.code for one in check_document(decision)] == ["number.early"]


def test_a_draft_is_stored_and_comes_back(letter):
    kept = draft_of(letter, issued=True)

    assert from_plain(Draft, to_plain(kept)) == kept


def test_marking_cuts_a_line_at_its_findings_and_loses_no_letter():
    bad = draft(next(one for one in SAMPLES if one["name"] == "a draft as a beginner writes it"))

    parts = {one.component: one for one in marked(bad, check(bad))}

    (line,) = parts[Component.NUMBER].lines
    assert [(piece.text, piece.numbers) for piece in line] == [
        ("Số: ", ()),
        ("5", (1,)),
        ("/", ()),
        ("CV-UBND", (2,)),
    ]
    for component, part in parts.items():
        shown = ["".join(piece.text for piece in pieces) for pieces in part.lines]
        assert shown == [text for text in bad.lines(component) if text]


def test_advice_is_told_from_slips():
    assert RULES["to.end"].severity is Severity.ADVICE
    assert RULES["to.no_archive"].severity is Severity.SLIP
