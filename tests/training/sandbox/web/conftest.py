"""The practice window told as it is written: names and amounts of the first variant."""

from __future__ import annotations

import pytest

from training.sandbox import worlds


@pytest.fixture(autouse=True)
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "deal", lambda *_numbers: 0)
