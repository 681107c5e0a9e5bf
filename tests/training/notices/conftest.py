"""A house whose letters go to a real server on this machine."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from tests.training.notices.box import Box
from training.accounts import people, units
from training.core import transaction


@pytest.fixture
def box() -> Iterator[tuple[Box, str]]:
    found = Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    yield found, f"smtp://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def posted(each_database: Flask, box: tuple[Box, str]) -> Iterator[tuple[Box, int]]:
    """A house with a mail server, and a person with an address."""
    each_database.config["HOUSE"] = dataclasses.replace(each_database.config["HOUSE"], smtp_url=box[1])
    with each_database.test_request_context():
        unit = units.create("P01", "UBND xã Thư")
        person = people.enrol("P1", "Lê Thị Thư", unit, email="thu@example.test")
        person.status = "active"
        transaction.commit()
        yield box[0], person.id
