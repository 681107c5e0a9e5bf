"""The last desks of an outgoing document: signed, numbered, sealed, issued; and what can still be done after."""

from __future__ import annotations

from dataclasses import replace

from training.core.fold import fold_words
from training.office.document import number as numbers
from training.office.document import types
from training.office.document.number_problems import PROBLEMS
from training.sandbox.documents.rules.desk import (
    agencies,
    folder_in,
    home,
    optional_day,
    outgoing_in,
    picked,
    place_name,
    spoken,
    today,
    traced,
)
from training.sandbox.documents.rules.layout import notation_of
from training.sandbox.documents.rules.model import Outgoing, Version
from training.sandbox.documents.rules.states import (
    ARCHIVED,
    CANCELLED,
    DRAFT,
    ISSUED,
    NUMBERED,
    OPEN,
    OUT_THERE,
    REPLACED,
    SEALED,
    SIGNED,
)
from training.sandbox.world import axis, books
from training.sandbox.world.axis import Parcel, Sheet, posted
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

FILES = [("pdf", "Tệp PDF"), ("word", "Tệp Word")]


def sign(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Let the leader sign in person: a PDF, never a text file that can still be changed."""
    if picked(args["file"] or "pdf", FILES, "file", "Chọn dạng tệp để ký.") != "pdf":
        raise Refused(
            "word_signed", "Chỉ ký số trên tệp PDF. Tệp Word còn sửa được nên chữ ký không có giá trị.", "file"
        )
    return replace(paper, state=SIGNED, signed_by=draft.actor, signed_at=draft.now)


def number(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Give the next number of the book for this type and year, and the day; never before the signature."""
    text, here = paper.text, home(draft.world)
    book = args["book"] or books.book_for(text.type_code)
    if books.book_title(books.OUT, book) and book != books.book_for(text.type_code):
        right = books.OUT_BOOKS[books.book_for(text.type_code)].lower()
        raise Refused("wrong_book", f"Loại văn bản này vào {right}.", "book")
    day = optional_day(args["day"], "day") or today(draft)
    signed_on = draft.calendar.local(paper.signed_at or draft.now).date()
    if not signed_on <= day <= today(draft):
        raise Refused(
            "bad_day", f"Ngày văn bản từ ngày ký ({spoken(signed_on)}) đến hôm nay, không lùi, không để trước.", "day"
        )
    key = books.out_key(here, book, text.type_code, day.year)
    wanted = books.next_number(draft.world, key)
    if args["number"] and args["number"] != wanted:
        raise Refused("number_not_next", f"Số tiếp theo của sổ này là {wanted:02}.", "number")
    notation = args["notation"] or text.notation
    _check_notation(notation, text.type_code)
    given = books.take(draft, key, books.cover(key))
    version = Version(draft.now, draft.actor, replace(text, notation=notation), f"Cấp số {given:02}/{notation}")
    return replace(
        paper, state=NUMBERED, book=book, number=given, day=day, numbered_at=draft.now,
        versions=(*paper.versions, version),
    )  # fmt: skip


def _check_notation(notation: str, type_code: str) -> None:
    """Raise Refused with the decree's reason for a notation that cannot stand on this type."""
    kind = types.by_code(type_code)
    found = numbers.problems(f"01/{notation}", kind, "UBND")
    if found:
        raise Refused("bad_notation", PROBLEMS[found[0]][0], "notation")
    if notation_of(notation, type_code) is None:
        raise Refused("bad_notation", "Ký hiệu không hợp với loại văn bản này.", "notation")


def refuse_number(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Let the clerk refuse to number a document that is not in order: back to the draft, signature void."""
    reason = Version(draft.now, draft.actor, paper.text, f"Từ chối cấp số: {args['reason']}")
    return replace(
        paper, state=DRAFT, signed_by="", signed_at=None, initialled_by="", checked_by="",
        versions=(*paper.versions, reason),
    )  # fmt: skip


def seal(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Let the clerk put the agency's digital signature on, in person, and take the token out again."""
    return replace(paper, state=SEALED, sealed_by=draft.actor, sealed_at=draft.now, token_removed=args["token"])


def issue(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Send the document to the chosen agencies, a package each, and to paper recipients."""
    to, offered = tuple(dict.fromkeys(args["to"])), agencies(draft.world)
    for code in to:
        picked(code, offered, "to", "Chọn cơ quan nhận có trên trục liên thông.")
    if not to and not args["paper_to"]:
        raise Refused("nobody", "Chọn ít nhất một nơi nhận qua trục, hoặc ghi nơi nhận bản giấy.", "to")
    sheet, package = sheet_of(draft.world, paper), "3" if paper.replaces else "2" if paper.corrects else "0"
    parcels = tuple(send(draft, sheet, code, paper.code, package) for code in to)
    if paper.replaces:
        old = outgoing_in(draft.world, paper.replaces)
        draft.put(traced(draft, old, replace(old, state=REPLACED), "out.replaced"))
    return replace(
        paper, state=ISSUED, issued_at=draft.now, sent_to=to, parcels=parcels, paper_to=args["paper_to"],
        copies=args["copies"] or len(to) + 1,
    )  # fmt: skip


def send(draft: Draft, sheet: Sheet, to: str, source: str, package: str = "0", about: str = "") -> str:
    """Put a package for one agency on the axis and return its code."""
    code = f"goi-{draft.take('key-parcel')}"
    whole = replace(sheet, addressee=sheet.addressee or to)
    parcel = Parcel(
        code, sheet.issuer, to, whole, draft.now, axis.ARRIVED, draft.now, package, source=source, about=about
    )
    draft.put(posted(parcel))
    return code


def sheet_of(world: World, paper: Outgoing) -> Sheet:
    """Return what an outgoing document says of itself on the axis."""
    here, text = home(world), paper.text
    return Sheet(
        paper.printed, paper.day, text.type_code, text.subject, here, place_name(world, here),
        identifier=f"{here}-{paper.day:%Y}-{paper.printed}" if paper.day else "", signer=text.signer,
        signer_title=text.title, urgency=text.urgency, to=text.addressees, body=text.body,
        recipients=text.recipients, file=file_name(paper.printed),
    )  # fmt: skip


def ask_back(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Ask the receivers for the document back (13): all of them, or the one named."""
    wanted = [code for code in paper.parcels if not args["to"] or _receiver(draft, code) == args["to"]]
    asked = 0
    for code in wanted:
        parcel = draft.get(Parcel, code)
        if parcel and parcel.recall is None and axis.seen_state(parcel) not in (axis.REFUSED, axis.RECALLED):
            draft.put(axis.ask_back(parcel, draft.now, draft.actor, args["reason"]))
            asked += 1
    if not asked:
        raise Refused("nothing_to_recall", "Không còn nơi nhận nào để gửi yêu cầu lấy lại.", "to")
    return paper


def _receiver(draft: Draft, code: str) -> str:
    parcel = draft.get(Parcel, code)
    return parcel.receiver if parcel else ""


def send_more(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Send an issued document to one more agency, such as the right one after a wrong one."""
    to = picked(args["to"], agencies(draft.world), "to", "Chọn cơ quan nhận có trên trục liên thông.")
    if any(_holds(draft, code, to) for code in paper.parcels):
        raise Refused("sent_already", "Đã gửi văn bản này tới cơ quan đó.", "to")
    code = send(draft, sheet_of(draft.world, paper), to, paper.code)
    return replace(paper, parcels=(*paper.parcels, code), sent_to=tuple(dict.fromkeys((*paper.sent_to, to))))


def _holds(draft: Draft, code: str, to: str) -> bool:
    parcel = draft.get(Parcel, code)
    return bool(parcel and parcel.receiver == to and parcel.state not in (axis.REFUSED, axis.RECALLED))


def cancel_issue(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Cancel a numbered or issued document: first every package must be back; the number is never given again."""
    out = [code for code in paper.parcels if not _is_back(draft, code)]
    if out:
        words = f"Còn {len(out)} nơi nhận chưa trả văn bản. Gửi yêu cầu lấy lại (13) và chờ trả lời trước."
        raise Refused("still_out", words)
    reason = Version(draft.now, draft.actor, paper.text, f"Hủy ban hành: {args['reason']}")
    return replace(paper, state=CANCELLED, versions=(*paper.versions, reason))


def _is_back(draft: Draft, code: str) -> bool:
    parcel = draft.get(Parcel, code)
    return parcel is None or axis.seen_state(parcel) in (axis.REFUSED, axis.RECALLED)


def archive(draft: Draft, paper: Outgoing, args: Args) -> Outgoing:
    """Put the kept original into an open work file."""
    folder = folder_in(draft.world, args["folder"])
    if folder.state != OPEN:
        raise Refused("folder_closed", "Hồ sơ này không đang mở.", "folder")
    draft.put(replace(folder, holds=(*folder.holds, paper.code), pages={**(folder.pages or {}), paper.code: 1}))
    return replace(paper, state=ARCHIVED, folder=folder.code)


def file_name(printed: str) -> str:
    """Return the name of an issued document's file: its number and notation in plain letters, as 07-ubnd-vhxh.pdf."""
    return f"{'-'.join(fold_words(printed).split())}.pdf"


def is_out(paper: Outgoing) -> bool:
    """Say whether a document has gone out and stands."""
    return paper.state in OUT_THERE
