from __future__ import annotations

import re
from copy import deepcopy

import pytest
from flask import Flask
from sqlalchemy import select

from training.core import content, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.guidance import queries, service
from training.guidance.models import Guide


@pytest.fixture
def guides(app: Flask) -> Flask:
    with app.app_context(), app.test_request_context():
        content.load()
        transaction.commit()
    return app


@pytest.mark.parametrize("words", ["dang ky khai sinh", "khai sinh", "khai sịnh", "ĐĂNG KÝ KHAI SINH", "khai sinhh"])
def test_the_guide_is_found_however_it_is_typed(guides: Flask, words: str) -> None:
    page = guides.test_client().get("/huong-dan/", query_string={"q": words}).text

    assert re.findall(r'<h2><a href="/huong-dan/([^"]+)"', page)[:1] == ["dang-ky-khai-sinh"]


def test_every_page_of_the_sitemap_answers_in_its_language_without_a_cookie(guides: Flask) -> None:
    client = guides.test_client()
    addresses = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", client.get("/sitemap.xml").text)

    assert len(addresses) >= 8
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert f'<html lang="{"en" if address.startswith("/en/") else "vi"}"' in answer.text
        assert answer.text.count("<h1") == 1
        assert "<script" not in answer.text
        assert len(answer.data) < 14 * 1024


def test_languages_point_at_each_other(guides: Flask) -> None:
    client = guides.test_client()
    pages = {path: client.get(path).text for path in ("/huong-dan/dang-ky-khai-sinh", "/en/guides/birth-registration")}
    said = [dict(re.findall(r'hreflang="(vi|en)" href="https?://[^/]+([^"]+)"', page)) for page in pages.values()]

    assert said[0] == said[1] == {"vi": "/huong-dan/dang-ky-khai-sinh", "en": "/en/guides/birth-registration"}


def test_an_unchanged_guide_is_not_sent_twice(guides: Flask) -> None:
    client = guides.test_client()
    tag = client.get("/huong-dan/dang-ky-khai-sinh").headers["ETag"]
    again = client.get("/huong-dan/dang-ky-khai-sinh", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_a_draft_shows_nowhere_until_another_person_publishes_it(guides: Flask) -> None:
    client = guides.test_client()
    with guides.app_context(), guides.test_request_context():
        guide = db.session.scalars(select(Guide).filter_by(slug="dang-ky-khai-sinh")).one()
        newest = queries.latest(guide)
        assert newest
        body = deepcopy(newest.body)
        body["vi"]["summary"] = "Câu thử chim-yến-vàng."
        service.write(guide, body, by=7, note="thử")
        with pytest.raises(RuleBroken):
            service.publish(guide, 7)
        transaction.commit()
    hidden = [client.get(path).text for path in ("/huong-dan/", "/huong-dan/dang-ky-khai-sinh", "/feed.xml")]
    hidden.append(client.get("/huong-dan/?q=chim-yen-vang").text.replace("chim-yen-vang", ""))
    assert not any("chim-yến-vàng" in page for page in hidden)

    with guides.app_context(), guides.test_request_context():
        service.publish(db.session.scalars(select(Guide).filter_by(slug="dang-ky-khai-sinh")).one(), 8)
        transaction.commit()

    assert "chim-yến-vàng" in client.get("/huong-dan/dang-ky-khai-sinh").text


def test_a_withdrawn_guide_says_why_and_an_unknown_one_is_404(guides: Flask) -> None:
    with guides.app_context(), guides.test_request_context():
        service.withdraw(db.session.scalars(select(Guide).filter_by(slug="dang-ky-khai-tu")).one(), "Đang sửa phí.")
        transaction.commit()
    client = guides.test_client()
    gone = client.get("/huong-dan/dang-ky-khai-tu")

    assert (gone.status_code, "Đang sửa phí." in gone.text) == (410, True)
    assert client.get("/huong-dan/khong-co").status_code == 404


def test_the_list_of_papers_is_in_the_address(guides: Flask) -> None:
    page = guides.test_client().get("/huong-dan/dang-ky-khai-sinh?have=1&have=3&list=1").text
    missing = page.split("Còn phải chuẩn bị:", 1)[1].split("</ul>", 1)[0]

    assert "Giấy chứng sinh" in missing
    assert "Tờ khai" not in missing
