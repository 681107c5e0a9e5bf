"""The files of a case as one opens them: which there are, in which order, and what can be read on each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from training.core.machine_drawing import wrap
from training.sandbox.cases.rules.model import Case, Paper
from training.sandbox.cases.rules.scanning import Scan, tray
from training.sandbox.models import Copy
from training.sandbox.scenarios.run import codes_of
from training.sandbox.scenarios.schema import CaseFile, Play, Scenario
from training.sandbox.template.contents import Contents, contents
from training.sandbox.world.world import World

SCAN = "scan"
"""Where the page of a scan begins: on a telephone it stands below the coach."""

TOP, TITLE_LEAD, LEAD, LEAST_HEIGHT = 92, 25, 22, 560
TITLE_LETTERS, LETTERS = 27, 40
"""The picture of a paper: its leads and how many letters a line has room for."""


@dataclass(frozen=True)
class Drawing:
    """A paper as a picture: title and lines with their height on the sheet, a line's going on being set in."""

    title: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, str, bool], ...]
    height: int


@dataclass(frozen=True)
class FileLink:
    """One file to open: its name, the paper it is (once it is attached), and its page."""

    file: str
    component: str
    name: str
    url: str


def files_of(copy: Copy, case: Case) -> list[FileLink]:
    """Return what can be opened of a case: what is attached, and what lies in the tray and is still to be attached."""
    found = [_link(copy, case, one.code, one.file, one.name) for one in case.papers if one.file]
    wanting = {one.code for one in case.papers if not (one.file and one.legible)}
    known = {one.file for one in found}
    lying = [one for one in tray(case) if one.component in wanting and one.file not in known]
    return found + [_link(copy, case, one.component, one.file, "") for one in lying]


def around(links: list[FileLink], file: str) -> tuple[FileLink | None, FileLink | None]:
    """Return the files before and after one."""
    at = next((n for n, one in enumerate(links) if one.file == file), None)
    if at is None:
        return None, links[0] if links else None
    return links[at - 1] if at else None, links[at + 1] if at + 1 < len(links) else None


def to_read(copy: Copy, scenario: Scenario, before: World, world: World, play: Play, code: str) -> list[FileLink]:
    """Return what has to be read before an act: what the exercise says, and scans before they are attached."""
    case = world.get(Case, code) if code else None
    if case is None:
        return []
    if play.move == "digitise":
        lying = [one for one in tray(case) if one.component == play.args.get("component")]
        return [_link(copy, case, one.component, one.file, "") for one in lying]
    told = _told(scenario, before, world, case)
    wanted = {one.paper for one in told if play.move in one.read_before}
    return [one for one in files_of(copy, case) if one.component in wanted]


def read_scan(scenario: Scenario | None, before: World, world: World, case: Case, lying: Scan) -> Contents | None:
    """Return what can be read on a scan; None for one that is blurred."""
    paper = next((one for one in case.papers if one.code == lying.component), None)
    if paper is None or not lying.clear:
        return None
    return _read(scenario, before, world, case, paper)


def drawn(sheet: Contents) -> Drawing:
    """Return where each line of a paper stands in its picture, which is as long as the paper needs."""
    title = [(TOP + n * TITLE_LEAD, text) for n, text in enumerate(wrap(sheet.title.upper(), TITLE_LETTERS))]
    lines, at = list[tuple[int, str, bool]](), title[-1][0] + TITLE_LEAD
    for label, told in sheet.lines:
        at += LEAD // 3
        for n, text in enumerate(wrap(f"{label}: {told}", LETTERS)):
            at += LEAD
            lines.append((at, text, n > 0))
    return Drawing(tuple(title), tuple(lines), max(at + 3 * LEAD, LEAST_HEIGHT))


def _read(scenario: Scenario | None, before: World, world: World, case: Case, paper: Paper) -> Contents:
    day, unit = _day(world, case), world.place(case.place)
    born = next((one.born for one in world.snapshot.citizens if one.number == case.applicant.number), "")
    sheet = contents(case, paper, day, unit.name if unit else "", _day_words(born))
    for one in _told(scenario, before, world, case):
        if one.paper == paper.code:
            sheet = sheet.changed(one.title, one.lines)
    return sheet


def _told(scenario: Scenario | None, before: World, world: World, case: Case) -> Iterable[CaseFile]:
    """Return what the exercise says about the files of a case of its own."""
    if scenario is None or case.code in before.snapshot.records.get(Case.kind, {}):
        return []
    told = scenario.files
    return [one for one in told if not one.case or case.code in codes_of(one.case, before, world)]


def _day(world: World, case: Case) -> date:
    return world.calendar.local(case.submitted_at or case.received_at or case.since).date()


def _day_words(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y") if day else ""


def _link(copy: Copy, case: Case, component: str, file: str, name: str) -> FileLink:
    url = url_for("sandbox.scan", copy_id=copy.id, code=case.code, component=component, file=file, _anchor=SCAN)
    return FileLink(file, component, name, url)
