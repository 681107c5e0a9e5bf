"""The scanner at the counter: what lies in its tray, which scan is of which paper, and whether it can be read.

Some papers come out blurred the first time and lie there twice. That is the same in every look at one case, so it
can be replayed. A file the tray does not know (an exercise's own) is what whoever attached it says it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from zlib import crc32

from training.sandbox.cases.rules.model import Case, Paper
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused

ONE_IN = 3
"""How many papers there are to each one that is scanned badly at first."""
BLURRED = "-mo.pdf"
"""How the file of a photograph taken in haste ends."""


@dataclass(frozen=True)
class Scan:
    """One file of the tray: of which component, and whether it can be read."""

    file: str
    component: str
    clear: bool


def tray(case: Case) -> tuple[Scan, ...]:
    """Return what the scanner has made of the papers of a case."""
    found: list[Scan] = []
    for paper in case.papers:
        if needs_scan(case, paper):
            poor = crc32(f"{case.code}/{paper.code}".encode()) % ONE_IN == 0
            found.append(Scan(f"{paper.code}-lan1.pdf", paper.code, not poor))
            if poor:
                found.append(Scan(f"{paper.code}-lan2.pdf", paper.code, clear=True))
    return tuple(found)


def needs_scan(case: Case, paper: Paper) -> bool:
    """Say whether a paper is scanned at all.

    Online files, papers merely shown and data from databases are not (Circular 03/2025/TT-VPCP).
    """
    return paper.present and paper.source == "paper" and paper.copy_kind != "shown" and case.channel != "online"


def seen(case: Case, paper: Paper, file: str) -> Scan | None:
    """Return what one sees on opening `file` at this paper: from the tray, or what is attached; None for neither."""
    lying = next((scan for scan in tray(case) if scan.file == file), None)
    if lying or file != paper.file or not file:
        return lying
    return Scan(file, paper.code, paper.legible and not file.endswith(BLURRED))


def digitise(_draft: Draft, case: Case, args: Args) -> Case:
    """Attach a scan to its component, once it can be read and is signed."""
    paper = next((paper for paper in case.papers if paper.code == args["component"]), None)
    if paper is None or not paper.present:
        raise Refused("no_such_paper", "Hồ sơ không có thành phần này.", "component")
    if not needs_scan(case, paper):
        raise Refused("no_scan_needed", "Thành phần này không phải quét.", "component")
    scan = next((scan for scan in tray(case) if scan.file == args["file"]), None)
    if scan and scan.component != paper.code:
        name = next(one.name for one in case.papers if one.code == scan.component)
        raise Refused("wrong_scan", f"Tệp này là bản quét của “{name}”, không phải “{paper.name}”.", "file")
    if scan and args["legible"] and not scan.clear:
        raise Refused("scan_blurred", "Bản quét này mờ, không đọc được. Mở xem lại và gắn bản quét rõ.", "legible")
    scanned = replace(paper, file=args["file"], legible=args["legible"], signed=args["signed"])
    return replace(case, papers=tuple(scanned if one is paper else one for one in case.papers))
