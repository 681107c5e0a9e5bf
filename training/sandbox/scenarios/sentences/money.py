"""Sentences about fees, receipts and papers."""

from __future__ import annotations

from training.sandbox.cases.rules.dossier import demanded_needlessly, procedure_from, unscanned
from training.sandbox.cases.rules.fees import fee_for
from training.sandbox.cases.rules.model import Paper
from training.sandbox.scenarios.sentence import Finding, Sight, dong, new, sentence


@sentence(
    "case.fee_is",
    "Phí, lệ phí là {amount}",
    ("received", new(amount=12000)),
    ("wrong_fee", new(amount=12000)),
    case="case",
    amount="money",
)
def fee_is(sight: Sight, case: str, amount: int) -> Finding:
    """Say whether this fee was written down."""
    file = sight.case(case)
    return Finding(file.fee == amount, f"Số ghi trên hồ sơ: {dong(file.fee)}.")


@sentence(
    "case.fee_is_right", "Phí, lệ phí tính đúng", ("received", new()), ("wrong_fee", new()), case="case"
)
def fee_is_right(sight: Sight, case: str) -> Finding:
    """Say whether the fee is what the rule gives for the papers written down."""
    file = sight.case(case)
    right = fee_for(procedure_from(sight.world, file.procedure).fee, file.papers)
    return Finding(file.fee == right, f"Số ghi trên hồ sơ: {dong(file.fee)}.")


@sentence(
    "case.fee_overcharged",
    "Thu quá mức quy định",
    ("wrong_fee_more", new()),
    ("received", new()),
    case="case",
)
def fee_overcharged(sight: Sight, case: str) -> Finding:
    """Say whether the citizen paid more than the rule gives."""
    file = sight.case(case)
    right = fee_for(procedure_from(sight.world, file.procedure).fee, file.papers)
    return Finding(file.paid > right, f"Đã thu {dong(file.paid)}.")


@sentence("case.fee_paid", "Đã thu đủ phí, lệ phí", ("paid", new()), ("received", new()), case="case")
def fee_paid(sight: Sight, case: str) -> Finding:
    """Say whether the fee has been paid in full."""
    file = sight.case(case)
    return Finding(file.paid >= file.fee, f"Đã thu {dong(file.paid)} trên {dong(file.fee)}.")


@sentence("case.receipt_given", "Có biên lai thu tiền", ("paid", new()), ("received", new()), case="case")
def receipt_given(sight: Sight, case: str) -> Finding:
    """Say whether a receipt exists for a payment."""
    receipts = [payment.receipt for payment in sight.case(case).payments if payment.receipt]
    return Finding(bool(receipts), f"Biên lai {', '.join(receipts)}." if receipts else "Chưa có biên lai.")


def _paper(sight: Sight, case: str, component: str) -> Paper | None:
    return next((paper for paper in sight.case(case).papers if paper.code == component), None)


@sentence(
    "case.pages_are",
    "Ghi đúng số trang: {count}",
    ("received", new(component="ban-chinh", count=2)),
    ("received", new(component="ban-chinh", count=3)),
    case="case",
    component="component",
    count="count",
)
def pages_are(sight: Sight, case: str, component: str, count: int) -> Finding:
    """Say whether the component has so many pages."""
    paper = _paper(sight, case, component)
    return Finding(
        paper is not None and paper.pages == count, f"Số trang ghi: {paper.pages if paper else 0}."
    )


@sentence(
    "case.copies_are",
    "Ghi đúng số bản: {count}",
    ("received", new(component="ban-chinh", count=3)),
    ("received", new(component="ban-chinh", count=1)),
    case="case",
    component="component",
    count="count",
)
def copies_are(sight: Sight, case: str, component: str, count: int) -> Finding:
    """Say whether so many copies are asked for."""
    paper = _paper(sight, case, component)
    return Finding(
        paper is not None and paper.copies == count, f"Số bản ghi: {paper.copies if paper else 0}."
    )


@sentence(
    "case.originals_checked", "Đã đối chiếu bản chính", ("received", new()), ("unchecked", new()), case="case"
)
def originals_checked(sight: Sight, case: str) -> Finding:
    """Say whether originals were taken and every one compared."""
    originals = [p for p in sight.case(case).papers if p.present and p.copy_kind == "original"]
    left = [paper.name for paper in originals if not paper.checked]
    if left or not originals:
        return Finding(False, f"Chưa đối chiếu: {'; '.join(left) or 'chưa nhận bản chính nào'}.")
    return Finding(True, "Đã đánh dấu đối chiếu bản chính.")


@sentence(
    "case.paper_not_demanded",
    "Không yêu cầu công dân nộp “{component}”",
    ("received", new(component="tinh-trang")),
    ("demanded", new(component="tinh-trang")),
    case="case",
    component="component",
)
def paper_not_demanded(sight: Sight, case: str, component: str) -> Finding:
    """Say whether this paper was not taken from the citizen."""
    paper = _paper(sight, case, component)
    taken = paper is not None and paper.present and paper.source == "paper"
    return Finding(not taken, "Giấy này đang được nhận bằng bản giấy." if taken else "Không nhận bản giấy.")


@sentence(
    "case.paper_from_database",
    "Lấy “{component}” từ cơ sở dữ liệu",
    ("marriage", new(component="tinh-trang")),
    ("demanded", new(component="tinh-trang")),
    case="case",
    component="component",
)
def paper_from_database(sight: Sight, case: str, component: str) -> Finding:
    """Say whether the data of this paper comes from a state database."""
    paper = _paper(sight, case, component)
    held = paper is not None and paper.source == "database"
    return Finding(held, "Nguồn: cơ sở dữ liệu." if held else "Nguồn chưa ghi là cơ sở dữ liệu.")


@sentence(
    "case.demanded_needlessly",
    "Đòi giấy tờ không cần nữa",
    ("demanded", new()),
    ("marriage", new()),
    case="case",
)
def needlessly(sight: Sight, case: str) -> Finding:
    """Say whether a paper was taken though dropped by the rule or held in a database."""
    file = sight.case(case)
    taken = demanded_needlessly(procedure_from(sight.world, file.procedure), file.papers)
    return Finding(bool(taken), f"Đã nhận: {'; '.join(p.name for p in file.papers if p.code in taken)}.")


@sentence(
    "case.scans_complete",
    "Đã số hóa, ký số đủ thành phần",
    ("house_in_work", new()),
    ("unscanned", new()),
    case="case",
)
def scans_complete(sight: Sight, case: str) -> Finding:
    """Say whether everything that has to be scanned is, legibly and signed."""
    file = sight.case(case)
    left = unscanned(procedure_from(sight.world, file.procedure), file.papers, file.channel)
    return Finding(not left, f"Chưa quét: {'; '.join(left)}." if left else "Thành phần đã số hóa đủ.")
