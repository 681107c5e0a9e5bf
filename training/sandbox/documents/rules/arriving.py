"""What has arrived and waits: checked, refused through the channel it came by, or registered under the next number."""

from __future__ import annotations

from dataclasses import replace

from training.office.document import types
from training.office.document.parts import Secrecy, Urgency
from training.sandbox.documents.rules.desk import (
    day_from,
    home,
    incoming_in,
    optional_day,
    parcel_in,
    picked,
    spoken,
    today,
)
from training.sandbox.documents.rules.model import Incoming
from training.sandbox.documents.rules.states import REGISTERED
from training.sandbox.world import axis, books
from training.sandbox.world.axis import Parcel, Sheet
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

TRAP = (
    "Văn bản có độ mật không được xử lý trên hệ thống nối mạng: không tải, không in, không chuyển, không vào sổ ở đây. "
    "Trả lại qua trục với lý do trung tính, rồi báo người phụ trách bảo mật bằng kênh an toàn."
)
CHECKS = {"addressee": "Nơi nhận", "form": "Thể thức", "signature": "Chữ ký số", "duplicate": "Trùng lặp"}
CHECK_CHOICES = list(CHECKS.items())
SAFE_WAYS = [
    ("in_person", "Báo trực tiếp người phụ trách bảo mật"),
    ("internal_phone", "Gọi điện thoại nội bộ, không nêu nội dung"),
    ("chat", "Nhắn qua ứng dụng trò chuyện trên điện thoại"), ("email", "Gửi thư điện tử kèm ảnh chụp văn bản"),
]  # fmt: skip
SAFE = ("in_person", "internal_phone")


def waiting_parcel(world: World, code: str) -> Parcel:
    """Return what waits to be taken in; raise Refused for what was answered, or is not ours."""
    found = parcel_in(world, code)
    if found.receiver != home(world):
        raise Refused("not_ours", "Văn bản này không gửi tới cơ quan đồng chí.")
    if found.state != axis.ARRIVED:
        words = f"Văn bản này đã “{axis.PARCEL_STATES[found.state].lower()}”, không còn chờ tiếp nhận."
        raise Refused("wrong_state", words)
    return found


def twins_of(world: World, sheet: Sheet) -> list[Incoming]:
    """Return what is registered already: the same identifier, or the same number, notation and issuer."""
    return [
        one
        for one in world.all(Incoming)
        if (sheet.identifier and one.identifier == sheet.identifier)
        or (one.notation.casefold() == sheet.number.casefold() and one.issuer == sheet.issuer)
    ]


def check(draft: Draft, args: Args) -> str:
    """Let the clerk write down what the check of a document has shown."""
    found = waiting_parcel(draft.world, args["parcel"])
    for wrong in args["wrong"]:
        picked(wrong, CHECK_CHOICES, "wrong", "Chọn trong bốn điều phải kiểm tra.")
    draft.put(replace(found, checked=("checked", *args["wrong"])))
    return found.code


def refuse(draft: Draft, args: Args) -> str:
    """Send a document back the way it came, with the reason: on the axis, status 02."""
    found = waiting_parcel(draft.world, args["parcel"])
    draft.put(axis.answer(found, "02", draft.now, draft.actor, args["reason"]))
    return found.code


def touch(draft: Draft, args: Args) -> str:
    """Download, print or pass on a file that waits; a secret one raises the trap."""
    found = parcel_in(draft.world, args["parcel"])
    if found.sheet.is_secret:
        raise Refused("secret_trap", TRAP)
    return found.code


def report_secret(draft: Draft, args: Args) -> str:
    """Tell the secrecy officer of a secret document, without its content; an open channel is refused."""
    found = parcel_in(draft.world, args["parcel"])
    if not found.sheet.is_secret:
        raise Refused("not_secret", "Văn bản này không có độ mật, không phải báo.")
    if picked(args["way"], SAFE_WAYS, "way", "Chọn cách báo.") not in SAFE:
        raise Refused(
            "open_channel", "Kênh này không an toàn: nội dung mật có thể lộ. Báo trực tiếp hoặc gọi nội bộ.", "way"
        )
    draft.put(replace(found, reported=draft.now))
    return found.code


def register(draft: Draft, args: Args) -> Incoming:
    """Enter a document in the register: the next số đến of its book, every field as typed, the arrival stamp."""
    found = waiting_parcel(draft.world, args["parcel"])
    if found.sheet.is_secret or args["secrecy"] not in ("", Secrecy.NORMAL):
        raise Refused("secret_trap", TRAP)
    if twins := twins_of(draft.world, found.sheet):
        words = f"Trùng với văn bản đã vào sổ số {twins[0].called}. Một văn bản chỉ vào sổ một lần."
        raise Refused("duplicate", words)
    made = _entry(draft, found, args)
    draft.put(replace(_told(draft, found, "03"), entered=made.code))
    return made


