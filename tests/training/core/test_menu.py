"""The main menu: one row for everybody; what would not fit folds under three names."""

from __future__ import annotations

from flask import Flask

from training.core.pages import MOST_IN_A_ROW, MenuLine, folded


def line(number: int, group: str = "") -> MenuLine:
    return MenuLine(f"Trang {number}", f"/{number}", "home", current=False, group=group)


def test_a_short_menu_stands_in_one_row(in_app: Flask) -> None:
    menu = [line(number, "teach") for number in range(MOST_IN_A_ROW)]

    assert folded(menu) == (menu, [])


def test_a_long_menu_folds_by_group_and_leaves_a_single_line_alone(in_app: Flask) -> None:
    plain = [line(number) for number in range(5)]
    menu = [*plain, line(6, "teach"), line(7, "teach"), line(8, "write")]

    row, folds = folded(menu)

    assert row == [*plain, menu[-1]]
    assert [(fold.label, len(fold.lines)) for fold in folds] == [("Giảng dạy", 2)]
