"""The last desk and what goes beside the flow: money, scans, handing over, the citizen's rating."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from training.sandbox.cases.rules.desk import told
from training.sandbox.cases.rules.dossier import procedure_from
from training.sandbox.cases.rules.model import Case, Handing, Mandate
from training.sandbox.cases.rules.paying import pending_of
from training.sandbox.cases.rules.receiving import fee_asked, paid_in_cash
from training.sandbox.cases.rules.states import RETURNED
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused

POST = "post"


def return_result(draft: Draft, case: Case, args: Args) -> Case:
    """Hand the result over: fee paid, identity seen, a proxy only with a written authorisation."""
    if case.paid < case.fee:
        raise Refused("fee_unpaid", "Chưa thu đủ phí, lệ phí nên chưa trả kết quả được.")
    if args["way"] == POST:
        return _posted(draft, case, args)
    if not args["identity"]:
        raise Refused(
            "identity_unchecked", "Chưa đối chiếu giấy tờ tuỳ thân của người nhận kết quả.", "identity"
        )
    mandate = None if _is_owner(case, args["receiver"]) else _mandate(draft, args)
    handed = Handing(draft.now, args["receiver"], True, mandate is not None, draft.actor, mandate)
    return told(draft, replace(case, state=RETURNED, handed=handed), f"Đã trả kết quả hồ sơ {case.number}.")


def _is_owner(case: Case, name: str) -> bool:
    """Say whether this is who filed the case, or the proxy named when it was filed."""
    own = {case.applicant.name, case.proxy.name if case.proxy else case.applicant.name}
    return " ".join(name.casefold().split()) in {one.casefold() for one in own}


def _mandate(draft: Draft, args: Args) -> Mandate:
    """Return the written authorisation by which somebody else takes the result; raise Refused where it is none."""
    number, who = args["mandate_number"], args["mandate_who"]
    if not (number and args["mandate_day"] and who):
        reason = "Người nhận không phải người nộp: ghi đủ số, ngày của văn bản ủy quyền và người được ủy quyền."
        raise Refused("authorisation_missing", reason, "mandate_number")
    try:
        day = date.fromisoformat(args["mandate_day"])
    except ValueError:
        raise Refused("bad_date", "Ngày của văn bản ủy quyền chưa đúng.", "mandate_day") from None
    if day > draft.calendar.local(draft.now).date():
        raise Refused("mandate_future", "Văn bản ủy quyền không thể ghi ngày sau hôm nay.", "mandate_day")
    if " ".join(who.casefold().split()) != " ".join(args["receiver"].casefold().split()):
        reason = f"Văn bản ủy quyền cho {who}, không phải cho người đang nhận."
        raise Refused("mandate_other", reason, "mandate_who")
    return Mandate(number, day, who)


def _posted(draft: Draft, case: Case, args: Args) -> Case:
    """Send the result by public post: only where the citizen asked for it, to an address, with the item's number."""
    if not case.by_post:
        reason = "Công dân không đăng ký nhận kết quả qua bưu chính. Trả tại quầy."
        raise Refused("post_unasked", reason, "way")
    if not _is_owner(case, args["receiver"]):
        raise Refused("post_other", "Bưu gửi chỉ ghi tên người nộp hồ sơ hoặc người nộp thay.", "receiver")
    if not case.applicant.address:
        raise Refused("post_address", "Hồ sơ chưa có địa chỉ để gửi kết quả.", "way")
    if not args["parcel"]:
        raise Refused("parcel_missing", "Ghi số bưu gửi: đó là chứng cứ đã giao cho bưu chính.", "parcel")
    handed = Handing(draft.now, args["receiver"], identity=False, by=draft.actor, way=POST, parcel=args["parcel"])
    text = f"Kết quả hồ sơ {case.number} đã gửi qua bưu chính công ích, bưu gửi số {args['parcel']}."
    return told(draft, replace(case, state=RETURNED, handed=handed), text)


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
    return replace(case, rating=args["stars"], rating_words=args["words"])


def leave_remark(_draft: Draft, case: Case, args: Args) -> Case:
    """Write a remark into the case for the colleagues."""
    return replace(case, remarks=(*case.remarks, args["words"]))
