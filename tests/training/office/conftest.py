import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("office_samples", Path(__file__).with_name("samples.py"))
_samples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_samples)


@pytest.fixture(scope="session")
def letter():
    return _samples.LETTER


@pytest.fixture(scope="session")
def decision():
    return _samples.DECISION


@pytest.fixture(scope="session")
def phish():
    return _samples.PHISH
