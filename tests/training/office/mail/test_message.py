import json
from dataclasses import replace
from datetime import datetime

import pytest

from training.office.mail import message as mail
from training.office.plain import BadShape


def test_a_message_survives_json(phish):
    assert mail.from_dict(json.loads(json.dumps(mail.to_dict(phish)))) == phish


def test_links_are_numbered_in_reading_order(phish):
    assert [link.text for link in phish.links] == ["Xem công điện"]


@pytest.mark.parametrize(
    ("target", "domain"),
    [
        ("https://Dangnhap.Vidu.Invalid/xem", "dangnhap.vidu.invalid"),
        ("dangnhap.vidu.invalid/xem", "dangnhap.vidu.invalid"),
        ("https://haitram.vidu.invalid@lua-dao.invalid/", "lua-dao.invalid"),
        ("javascript:alert(1)", "javascript"),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_the_domain_of_a_link_is_where_it_really_leads(target, domain):
    assert mail.Link("x", target).domain == domain


def test_the_domain_of_an_address_follows_the_last_at():
    assert mail.Address('"a@haitram.vidu.invalid"@Lua-Dao.invalid').domain == "lua-dao.invalid"


def test_the_extension_is_the_last_one():
    assert [mail.Attachment(name, 1).extension for name in ("luong.pdf.EXE", "README")] == ["exe", ""]


def test_a_message_needs_a_zone_and_a_recipient(phish):
    with pytest.raises(ValueError):
        replace(phish, sent_at=datetime(2026, 11, 9))  # noqa: DTZ001
    with pytest.raises(ValueError):
        replace(phish, to=())


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("sent_at", "hôm qua", "sent_at"),
        ("sent_at", "2026-11-09T15:04:00", ""),
        ("checks", {"spf": "maybe"}, "checks.spf"),
        ("body", [{"is": "Paragraph", "parts": [{"is": "Frame", "src": "x"}]}], "body[0].parts[0]"),
        ("attachments", [{"name": "a", "size": "1"}], "attachments[0].size"),
    ],
)
def test_stored_data_that_does_not_fit_is_refused_by_its_path(phish, name, value, where):
    with pytest.raises(BadShape) as caught:
        mail.from_dict(mail.to_dict(phish) | {name: value})
    assert caught.value.where == where
