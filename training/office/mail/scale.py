"""How hard a message is to see through: the NIST Phish Scale (TN 2276), rated per audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from training.office.mail.catalogue import by_code, is_trust
from training.office.mail.cues import Cue

STEPS = frozenset({0, 2, 4, 6, 8})


class CueBand(StrEnum):
    """How many cues there are to notice."""

    FEW = "few"
    SOME = "some"
    MANY = "many"


class AlignmentBand(StrEnum):
    """How well the premise fits the audience's work."""

    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"


class Difficulty(StrEnum):
    """How difficult detection is."""

    VERY = "very"
    MODERATE = "moderate"
    MODERATE_TO_LEAST = "moderate-to-least"
    LEAST = "least"

    @property
    def name_vi(self) -> str:
        """Return the Vietnamese name."""
        return _NAMES[self.value][0]

    @property
    def name_en(self) -> str:
        """Return the English name."""
        return _NAMES[self.value][1]

    @property
    def weight(self) -> float:
        """Return the weight q a message carries in the readiness index."""
        return {"least": 1.0, "moderate-to-least": 1.5, "moderate": 2.0, "very": 3.0}[self.value]


_NAMES = {
    "very": ("Rất khó", "Very difficult"),
    "moderate": ("Khó vừa", "Moderately difficult"),
    "moderate-to-least": ("Khó vừa đến dễ", "Moderately to least difficult"),
    "least": ("Dễ", "Least difficult"),
}

MATRIX: dict[tuple[CueBand, AlignmentBand], Difficulty] = {
    (CueBand.FEW, AlignmentBand.STRONG): Difficulty.VERY,
    (CueBand.FEW, AlignmentBand.MEDIUM): Difficulty.VERY,
    (CueBand.FEW, AlignmentBand.WEAK): Difficulty.MODERATE,
    (CueBand.SOME, AlignmentBand.STRONG): Difficulty.VERY,
    (CueBand.SOME, AlignmentBand.MEDIUM): Difficulty.MODERATE,
    (CueBand.SOME, AlignmentBand.WEAK): Difficulty.MODERATE_TO_LEAST,
    (CueBand.MANY, AlignmentBand.STRONG): Difficulty.MODERATE,
    (CueBand.MANY, AlignmentBand.MEDIUM): Difficulty.MODERATE,
    (CueBand.MANY, AlignmentBand.WEAK): Difficulty.LEAST,
}

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("Thư giống một quy trình công việc của người nhận", "Mimics a workplace process or practice"),
    ("Nội dung liên quan đến công việc của người nhận", "Has workplace relevance"),
    ("Khớp với sự việc khác đang diễn ra", "Aligns with other situations or events"),
    ("Người nhận lo hậu quả nếu không bấm", "Engenders concern over not clicking"),
    ("Người nhận đã được tập huấn hoặc cảnh báo về kiểu thư này", "Subject of targeted training or warnings"),
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Premise alignment: five ratings of 0, 2, 4, 6 or 8; raises ValueError for any other.

    `process`, `relevance`, `events` and `worry` add, `trained` takes away.
    """

    process: int
    relevance: int
    events: int
    worry: int
    trained: int

    def __post_init__(self) -> None:
        if not {self.process, self.relevance, self.events, self.worry, self.trained} <= STEPS:
            raise ValueError("each rating is 0, 2, 4, 6 or 8")

    @property
    def score(self) -> int:
        """Return the sum, −8 to 32."""
        return self.process + self.relevance + self.events + self.worry - self.trained

    @property
    def band(self) -> AlignmentBand:
        """Weak to 10, medium 11 to 17, strong from 18."""
        if self.score >= 18:
            return AlignmentBand.STRONG
        return AlignmentBand.MEDIUM if self.score >= 11 else AlignmentBand.WEAK


def count(cues: Iterable[Cue]) -> int:
    """Count each repeatable cue every time and any other once; good signs do not count."""
    seen = Counter(cue.kind for cue in cues if not is_trust(cue))
    return sum(times if by_code(kind).repeatable else 1 for kind, times in seen.items())


def band(cues: int) -> CueBand:
    """Few up to 8, some 9 to 14, many from 15; raises ValueError below zero."""
    if cues < 0:
        raise ValueError("there cannot be fewer than no cues")
    if cues >= 15:
        return CueBand.MANY
    return CueBand.SOME if cues >= 9 else CueBand.FEW


def difficulty(cues: int, alignment: Alignment) -> Difficulty:
    """Return how difficult detection is for the audience the alignment was rated for."""
    return MATRIX[band(cues), alignment.band]
