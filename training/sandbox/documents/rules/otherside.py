"""The other end of the axis: another agency sends, takes in, refuses, reports on, or wants something back."""

from __future__ import annotations

from dataclasses import replace

from training.office.document import types
from training.sandbox.documents.rules.desk import agencies, day_from, home, optional_day, parcel_in, picked, place_name
from training.sandbox.documents.rules.signing import file_name
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel, Sheet, posted
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused

STATUSES = [
    ("03", "03 Đã tiếp nhận"), ("02", "02 Từ chối tiếp nhận"), ("04", "04 Phân công"), ("05", "05 Đang xử lý"),
    ("06", "06 Hoàn thành"),
]  # fmt: skip
CHANNELS = list(axis.CHANNELS.items())
PACKAGES = [("0", "Mới"), ("2", "Cập nhật"), ("3", "Thay thế")]
SIGNATURES = [(axis.VALID, "Hợp lệ"), (axis.MISSING, "Không có"), (axis.BROKEN, "Không hợp lệ")]


def send(draft: Draft, args: Args) -> str:
    """Let another agency send a document to ours, over the axis, on paper or by mail."""
    here, sender = home(draft.world), args["sender"]
    picked(sender, agencies(draft.world), "sender", "Chọn cơ quan gửi.")
    kinds = [(one.code, one.name_vi) for one in types.TYPES]
    number = args["number"]
    sheet = Sheet(
        number, day_from(args["day"], "day"), picked(args["type"], kinds, "type", "Chọn tên loại văn bản."),
        args["subject"], sender, place_name(draft.world, sender).replace(" (giả định)", ""),
        identifier=args["identifier"] or f"{sender}-{number}", addressee=args["addressee"] or here,
        signer=args["signer"] or "Lê Giả Định", signer_title=args["title"] or "Giám đốc", pages=args["pages"] or 1,
        urgency=args["urgency"] or "thuong", secrecy=args["secrecy"] or "thuong",
        reply_by=optional_day(args["reply_by"], "reply_by"), to=tuple(args["to"]), body=tuple(args["body"]),
        recipients=("Như trên",), file=args["file"] or file_name(number),
        hand=args["hand"] or axis.VALID, seal=args["seal"] or axis.VALID,
        copied=args["copied"],
    )  # fmt: skip
    code = f"goi-{draft.take('key-parcel')}"
    parcel = Parcel(
        code, sender, here, sheet, draft.now, axis.ARRIVED, draft.now, args["package"] or "0",
        args["channel"] or "axis", slow=args["slow"], about=args["about"],
    )  # fmt: skip
    draft.put(posted(parcel))
    return code


def again(draft: Draft, args: Args) -> str:
    """Send the very same document once more, over this or another channel."""
    found = _from_outside(draft, args["parcel"])
    channel = picked(args["channel"] or found.channel, CHANNELS, "channel", "Chọn đường gửi.")
    code = f"goi-{draft.take('key-parcel')}"
    twin = Parcel(
        code, found.sender, found.receiver, found.sheet, draft.now, axis.ARRIVED, draft.now, found.package, channel,
        slow=found.slow,
    )  # fmt: skip
    draft.put(posted(twin))
    return code


def tell(draft: Draft, args: Args) -> str:
    """Let the agency that got our document tell the next status, with a reason where it refuses."""
    found = _from_us(draft, args["parcel"])
    code = picked(args["status"], STATUSES, "status", "Chọn trạng thái.")
    draft.put(axis.answer(found, code, draft.now, draft.actor, args["reason"]))
    return found.code


def ask_back(draft: Draft, args: Args) -> str:
    """Let the sender of a document ask for it back (13)."""
    found = _from_outside(draft, args["parcel"])
    draft.put(axis.ask_back(found, draft.now, draft.actor, args["reason"]))
    return found.code


def answer_recall(draft: Draft, args: Args) -> str:
    """Let the agency that got our document answer our wish to have it back: 15, or 16 with the reason."""
    found = _from_us(draft, args["parcel"])
    draft.put(axis.answer_recall(found, args["agreed"], draft.now, draft.actor, args["reason"]))
    return found.code


def slow_down(draft: Draft, args: Args) -> str:
    """Make the line of one package slow: every message takes so many minutes."""
    found = parcel_in(draft.world, args["parcel"])
    draft.put(replace(found, slow=args["minutes"]))
    return found.code


def _from_us(draft: Draft, code: str) -> Parcel:
    found = parcel_in(draft.world, code)
    if found.sender != home(draft.world):
        raise Refused("not_theirs", "Văn bản này không phải do cơ quan đồng chí gửi đi.")
    return found


def _from_outside(draft: Draft, code: str) -> Parcel:
    found = parcel_in(draft.world, code)
    if found.sender == home(draft.world):
        raise Refused("not_theirs", "Văn bản này do cơ quan đồng chí gửi đi.")
    return found
