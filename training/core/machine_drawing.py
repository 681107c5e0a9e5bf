"""A machine as a picture: rows of states from the start downwards, with the place one stands at.

Pure. The SVG carries classes only (no colours, no inline styles, for the strict content policy) and is hidden
from assistive technology: `Machine.as_table` beside it says the same in words.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from training.core.machine import Machine, arrows

WIDTH, HEIGHT = 190, 64
GAP_X, GAP_Y = 30, 62
MARGIN = 44
LINE = 20
LETTERS_A_LINE = 18


class Box(NamedTuple):
    """Where a state stands, in user units."""

    row: int
    x: float
    y: float


def draw(machine: Machine, current: str | None = None, here: str = "You are here") -> str:
    """Return the machine as an SVG string; `current` is marked with the words `here`.

    An unknown `current` marks nothing. The strings are escaped, so the result is safe as markup.
    """
    boxes = place(machine)
    width = max(box.x for box in boxes.values()) + WIDTH + MARGIN
    height = max(box.y for box in boxes.values()) + HEIGHT + MARGIN
    parts = [
        f'<svg class="machine" viewBox="0 0 {width:g} {height:g}" aria-hidden="true" focusable="false">',
        '<defs><marker id="machine-tip" class="machine__tip" viewBox="0 0 10 10" refX="9" refY="5" '
        'markerWidth="8" markerHeight="8" orient="auto-start-reverse">'
        '<path d="M0 0 10 5 0 10z"/></marker></defs>',
        *(_arrow(boxes[source], boxes[target]) for source, target in arrows(machine) if source != target),
        *(_state(machine, state, boxes[state], here if state == current else "") for state in machine.states),
        "</svg>",
    ]
    return "".join(parts)


def layers(machine: Machine) -> list[list[str]]:
    """Return the states in rows: each row is one move further from the start."""
    pairs, seen, rows = arrows(machine), {machine.start}, [[machine.start]]
    while True:
        nearest = dict.fromkeys(target for source, target in pairs if source in rows[-1])
        row = [state for state in nearest if state not in seen]
        if not row:
            return rows
        seen.update(row)
        rows.append(row)


def place(machine: Machine) -> dict[str, Box]:
    """Return where each state stands: rows centred under one another."""
    rows = layers(machine)
    widest = max(map(len, rows))
    boxes: dict[str, Box] = {}
    for number, row in enumerate(rows):
        left = MARGIN + (widest - len(row)) * (WIDTH + GAP_X) / 2
        for column, state in enumerate(row):
            boxes[state] = Box(number, left + column * (WIDTH + GAP_X), MARGIN + number * (HEIGHT + GAP_Y))
    return boxes


def wrap(words: str, most: int = LETTERS_A_LINE) -> list[str]:
    """Break a label into lines of at most `most` letters, as far as words allow."""
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) > most and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _arrow(source: Box, target: Box) -> str:
    middle = WIDTH / 2
    if target.row > source.row:
        x1, y1, x2, y2 = source.x + middle, source.y + HEIGHT, target.x + middle, target.y
        path = f"M{x1:g} {y1:g}C{x1:g} {y1 + GAP_Y / 2:g} {x2:g} {y2 - GAP_Y / 2:g} {x2:g} {y2:g}"
        return f'<path class="machine__arrow" d="{path}" marker-end="url(#machine-tip)"/>'
    if target.row == source.row:
        right = target.x > source.x
        x1, x2 = source.x + WIDTH * right, target.x + WIDTH * (not right)
        y = source.y + HEIGHT / 2
        path = f"M{x1:g} {y:g}Q{(x1 + x2) / 2:g} {y - HEIGHT:g} {x2:g} {y:g}"
    else:
        x1, y1, x2, y2 = source.x, source.y + HEIGHT / 2, target.x, target.y + HEIGHT / 2
        bend = min(x1, x2) - GAP_X
        path = f"M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2:g} {y2:g}"
    return f'<path class="machine__arrow machine__arrow--back" d="{path}" marker-end="url(#machine-tip)"/>'


def _state(machine: Machine, state: str, box: Box, here: str) -> str:
    names = ["machine__state"]
    names += ["machine__state--end"] if state in machine.ends else []
    names += ["machine__state--here"] if here else []
    lines = wrap(machine.label(state))
    top = box.y + HEIGHT / 2 - (len(lines) - 1) * LINE / 2 + LINE / 3
    x = box.x + WIDTH / 2
    texts = "".join(
        f'<text class="machine__label" text-anchor="middle" x="{x:g}" y="{top + number * LINE:g}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    mark = (
        f'<text class="machine__here" text-anchor="middle" x="{x:g}" y="{box.y - 8:g}">{escape(here)}</text>'
        if here
        else ""
    )
    frame = f'<rect x="{box.x:g}" y="{box.y:g}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    return f'<g class="{" ".join(names)}">{frame}{texts}{mark}</g>'
