"""Every type keeps the same promises."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.types import TYPES

OPTIONS = [{"id": "1", "text": "a", "fraction": 1.0, "feedback": ""}, {"id": "2", "text": "b", "fraction": 0.0}]
SAMPLES: dict[str, dict[str, Any]] = {
    "single": {"options": OPTIONS},
    "multiple": {"options": OPTIONS},
    "truefalse": {"answer": True},
    "short": {"accept": [{"text": "Hà Nội", "fraction": 1.0, "feedback": ""}]},
    "numerical": {"accept": [{"number": 5.0, "tolerance": 0.0, "fraction": 1.0, "feedback": ""}]},
}


@pytest.mark.parametrize("name", list(TYPES))
def test_the_key_earns_everything_and_nothing_strange_breaks_it(name: str) -> None:
    kind, settings = TYPES[name], SAMPLES[name]

    assert kind.problems(settings) == []
    assert kind.grade(settings, kind.key(settings)) == 1
    for strange in (None, [], [""], ["\x00"], ["1e999"], ["9" * 400], ["a", "b", "c"]):
        assert 0 <= kind.grade(settings, strange) <= 1
        assert isinstance(kind.feedback(settings, strange), list)
