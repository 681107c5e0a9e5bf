"""The two systems meet by the world's events alone, and share one frame of acts and one set of number books."""

from __future__ import annotations

import ast
from pathlib import Path

from training.sandbox.cases.rules.desk import FLOW
from training.sandbox.cases.rules.model import Case
from training.sandbox.documents.rules.desk import DUTY, FILE, IN, OUT
from training.sandbox.documents.rules.model import Incoming, Outgoing
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import snapshot
from training.sandbox.world.play import apply
from training.sandbox.world.steps import Step
from training.sandbox.world.workflow import Workflow
from training.sandbox.world.world import World

SANDBOX = Path(__file__).resolve().parents[4] / "training" / "sandbox"
PERSON = {
    "name": "Nguyễn Thị Mẫu Một", "number": "999186000001", "phone": "0100000001", "address": "Khóm 2",
    "commune": "Z99.10.01",
}  # fmt: skip


def do(world: World, hat: str, move: str, /, **args: object) -> World:
    return apply(world, Step(world.seq + 1, f"vai {hat}", hat, move, args))


def test_an_arrival_opens_a_case_and_goes_out_as_its_result_from_the_same_book() -> None:
    world = World.open(snapshot(0), SYSTEMS)
    last = world.last_number("di/Z99.10.01/quyet-dinh/quyet-dinh/2026")
    world = do(world, "clerk", "in.open_case", incoming="den-bao-hiem", procedure="1.014027", applicant=PERSON)
    case = world.new_codes("case")[0]
    world = do(world, "reception", "accept", case=case)
    world = do(world, "reception", "forward", case=case)
    world = do(world, "division_head", "assign", case=case, officer="cv4")
    world = do(world, "officer", "propose", case=case, proposal="Đủ điều kiện.")
    world = do(world, "division_head", "initial", case=case)
    world = do(world, "leader", "sign", case=case)

    world = do(world, "clerk", "number", case=case, file="quyet-dinh.pdf")

    paper = world.get(Outgoing, world.new_codes("outgoing")[0])
    assert paper is not None
    assert paper.number == last + 1
    assert paper.source == case
    assert world.get(Case, case).result_number == f"{last + 1:02}/QĐ-UBND"
    assert world.get(Incoming, "den-bao-hiem").replies == (paper.code,)


def test_all_kinds_act_in_the_same_frame() -> None:
    assert all(isinstance(one, Workflow) for one in (FLOW, IN, OUT, FILE, DUTY))


def test_neither_system_names_the_other() -> None:
    wrong = []
    for mine, other in (("cases", "documents"), ("documents", "cases")):
        for path in (SANDBOX / mine).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
            wrong += [(path.name, name) for name in names if f"sandbox.{other}" in name]

    assert wrong == []


def test_no_function_stands_in_both_systems() -> None:
    bodies: dict[str, set[str]] = {}
    for system in ("cases", "documents"):
        for path in (SANDBOX / system).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef) and len(node.body) > 2:
                    bodies.setdefault(ast.dump(ast.Module(node.body[1:], [])), set()).add(system)

    assert [body[:80] for body, systems in bodies.items() if len(systems) > 1] == []
