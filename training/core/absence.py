"""Who is away: rooms where people say so answer, and letters that can wait do so until they are back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date


def away(people: Collection[int], day: date) -> set[int]:
    """Return who of `people` said that they are away on `day`; for letters only, never shown to anybody else."""
    from training.core.feature import house

    return {each for feature in house().features if feature.away for each in feature.away(people, day)}
