"""Where a case stands, for the learner: in one line, and as a drawing tall enough to be read on a phone.

Both are made from the one machine; the drawing carries classes only and is hidden from assistive technology,
for `Machine.as_table` beside it says the same in words.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from training.core.machine import Machine
from training.core.machine_drawing import wrap
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import (
    ASSIGNING,
    DONE,
    FINANCIAL,
    IN_WORK,
    NOTHING,
    PORTAL,
    PORTAL_NAMES,
    RECEIVED,
    REFUSED,
    REGISTERED,
    RETURNED,
    SIGNED,
    STATE_NAMES,
    STOPPED,
    SUPPLEMENTED,
    TO_INITIAL,
    TO_SIGN,
    WAITING,
    WITHDRAWING,
)

MAIN = (NOTHING, REGISTERED, RECEIVED, ASSIGNING, IN_WORK, TO_INITIAL, TO_SIGN, SIGNED, DONE, RETURNED)
BESIDE = {REFUSED: 1, SUPPLEMENTED: 2, WAITING: 3, FINANCIAL: 4, WITHDRAWING: 6, STOPPED: 7}
"""The row of the main line that each side state stands beside."""
UNDRAWN = frozenset({"withdraw", "refuse_withdrawal", "children_closed", "deny"})
"""Moves possible from so many states that arrows would hide the way; the table names them all."""
WIDTH, HEIGHT, GAP_X, GAP_Y, LANE, EDGE, MARGIN, LINE, LETTERS = 132, 72, 26, 38, 24, 16, 4, 21, 13
EVERYWHERE = {WITHDRAWING: "(từ mọi bước)"}
NOW, DONE_MARK, AHEAD = "now", "done", ""


class Stage(NamedTuple):
    """One portal status of the line; `mark`: done, now, or "" for what is still ahead."""

    status: int
    words: str
    mark: str


def line_of(case: Case) -> list[Stage]:
    """Return the portal statuses a case passes, from the first to the last it can still reach, and where it is."""
    now, online = PORTAL[case.state], case.channel == "online" or case.received_at is None
    main = [*([1] if online else []), 2, 4, 9, 10]
    if now not in main:
        at = main.index(_left(case, main)) + 1 if _left(case, main) else 0
        main = [*main[:at], now, *([] if now in (3, 8) else main[at:])]
    place = main.index(now)
    return [
        Stage(status, _words(case, status, now), NOW if n == place else DONE_MARK if n < place else AHEAD)
        for n, status in enumerate(main)
    ]


def _left(case: Case, main: list[int]) -> int:
    """Return the status of the main line that a case beside it came from; 0 for none."""
    if case.state == WITHDRAWING:
        found = PORTAL[case.came_from]
        return found if found in main else 4
    if case.received_at is None:
        return 1 if 1 in main and case.channel == "online" else 0
    return 4


def _words(case: Case, status: int, now: int) -> str:
    inner = status == now and now in (4, 5) and STATE_NAMES[case.state] != PORTAL_NAMES[status]
    return f"{PORTAL_NAMES[status]}: {STATE_NAMES[case.state].lower()}" if inner else PORTAL_NAMES[status]


def draw(current: str | None, here: str, machine: Machine = CASE) -> str:
    """Return the machine as a tall SVG string with `current` marked by the words `here`; safe as markup."""
    boxes = {state: (0, row) for row, state in enumerate(MAIN)} | {state: (1, row) for state, row in BESIDE.items()}
    tall = MARGIN + len(MAIN) * (HEIGHT + GAP_Y)
    wide = LANE + 2 * WIDTH + GAP_X + EDGE
    pairs = {(a, b) for move in machine.moves if move.name not in UNDRAWN for a in move.sources for b in move.targets}
    arrows = [_arrow(boxes[a], boxes[b]) for a, b in sorted(pairs) if a != b]
    return "".join([
        f'<svg class="machine machine--tall" viewBox="0 0 {wide} {tall}" aria-hidden="true" focusable="false">',
        '<defs><marker id="case-tip" class="machine__tip" viewBox="0 0 10 10" refX="9" refY="5" '
        'markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z"/></marker></defs>',
        *arrows,
        *(_box(state, boxes[state], here if state == current else "", machine) for state in boxes),
        "</svg>",
    ])  # fmt: skip


def _corner(box: tuple[int, int]) -> tuple[int, int]:
    return LANE + box[0] * (WIDTH + GAP_X), LINE + MARGIN + box[1] * (HEIGHT + GAP_Y)


def _arrow(source: tuple[int, int], target: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = _corner(source), _corner(target)
    rows, back = target[1] - source[1], target[0] < source[0] or target[1] < source[1]
    if source[0] != target[0]:
        right = target[0] > source[0]
        start, end, drop = (x1 + WIDTH, x2, 8) if right else (x1, x2 + WIDTH, -8)
        y1, y2, middle = y1 + HEIGHT // 2 + drop, y2 + HEIGHT // 2 + drop, (start + end) // 2
        path = f"M{start} {y1}C{middle} {y1} {middle} {y2} {end} {y2}"
    elif abs(rows) == 1:
        x, start, end = x1 + WIDTH // 2, y1 + HEIGHT * (rows > 0), y2 + HEIGHT * (rows < 0)
        path = f"M{x + (22 if back else 0)} {start}V{end}"
    else:
        side, lean, tip = (x1, -1, 12) if source[0] == 0 else (x1 + WIDTH, 1, 0)
        y1, y2 = y1 + HEIGHT // 2 + (tip if back else -tip), y2 + HEIGHT // 2 + (tip if back else -tip)
        bend = side + lean * (8 + (5 if lean < 0 else 2) * abs(rows))
        path = f"M{side} {y1}C{bend} {y1} {bend} {y2} {side} {y2}"
    kind = " machine__arrow--back" if back else ""
    return f'<path class="machine__arrow{kind}" d="{path}" marker-end="url(#case-tip)"/>'


def _box(state: str, box: tuple[int, int], here: str, machine: Machine) -> str:
    x, y = _corner(box)
    names = ["machine__state"]
    names += ["machine__state--end"] if state in machine.ends else []
    names += ["machine__state--here"] if here else []
    number = f"{PORTAL[state]}. " if state in PORTAL else ""
    lines = wrap(number + machine.label(state), LETTERS)
    top, middle = y + HEIGHT / 2 - (len(lines) - 1) * LINE / 2 + LINE / 3, x + WIDTH // 2
    texts = "".join(
        f'<text class="machine__label" text-anchor="middle" x="{middle}" y="{top + n * LINE:g}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    anchor, at = ("start", MARGIN) if box[0] == 0 else ("end", x + WIDTH)
    mark = f'<text class="machine__here" text-anchor="{anchor}" x="{at}" y="{y - 7}">{escape(here)}</text>'
    under = escape(EVERYWHERE.get(state, ""))
    note = f'<text class="machine__label" text-anchor="middle" x="{middle}" y="{y - 7}">{under}</text>'
    frame = f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    return f'<g class="{" ".join(names)}">{frame}{texts}{mark if here else note if under else ""}</g>'
