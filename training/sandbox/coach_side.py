"""The left side of every page of the window: in which way one practises, what is reached, and what is offered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from training.core import clock as real
from training.sandbox import queries, watching, worlds
from training.sandbox.cases.rules.model import Case
from training.sandbox.guiding import Coming, coming
from training.sandbox.models import Copy
from training.sandbox.modes import EXAM, FREELY, MODES, WATCH, Mode
from training.sandbox.office import FEE, Office
from training.sandbox.scenarios.run import Seen, evaluate, ticks
from training.sandbox.scenarios.schema import CoachStep, Hint
from training.sandbox.spots import record_page
from training.sandbox.telling import Wait, fee_words_of, next_paper_words, next_words, waits
from training.sandbox.typed import Values
from training.sandbox.world.endings import small
from training.sandbox.world.hats import hat_name
from training.sandbox.world.snapshot import Record

AT_A_GLANCE = 170
"""So many letters of a situation are read before anything else."""
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[“A-ZÀ-ỸĐ])")
MENDED = {"in.register": "in.correct_entry", "out.draft": "out.revise"}
"""Where what an act wrote is put right once it is done: a hint that points at the act then points there."""
MOST_WAITS = 2
"""So many records that wait for a colleague are named above the lists."""


@dataclass(frozen=True)
class CoachSide(Office):
    """One look at a copy: in which way one practises in it, and how far one is."""

    @classmethod
    def of(cls, copy: Copy) -> Self:
        """Look at a copy."""
        return cls(copy, queries.run_of(copy.id))

    @cached_property
    def mode(self) -> Mode:
        """Return in which way the exercise is gone through; free play has its own."""
        return MODES[self.run.mode if self.run else WATCH] if self.copy.scenario else FREELY

    @cached_property
    def coming(self) -> Coming | None:
        """Return what comes next on screen, where the mode points at it."""
        points = self.mode.pointed and self.open
        return coming(self.copy, self.mode.name, self.world) if points else None

    def shown(self, move: str = "", code: str = "") -> tuple[str, Values]:
        """Return the act whose form is shown filled in while one watches, and its values; ("", {}) elsewhere."""
        found = self.coming if self.mode.name == WATCH else None
        if found is None or found.values is None or (move and found.play.move != move):
            return "", {}
        case = found.url.split("#")[0].endswith(f"/{code}") if code else bool(move)
        return (found.play.move, found.values) if case else ("", {})

    @property
    def seconds_left(self) -> int:
        """Return how long the assessment still lasts, by the server's clock."""
        if self.run is None or self.run.ends_at is None:
            return 0
        return max(0, int((self.run.ends_at - real.now()).total_seconds()))

    @property
    def watched(self) -> tuple[int, int]:
        """Return at which step of how many the watching stands, from 1."""
        total = len(watching.plays(self.copy))
        return min(self.copy.seq + 1, total), total

    @cached_property
    def seen(self) -> Seen | None:
        """Return how the goals stand."""
        return evaluate(self.scenario, worlds.beginning(self.copy), self.world) if self.scenario else None

    @cached_property
    def steps(self) -> list[tuple[CoachStep, bool]]:
        """Return the coach's list with its ticks."""
        if self.scenario is None or self.seen is None:
            return []
        return ticks(self.scenario, worlds.beginning(self.copy), self.world, self.seen)

    @property
    def step_now(self) -> int:
        """Return the place of the first step without a tick, from 1."""
        return next((n for n, (_step, done) in enumerate(self.steps, 1) if not done), len(self.steps) + 1)

    @property
    def done(self) -> int:
        """Return how many steps are ticked."""
        return sum(done for _step, done in self.steps)

    @cached_property
    def stuck_at(self) -> str:
        """Return the goal whose hints are offered now."""
        return self.seen.missed[0] if self.seen and self.seen.missed else ""

    @property
    def ladder(self) -> list[tuple[int, Hint, bool]]:
        """Return the rungs of that goal: number, hint, open or not."""
        if not self.scenario or not self.run or not self.stuck_at:
            return []
        opened = self.run.hints.get(self.stuck_at, 0)
        return [(n, one, n <= opened) for n, one in enumerate(self.scenario.hints.get(self.stuck_at, ()), 1)]

    @cached_property
    def files(self) -> list[tuple[str, str, str]]:
        """Return what the exercise is about and was there before it began: what it is called, whose it is, its page."""
        before, found = worlds.beginning(self.copy), list[tuple[str, str, str]]()
        for kind, face in before.rules.faces.items():
            for code in before.new_codes(kind):
                one = self.world.get(before.rules.kinds[kind], code)
                if one is not None and not _elsewhere(one):
                    found.append((face(one).called, _whose(one), record_page(self.copy, kind, code)))
        return found

    @property
    def brief(self) -> tuple[str, str]:
        """Return the first sentences of the situation, as many as are read at a glance, and the others."""
        sentences = SENTENCE_END.split(self.scenario.brief.strip()) if self.scenario else []
        count = next((n for n in range(len(sentences), 1, -1) if len(" ".join(sentences[:n])) <= AT_A_GLANCE), 1)
        return " ".join(sentences[:count]), " ".join(sentences[count:])

    def onward(self, record: Record | None = None) -> str:
        """Say what comes now, as far as the mode tells it: with guidance the very act the coach points at."""
        if self.mode.name == EXAM or not self.open:
            return ""
        if self.scenario and self.seen and self.seen.complete:
            return "Đã đạt mọi mục tiêu: nộp bài để xem kết quả."
        if self.mode.pointed and self.coming:
            part = "" if self.coming.wears else f"đổi sang vai {small(self.coming.hat)}, rồi "
            due = fee_words_of(self, record) if isinstance(record, Case) and self.coming.play.move != FEE else ""
            other = f" ({self.coming.on})" if self.coming.on and record and self.coming.record != record.code else ""
            return f"Việc tiếp theo: {part}{self.coming.label}{other}. {due}"
        if isinstance(record, Case):
            return next_words(self, record)
        return next_paper_words(self, record) if record else ""

    def worn(self, record: Record | None = None) -> str:
        """Say which part one plays now, and what it can do with the record one looks at, or how much waits for it."""
        words = f"Đồng chí đang ở vai {small(hat_name(self.copy.hat))}."
        if record is None and not self.mode.pointed:
            waiting = next((count for hat, _name, _short, count in self.short_hats if hat == self.copy.hat), 0)
            return f"{words} {f'Có {waiting} việc chờ vai này' if waiting else 'Chưa có việc nào chờ vai này'}."
        return f"{words} {self.onward(record)}"

    def waits(self, code: str = "") -> list[Wait]:
        """Return what a simulated colleague has in hand: of one record, or of all that the exercise is about."""
        return waits(self.world, code)[:MOST_WAITS] if self.open and self.mode.acts else []

    @property
    def hooks(self) -> list[str]:
        """Return the places on screen at which the open hint points, the best first."""
        anchor = next((one.anchor for _n, one, is_open in reversed(self.ladder) if is_open and one.anchor), "")
        verb = anchor if anchor in self.world.rules.verbs else anchor.rpartition(".")[0]
        mended = [anchor.replace(verb, MENDED[verb], 1), MENDED[verb]] if verb in MENDED else []
        return [anchor, verb, *mended, f"{verb}.open", f"menu.{verb}", "list"] if anchor else []

    def saved(self, mark: Mapping[str, Any]) -> str:
        """Return how a save point without a name is called: by its simulated time."""
        return self.clock(datetime.fromisoformat(mark["at"]))

    def clock(self, at: datetime | date | None) -> str:
        """Say a simulated moment or day."""
        if at is None:
            return ""
        if isinstance(at, datetime):
            return self.world.calendar.local(at).strftime("%H:%M, %d/%m/%Y")
        return at.strftime("%d/%m/%Y")


def _elsewhere(record: Record) -> bool:
    """Say whether a record stands on another one's page: a child on its parent's, a package on what it became."""
    return bool(getattr(record, "parent", "") or getattr(record, "entered", ""))


def _whose(record: Record) -> str:
    """Return whose a record is: the applicant's, or the issuer's."""
    sheet = getattr(record, "sheet", None)
    person = getattr(getattr(record, "applicant", None), "name", "")
    return person or getattr(record, "issuer_name", "") or getattr(sheet, "issuer_name", "")
