"""The small province of the practice systems' pure heart, and learners of one commune."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from flask import Flask

from training.accounts import people, units
from training.core import content
from training.core.db import db

_SPEC = importlib.util.spec_from_file_location("sandbox_small", Path(__file__).with_name("small.py"))
small_module = importlib.util.module_from_spec(_SPEC)
sys.modules["sandbox_small"] = small_module
_SPEC.loader.exec_module(small_module)


@pytest.fixture(scope="session")
def small():
    """Return the module with the small province and the verbs of these tests."""
    return small_module


@pytest.fixture
def learners(app: Flask) -> tuple[int, int]:
    """Return two people who practise, with everything that is shipped."""
    with app.app_context():
        home = units.create("Z99.16", "phường Cửa Sen")
        found = [people.enrol(f"HT{n}", f"Học Viên {n}", home).id for n in (1, 2)]
        content.load()
        db.session.commit()
        return found[0], found[1]
