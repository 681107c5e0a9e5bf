"""The scanner: some papers come out blurred, and a scan belongs to one paper only."""

from __future__ import annotations

import pytest
from sandbox_small import MOT, do, fresh

from training.sandbox.cases.rules.desk import case_in
from training.sandbox.cases.rules.scanning import seen, tray
from training.sandbox.world.steps import Refused


@pytest.fixture
def world():
    papers = [{"code": "to-khai"}, {"code": "chung-sinh", "checked": True}, {"code": "ket-hon", "source": "database"}]
    papers[2]["present"] = False
    return do(fresh(), "reception", "receive", procedure="1.001193", applicant=MOT, papers=papers, identity=True)


def scan(world, component, file, legible=True):
    return do(world, "reception", "digitise", case="h1", component=component, file=file, legible=legible, signed=True)


def test_only_papers_on_the_counter_lie_in_the_tray(world):
    lying = tray(case_in(world, "h1"))
    assert {one.component for one in lying} == {"to-khai", "chung-sinh"}
    assert all(any(one.clear for one in lying if one.component == code) for code in ("to-khai", "chung-sinh"))
    assert tray(case_in(world, "h1")) == lying


def test_somewhere_in_the_tray_lies_a_scan_that_cannot_be_read():
    from training.sandbox.cases.rules.model import Case
    from training.sandbox.cases.rules.rulebook import CASES
    from training.sandbox.template.build import snapshot
    from training.sandbox.world.world import World

    every = [one for case in World.open(snapshot(0), CASES).all(Case) for one in tray(case)]
    assert 0 < sum(not one.clear for one in every) < len(every) / 2


def test_a_scan_of_another_paper_is_refused(world):
    other = next(one.file for one in tray(case_in(world, "h1")) if one.component == "chung-sinh")
    with pytest.raises(Refused) as caught:
        scan(world, "to-khai", other)
    assert (caught.value.code, caught.value.field) == ("wrong_scan", "file")


def test_a_case_goes_on_once_every_paper_is_scanned_clearly(world):
    with pytest.raises(Refused):
        do(world, "reception", "forward", case="h1")
    for code in ("to-khai", "chung-sinh"):
        clear = next(one.file for one in tray(case_in(world, "h1")) if one.component == code and one.clear)
        world = scan(world, code, clear)
    assert case_in(do(world, "reception", "forward", case="h1"), "h1").state == "assigning"


def test_a_blurred_scan_is_not_called_readable(world):
    for number in range(2, 12):
        papers = [{"code": "to-khai"}, {"code": "chung-sinh"}]
        world = do(world, "reception", "receive", procedure="1.001193", applicant=MOT, papers=papers, identity=True)
        poor = next((one for one in tray(case_in(world, f"h{number}")) if not one.clear), None)
        if poor:
            asked = {"case": f"h{number}", "component": poor.component, "file": poor.file, "signed": True}
            with pytest.raises(Refused) as caught:
                do(world, "reception", "digitise", legible=True, **asked)
            assert caught.value.code == "scan_blurred"
            world = do(world, "reception", "digitise", legible=False, **asked)
            paper = next(one for one in case_in(world, f"h{number}").papers if one.code == poor.component)
            assert not seen(case_in(world, f"h{number}"), paper, poor.file).clear
            return
    pytest.fail("no blurred scan in ten cases")
