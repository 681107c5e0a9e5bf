"""The stops of the house plan: nothing grows past what one can hold in mind."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("training", "courses", "quizzes")
FUNCTION, FILE, CLASS, TEMPLATE = 40, 300, 150, 120


def _sources() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def test_files_stop_at_three_hundred_lines() -> None:
    long = [(str(path), len(path.read_text("utf-8").splitlines())) for path in _sources()]

    assert [each for each in long if each[1] > FILE] == []


def test_functions_and_classes_stop_in_time() -> None:
    long = []
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            limit = {ast.FunctionDef: FUNCTION, ast.ClassDef: CLASS}.get(type(node))
            if limit and isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > limit:
                    long.append((path.name, node.name, size))

    assert long == []


def test_templates_stop_at_a_hundred_and_twenty_lines() -> None:
    pages = [path for package in PACKAGES for path in (ROOT / package).rglob("templates/**/*.html")]
    long = [(str(path), len(path.read_text("utf-8").splitlines())) for path in pages]

    assert [each for each in long if each[1] > TEMPLATE] == []
