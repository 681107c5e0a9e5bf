"""Fixtures of the practice one-stop's pure heart."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("sandbox_small", Path(__file__).with_name("small.py"))
small_module = importlib.util.module_from_spec(_SPEC)
sys.modules["sandbox_small"] = small_module
_SPEC.loader.exec_module(small_module)


@pytest.fixture(scope="session")
def small():
    """Return the module with the small province and the verbs of these tests."""
    return small_module
