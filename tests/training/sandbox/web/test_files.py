"""The files of a case hold what is to be found, near what is to be done, and the coach leads to them first."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.counting import statements
from tests.training.sandbox.pages import begin, freely, send
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.template.build import procedures
from training.sandbox.template.variant import VARIANTS

M4 = "m4-yeu-cau-bo-sung"
LINE = re.compile(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>")


@pytest.fixture
def case(as_person: Callable[..., FlaskClient], learners: tuple[int, int]) -> tuple[FlaskClient, str]:
    """Return a learner and the page of the case of exercise M4, with guidance."""
    client = as_person(learners[0])
    home = begin(client, M4, "guided").request.path
    copy = re.match(r"/practice/copies/\d+", home)
    assert copy
    found = re.search(rf'href="({copy[0]}/cases/[^"#]+)#act-ask_supplement"', client.get(home).text)
    assert found
    return client, found[1]


def lines(client: FlaskClient, page: str) -> dict[str, str]:
    """Return what can be read on a scan as text."""
    text = client.get(page).text
    return dict(LINE.findall(text[text.index('id="on-paper"') :]))


def test_what_is_wrong_is_found_by_reading_the_files_and_nowhere_else(case: tuple[FlaskClient, str]) -> None:
    client, page = case
    asked, land, drawing = (lines(client, f"{page}/papers/{code}") for code in ("don", "dat", "ban-ve"))
    assert (asked["Thửa đất số"], land["Thửa đất số"], drawing["Thửa đất số"]) == ("16", "15", "16")
    assert "móng" in drawing["Bìa ghi có các tờ"]
    assert "móng" not in drawing["Các tờ trong tệp"]
    told = scenario(M4)
    assert not any("15" in fact or "móng" in fact for fact in (told.brief, *told.facts))


def test_the_picture_says_the_same_as_the_text_beside_it(case: tuple[FlaskClient, str]) -> None:
    client, page = case
    text = client.get(f"{page}/papers/dat").text
    picture = text[text.index('<svg class="scan"') : text.index("</svg>", text.index('<svg class="scan"'))]
    assert "Thửa đất số: 15" in picture
    assert "DỮ LIỆU GIẢ LẬP" in picture


def test_the_files_stand_before_the_form_and_lead_from_one_to_the_next(case: tuple[FlaskClient, str]) -> None:
    client, page = case
    text = client.get(page).text
    window = text[text.index('id="the-case"') :]
    assert window.index('id="files"') < window.index('id="act-ask_supplement"')
    scan = client.get(f"{page}/papers/dat?file=giay-to-dat.pdf").text
    assert re.search(r'papers/don\?file=don\.pdf#scan">Tệp trước', scan)
    assert re.search(r'papers/ban-ve\?file=ban-ve\.pdf#scan">Tệp sau', scan)
    assert f'href="{page}#files"' in scan
    assert "Tệp trước" not in client.get(f"{page}/papers/don?file=don.pdf").text


def test_the_coach_leads_to_the_files_and_shows_one_line_for_each_paper(case: tuple[FlaskClient, str]) -> None:
    client, page = case
    text = client.get(page).text
    reads = re.search(r'<p class="reads">.*?</p>', text, re.S)
    assert reads
    assert re.findall(r">([\w-]+\.pdf)<", reads[0]) == ["don.pdf", "giay-to-dat.pdf", "ban-ve.pdf"]
    assert text.index(reads[0]) < text.index('class="entries"')
    assert "Giấy tờ về đất của thửa số 16\nBản vẽ móng</span>" in text


def test_a_blurred_scan_gives_nothing_away(as_person: Callable[..., FlaskClient], learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    home = freely(client)
    cases = set(re.findall(rf'{home}/cases/[^"#?/]+', client.get(f"{home}?menu=received").text))
    scans = {link for one in cases for link in re.findall(rf'{one}/papers/[^"#]+', client.get(one).text)}
    seen = [client.get(link).text for link in sorted(scans)]
    blurred, clear = [one for one in seen if "Bản quét bị mờ" in one], [one for one in seen if "Bản quét rõ" in one]
    assert blurred
    assert clear
    for page in blurred:
        window = page[page.index('id="scan"') :]
        assert "không đọc được" in window
        assert "scan__text" not in window
        assert 'class="on-paper"' not in window


def test_scans_are_read_before_they_are_attached(
    as_person: Callable[..., FlaskClient], learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    home = begin(client, "m7-usb-tai-quay", "guided").request.path
    found = re.search(r'href="([^"#]+/cases/[^"#]+)#act-take_device"', client.get(home).text)
    assert found
    page = send(client, found[1], f"{found[1]}/take_device", answer="scan_paper", note="Không mở USB, quét bản giấy.")
    reads = re.search(r'<p class="reads">.*?</p>', page.text, re.S)
    assert reads
    assert re.findall(r">([\w-]+)-lan\d\.pdf<", reads[0])[0] == "to-khai"
    assert "chung-cu" not in reads[0]


def test_more_files_ask_the_database_no_more(app: Flask, case: tuple[FlaskClient, str]) -> None:
    client, page = case
    scan = f"{page}/papers/dat?file=giay-to-dat.pdf"
    assert statements(app, client, scan) <= statements(app, client, page)


def test_what_exercises_say_of_files_fits_their_procedures_in_every_variant() -> None:
    known = {one.code: {part.code for part in one.components} for one in procedures()}
    for slug in shipped():
        for variant in range(VARIANTS):
            told = scenario(slug, variant)
            papers = set().union(*(known[code] for code in told.procedures))
            assert all(one.paper in papers for one in told.files), (slug, variant)
            assert "$" not in f"{told.files}", (slug, variant)
