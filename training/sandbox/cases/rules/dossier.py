"""Who asks for what, with which papers: what the reception form says, checked as the system would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from training.sandbox.cases.rules.model import Applicant, Paper
from training.sandbox.world.facts import ComponentFacts, ProcedureFacts
from training.sandbox.world.realness import check_mail, check_number, check_phone, check_words
from training.sandbox.world.steps import Refused
from training.sandbox.world.world import World

COPY_KINDS = ("form", "original", "certified", "photocopy", "shown")
MOST_PAGES = 2000
MOST_COPIES = 200
YES = (True, "yes", "y", "on", "1", "true", 1)


def applicant_from(data: Mapping[str, str], field: str = "applicant") -> Applicant:
    """Return the applicant; raise Refused for a missing name or for what could be a real person's number."""
    name = check_words(data.get("name", "").strip(), f"{field}.name")
    if not name:
        raise Refused("missing_field", "Còn thiếu họ và tên.", f"{field}.name")
    if len(name) > 120 or len(data.get("address", "")) > 300:
        raise Refused("too_long", "Họ tên hoặc địa chỉ dài quá.", f"{field}.name")
    return Applicant(
        name,
        check_number(data.get("number", ""), f"{field}.number"),
        check_phone(data["phone"], f"{field}.phone") if data.get("phone") else "",
        check_words(data.get("address", ""), f"{field}.address"),
        check_mail(data.get("email", ""), f"{field}.email"),
        data.get("commune", ""),
    )


def procedure_from(world: World, code: str) -> ProcedureFacts:
    """Return the procedure; raise Refused for one this copy does not have."""
    found = world.procedure(code)
    if found is None:
        raise Refused("no_such_procedure", "Danh mục không có thủ tục này.", "procedure")
    return found


def papers_from(rows: Sequence[Mapping[str, Any]], facts: ProcedureFacts) -> tuple[Paper, ...]:
    """Return the components as filed; raise Refused for one the procedure does not list."""
    known = {component.code: component for component in facts.components}
    papers: dict[str, Paper] = {}
    for row in rows:
        code = str(row.get("code", ""))
        if code not in known:
            raise Refused("no_such_paper", "Thành phần này không có trong thủ tục.", "papers")
        if code in papers:
            raise Refused("paper_twice", f"“{known[code].name}” được ghi hai lần.", "papers")
        papers[code] = _paper(row, known[code])
    return tuple(papers[code] for code in known if code in papers)


def _paper(row: Mapping[str, Any], facts: ComponentFacts) -> Paper:
    source, copy_kind = str(row.get("source", "paper")), str(row.get("copy_kind", facts.copy_kind))
    if source not in ("paper", "database") or copy_kind not in COPY_KINDS:
        raise Refused("bad_paper", f"“{facts.name}”: loại bản hoặc nguồn chưa đúng.", "papers")
    if source == "database" and not facts.in_database:
        raise Refused("not_in_database", f"“{facts.name}” chưa có trong cơ sở dữ liệu dùng chung.", "papers")
    return Paper(
        facts.code,
        facts.name,
        copy_kind,
        source,
        row.get("present", True) in YES,
        _count(row, "pages", MOST_PAGES, facts),
        _count(row, "copies", MOST_COPIES, facts),
        row.get("checked", False) in YES,
        check_words(str(row.get("file", ""))[:200], "papers"),
        row.get("legible", True) in YES,
        row.get("signed", False) in YES,
    )


def _count(row: Mapping[str, Any], name: str, most: int, facts: ComponentFacts) -> int:
    value = row.get(name, 0) or 0
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value[:12])
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise Refused("not_a_number", f"“{facts.name}”: số trang, số bản cần từ 0 đến {most}.", "papers")
    return value


def missing_from(facts: ProcedureFacts, papers: Iterable[Paper]) -> tuple[ComponentFacts, ...]:
    """Return the components that are needed and neither filed nor held in a state database."""
    filed = {paper.code for paper in papers if paper.present or paper.source == "database"}
    return tuple(
        component
        for component in facts.components
        if component.required and not component.retired and component.code not in filed
    )


def demanded_needlessly(facts: ProcedureFacts, papers: Iterable[Paper]) -> tuple[str, ...]:
    """Return the papers taken from the citizen though the rule dropped them or a database holds the data."""
    needless = {c.code for c in facts.components if c.retired or c.in_database}
    return tuple(p.code for p in papers if p.present and p.source == "paper" and p.code in needless)


def check_complete(facts: ProcedureFacts, papers: tuple[Paper, ...]) -> None:
    """Raise Refused where a needed component is missing, or pages and copies that decide the fee are."""
    if missing := missing_from(facts, papers):
        names = "; ".join(component.name for component in missing)
        raise Refused("component_missing", f"Hồ sơ còn thiếu: {names}.", "papers")
    by_count = facts.fee.rule in ("per_page", "per_copy")
    if by_count and not any(
        p.present and p.copies and (p.pages or facts.fee.rule == "per_copy") for p in papers
    ):
        raise Refused("pages_missing", "Ghi số trang của bản chính và số bản cần làm.", "papers")


def unscanned(facts: ProcedureFacts, papers: Iterable[Paper], channel: str) -> tuple[str, ...]:
    """Return the papers that still have to be scanned, legibly and signed.

    Online files, papers merely shown and data from databases are not scanned (Circular 03/2025/TT-VPCP).
    """
    if channel == "online" or facts.short_route:
        return ()
    return tuple(
        paper.name
        for paper in papers
        if paper.present
        and paper.source == "paper"
        and paper.copy_kind != "shown"
        and not (paper.file and paper.legible and paper.signed)
    )


def competent_unit(world: World, facts: ProcedureFacts, place: str, applicant: Applicant) -> str:
    """Return who is competent: the unit named by the procedure, for copies and signatures the place itself.

    Else the commune of residence.
    """
    if facts.agency and world.place(facts.agency):
        return facts.agency
    if facts.short_route or not applicant.commune:
        return place
    return applicant.commune if world.place(applicant.commune) else place


def check_unit(world: World, code: str) -> str:
    """Return the code of a unit that handles cases; raise Refused for any other."""
    place = world.place(code)
    if place is None or place.level not in ("commune", "department", "vertical", "province"):
        raise Refused("no_such_unit", "Cơ quan giải quyết không có trong danh mục.", "agency")
    return code
