"""How a process behaves that serves for weeks."""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 20
"""Containers made before the collector looks at the young ones, and how many such looks before an older age's."""


def settle() -> None:
    """Keep the collector away from what stays for good, and let it look less often.

    Addresses, templates and models are some hundred thousand objects that never go; Python would walk them all again
    every few dozen pages (https://docs.python.org/3/library/gc.html#gc.freeze). Call it once, when the house is built.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
