"""The last desk and what goes beside the flow: money, scans, handing over, the citizen's rating."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.cases.rules.desk import told
from training.sandbox.cases.rules.dossier import procedure_from
from training.sandbox.cases.rules.model import Case, Handing
from training.sandbox.cases.rules.paying import pending_of
from training.sandbox.cases.rules.receiving import fee_asked, paid_in_cash
from training.sandbox.cases.rules.states import RETURNED
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused


def return_result(draft: Draft, case: Case, args: Args) -> Case:
    """Hand the result over: fee paid, identity seen, a proxy only with a written authorisation."""
    if case.paid < case.fee:
        raise Refused("fee_unpaid", "Chưa thu đủ phí, lệ phí nên chưa trả kết quả được.")
    if not args["identity"]:
        raise Refused(
            "identity_unchecked", "Chưa đối chiếu giấy tờ tuỳ thân của người nhận kết quả.", "identity"
        )
    receiver = args["receiver"]
    own = receiver.casefold() in {
        case.applicant.name.casefold(),
        case.proxy.name.casefold() if case.proxy else "",
    }
    if not own and not args["authorisation"]:
        reason = "Người nhận không phải người nộp: cần văn bản ủy quyền."
        raise Refused("authorisation_missing", reason, "authorisation")
    handed = Handing(draft.now, receiver, True, args["authorisation"], draft.actor)
    return told(draft, replace(case, state=RETURNED, handed=handed), f"Đã trả kết quả hồ sơ {case.number}.")


def collect_fee(draft: Draft, case: Case, _args: Args) -> Case:
    """Take the fee in cash, with a receipt."""
    if case.fee <= case.paid:
        raise Refused("nothing_to_pay", "Hồ sơ không còn khoản phí nào phải thu.")
    if pending_of(case):
        reason = "Công dân đã nộp trực tuyến, đang chờ ngân hàng trả lời. Chưa thu lần thứ hai."
        raise Refused("payment_pending", reason)
    return paid_in_cash(draft, case)


def correct_fee(draft: Draft, case: Case, args: Args) -> Case:
    """Write another fee down, as long as nothing has been paid."""
    if case.paid:
        raise Refused("paid_already", "Đã thu phí và có biên lai nên không sửa được số tiền.")
    return replace(case, fee=fee_asked(procedure_from(draft.world, case.procedure), args["fee"]))


def rate(_draft: Draft, case: Case, args: Args) -> Case:
    """Let the citizen say how content they are, from 1 to 5, once."""
    if case.rating:
        raise Refused("rated_already", "Hồ sơ này đã được đánh giá.")
    if not 1 <= args["stars"] <= 5:
        raise Refused("bad_rating", "Chọn từ 1 đến 5.", "stars")
    return replace(case, rating=args["stars"])


def leave_remark(_draft: Draft, case: Case, args: Args) -> Case:
    """Write a remark into the case for the colleagues."""
    return replace(case, remarks=(*case.remarks, args["words"]))