def _told(draft: Draft, parcel: Parcel, code: str) -> Parcel:
    return axis.answer(parcel, code, draft.now, draft.actor)


def _entry(draft: Draft, parcel: Parcel, args: Args) -> Incoming:
    day_in = optional_day(args["day_in"], "day_in") or today(draft)
    day, due = day_from(args["day"], "day"), optional_day(args["due"], "due")
    if day > day_in:
        raise Refused("date_order", "Ngày đến không thể trước ngày ban hành.", "day_in")
    if day_in > today(draft):
        raise Refused("date_order", "Ngày đến chưa tới.", "day_in")
    if due and due < day_in:
        raise Refused("due_early", f"Hạn phải từ ngày đến ({spoken(day_in)}) trở đi.", "due")
    kinds = [(one.code, one.name_vi) for one in types.TYPES]
    here, book = home(draft.world), args["book"] or "den"
    books.book_title(books.IN, book)
    key = books.in_key(here, book, day_in.year)
    wanted = books.next_number(draft.world, key)
    if args["number"] and args["number"] != wanted:
        raise Refused("number_not_next", f"Số đến tiếp theo của sổ này là {wanted:04}.", "number")
    number, sheet = books.take(draft, key), parcel.sheet
    return Incoming(
        f"den-{draft.take(f'key-in/{here}')}", REGISTERED, draft.now, parcel.code, book, number, day_in, sheet.issuer,
        args["issuer_name"], args["notation"], day,
        picked(args["type"], kinds, "type", "Chọn tên loại văn bản."), args["subject"], draft.now, draft.actor,
        pages=args["pages"] or sheet.pages, urgency=_urgency(args["urgency"]), due=due, signer=args["signer"],
        identifier=sheet.identifier, file=sheet.file, reply_wanted=args["reply_wanted"], stamped=True,
    )  # fmt: skip


def _urgency(value: str) -> str:
    names = [(one.value, one.name_vi) for one in Urgency]
    return picked(value or Urgency.NORMAL, names, "urgency", "Chọn độ khẩn.")


def correct_entry(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Put a line of the register right before it goes to the leader; the number stays."""
    changes = {name: args[name] for name in ("subject", "notation", "issuer_name", "signer") if args[name]}
    if args["day"]:
        changes["day"] = day_from(args["day"], "day")
        if changes["day"] > entry.day_in:
            raise Refused("date_order", "Ngày đến không thể trước ngày ban hành.", "day")
    if args["due"]:
        changes["due"] = day_from(args["due"], "due")
        if changes["due"] < entry.day_in:
            raise Refused("due_early", f"Hạn phải từ ngày đến ({spoken(entry.day_in)}) trở đi.", "due")
    if args["pages"]:
        changes["pages"] = args["pages"]
    if args["urgency"]:
        changes["urgency"] = _urgency(args["urgency"])
    changed = replace(entry, **changes)
    if changed == entry:
        raise Refused("nothing_changed", "Chưa có ô nào được sửa.")
    return changed


def answer_recall(draft: Draft, args: Args, *, agreed: bool) -> str:
    """Answer a sender who wants a document back: 15 takes every flow back, 16 keeps it, with the reason.

    Agreed only while no reply has been issued.
    """
    found = parcel_in(draft.world, args["parcel"])
    entry = incoming_in(draft.world, found.entered) if found.entered else None
    if agreed and entry and entry.replies and any(_is_issued(draft.world, code) for code in entry.replies):
        raise Refused("reply_issued", "Đã phát hành văn bản trả lời nên không thể đồng ý cho lấy lại. Chọn mã 16.")
    draft.put(axis.answer_recall(found, agreed, draft.now, draft.actor, args.get("reason", "")))
    if agreed and entry:
        draft.put(withdrawn(draft, entry))
    return found.code


def withdrawn(draft: Draft, entry: Incoming) -> Incoming:
    """Return a registered document taken back: open flows end, whoever had it sees so."""
    from training.sandbox.documents.rules.desk import traced
    from training.sandbox.documents.rules.states import INCOMING_ENDS, RECALLED, TAKEN_BACK

    if entry.state in INCOMING_ENDS:
        raise Refused("wrong_state", "Văn bản đã kết thúc xử lý nên không thể đồng ý cho lấy lại. Chọn mã 16.")
    flows = tuple(
        replace(flow, state=TAKEN_BACK, since=draft.now, note="Bên gửi lấy lại") if flow.open else flow
        for flow in entry.flows
    )
    return traced(draft, entry, replace(entry, state=RECALLED, flows=flows), "in.agree_recall")


def _is_issued(world: World, code: str) -> bool:
    from training.sandbox.documents.rules.model import Outgoing

    found = world.get(Outgoing, code)
    return found is not None and found.issued_at is not None
