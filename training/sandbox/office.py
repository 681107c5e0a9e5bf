"""What the window shows of the office itself: the parts one may play, its functions, and what a case allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from training.core.calendar.light import LeftKind
from training.sandbox import worlds
from training.sandbox.case_files import FileLink, files_of
from training.sandbox.cases.rules import boards
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case, Consultation
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.cases.rules.scanning import Scan, tray
from training.sandbox.cases.rules.states import DONE, REGISTERED
from training.sandbox.models import Copy, Run
from training.sandbox.scenarios.schema import Scenario
from training.sandbox.world.hats import EVERY_HAT, HAT_NAMES, Hat, hat_name
from training.sandbox.world.play import Offer, offers
from training.sandbox.world.world import World

LIGHTS = {"green": "good", "amber": "warn", "red": "bad", "grey": "calm", "stopped": "calm", "": "calm"}
LEFT: dict[LeftKind, Callable[[int], str]] = {
    LeftKind.PAUSED: lambda _n: "Tạm dừng",
    LeftKind.DAYS: lambda n: f"Còn {n} ngày",
    LeftKind.TODAY: lambda _n: "Hạn hôm nay",
    LeftKind.NO_WORKING_DAY: lambda _n: "Hạn vào ngày nghỉ",
    LeftKind.MINUTES: lambda n: f"Còn {n // 60} giờ" if n >= 60 else f"Còn {n} phút",
    LeftKind.OVERDUE_DAYS: lambda n: f"Quá {n} ngày",
    LeftKind.OVERDUE_MINUTES: lambda n: f"Quá {n // 60} giờ" if n >= 60 else f"Quá {n} phút",
}
ELSEWHERE = frozenset({Hat.ARCHIVE, Hat.AXIS})
"""Parts that have nothing to do in the one-stop."""
FEE = "collect_fee"
LAST = frozenset({"withdraw"})
"""Moves a case on, but is nobody's next work."""
IDLE = frozenset({"leave_remark", "answer_caller"})
"""Can be done at any time, so no case waits for it."""
OUTCOMES = {"early": ("Trước hạn", "good"), "on_time": ("Đúng hạn", "good"), "late": ("Quá hạn", "bad")}
SHORT_HATS = {
    Hat.CITIZEN: "Công dân", Hat.RECEPTION: "Tiếp nhận", Hat.OFFICER: "Chuyên viên", Hat.DIVISION_HEAD: "LĐ phòng",
    Hat.LEADER: "LĐ UBND", Hat.CLERK: "Văn thư", Hat.RESULTS: "Trả kết quả", Hat.ACCOUNTANT: "Kế toán",
    Hat.PARTNER: "Phối hợp", Hat.ARCHIVE: "Lưu trữ", Hat.AXIS: "Bên kia trục",
}  # fmt: skip
"""The parts of the one-stop, in as few words as a button in sight at all times has room for."""


@dataclass(frozen=True)
class Office:
    """The practice office as one copy has it just now."""

    copy: Copy
    run: Run | None

    @cached_property
    def scenario(self) -> Scenario | None:
        """Return the exercise; None for free play."""
        return worlds.scenario_of(self.copy)

    @cached_property
    def world(self) -> World:
        """Return the copy's world."""
        return worlds.current(self.copy)

    @property
    def open(self) -> bool:
        """Say whether one can still act here."""
        return self.run is None or self.run.state == "open"

    @property
    def hats(self) -> list[tuple[str, str]]:
        """Return the parts the learner may play here."""
        mine = self.scenario.hats if self.scenario else tuple(EVERY_HAT - ELSEWHERE)
        return [(str(hat), name) for hat, name in HAT_NAMES.items() if hat in mine]

    @property
    def short_hats(self) -> list[tuple[str, str, str, int]]:
        """Return the parts one may play: key, full name, short name, how many cases wait there."""
        waiting = {hat: 0 for hat, _name in self.hats}
        for case in self.world.all(Case):
            for hat in waiting:
                waiting[hat] += boards.on_desk(case, hat)
        return [(hat, name, SHORT_HATS[Hat(hat)], waiting[hat]) for hat, name in self.hats]

    @property
    def place(self) -> str:
        """Return the name of the authority whose counter this is."""
        return next(place.name for place in self.world.snapshot.places if place.level == "commune")

    @property
    def counter(self) -> str:
        """Return the name of the counter itself, for the title of the window."""
        return next((one.name for one in self.world.snapshot.places if one.code.endswith(".MC")), self.place)

    @property
    def groups(self) -> list[tuple[str, str]]:
        """Return the functions of the menu: the first list of each group, and the group's name."""
        first: dict[str, str] = {}
        for one in boards.MENUS:
            first.setdefault(one.group, one.key)
        return [(key, group) for group, key in first.items()]

    def badge(self, row: boards.Row) -> tuple[str, str]:
        """Return words and kind of the badge that shows a case's light, or how it ended."""
        if row.left:
            return LEFT[row.left.kind](row.left.amount), LIGHTS[row.light]
        return OUTCOMES.get(row.outcome, (row.state, "calm"))

    def acts(self, case: Case) -> tuple[Offer, ...]:
        """Return what the present part may do with a case."""
        return offers(self.world, self.copy.hat, case.code) if self.open else ()

    def acts_in_order(self, case: Case) -> tuple[list[Offer], list[Offer]]:
        """Return what the present part may do with a case: what moves it on, then what goes beside it.

        A fee that is owed goes first where nothing moves on before it is paid.
        """
        every, onward = self.acts(case), [move.name for move in CASE.moves_from(case.state) if move.name not in LAST]
        facts = self.world.procedure(case.procedure)
        barred = case.state == DONE or (case.state == REGISTERED and facts is not None and facts.fee.when == "before")
        first = [offer for offer in every if barred and offer.name == FEE]
        moving = first + [offer for offer in every if offer.name in onward]
        return moving, [offer for offer in every if offer not in moving]

    def others(self, case: Case) -> list[tuple[str, str, list[Offer]]]:
        """Return what only other parts can do with a case: hat, its name, and the acts."""
        found, mine = [], {offer.name for offer in offers(self.world, self.copy.hat, case.code)}
        for hat in (one for one in HAT_NAMES if one not in ELSEWHERE):
            theirs = [offer for offer in offers(self.world, hat, case.code) if offer.name not in mine]
            theirs = [offer for offer in theirs if self.copy.hat not in self.world.rules.verbs[offer.name].by]
            if hat != self.copy.hat and any(offer.name not in IDLE for offer in theirs):
                found.append((str(hat), hat_name(hat), theirs))
        return found

    def unit(self, code: str) -> str:
        """Return the name of a unit."""
        place = self.world.place(code)
        return place.name if place else code

    def opinion_late(self, asked: Consultation) -> bool:
        """Say whether an opinion came, or still has not come, after the day it was asked for by."""
        at = self.world.calendar.local(asked.answered_at or self.world.now)
        return at.date() > asked.due

    def tray(self, case: Case) -> tuple[Scan, ...]:
        """Return what lies in the scanner's tray for a case."""
        return tray(case)

    def case_files(self, case: Case) -> list[FileLink]:
        """Return the files of a case that can be opened."""
        return files_of(self.copy, case)

    def official(self, code: str) -> str:
        """Return the name of an official."""
        return next((one.name for one in self.world.snapshot.officials if one.code == code), code)

    def openings(self) -> list[Offer]:
        """Return what the present part may begin."""
        found = offers(self.world, self.copy.hat) if self.open else ()
        return [offer for offer in found if offer.name in VERBS]
