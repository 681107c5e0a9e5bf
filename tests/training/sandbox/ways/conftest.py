"""The hand that presses the buttons of the practice window, for the ways through an exercise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.training.sandbox import pages

Send = Callable[..., TestResponse]


@pytest.fixture
def send() -> Send:
    """Return how a form of a page is sent."""
    return pages.send
