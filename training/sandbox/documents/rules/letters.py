"""What can be done with a letter in the office's mailbox: verify, report, queue, open; forged ones then do harm."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.documents.rules.desk import home, letter_in, picked
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel, Sheet
from training.sandbox.world.draft import Draft
from training.sandbox.world.mailbox import HARMED, KEPT, QUEUED, REPORTED, Deed, Letter
from training.sandbox.world.plain import from_plain
from training.sandbox.world.steps import Args, Refused

WAYS = [
    ("axis", "Tra trên trục liên thông xem có văn bản này không"),
    ("phone", "Gọi lại số điện thoại trong danh bạ cơ quan"),
    ("reply", "Trả lời thẳng vào thư để hỏi"),
    ("phone_in_letter", "Gọi số điện thoại ghi trong thư"),
]
SOUND = ("axis", "phone")


def _done(draft: Draft, letter: Letter, what: str, note: str = "", state: str = "") -> str:
    deed = Deed(draft.now, draft.actor, what, note)
    moved = state or letter.state
    since = draft.now if moved != letter.state else letter.since
    draft.put(replace(letter, state=moved, since=since, deeds=(*letter.deeds, deed)))
    return letter.code


def finding(letter: Letter) -> str:
    """Return what the last verification of a letter has shown; "" before any."""
    way = next((deed.note for deed in reversed(letter.deeds) if deed.what == "verified"), "")
    if way in dict(WAYS) and way not in SOUND:
        return (
            "Người viết thư trả lời rằng thư là thật. Cách này chưa chứng minh được gì, vì người trả lời chính là "
            "người đã gửi thư. Xác minh lại bằng kênh của cơ quan."
        )
    if way == "phone":
        said = "có gửi thư này" if letter.genuine else "không gửi thư này"
        return f"Người có tên trong danh bạ trả lời: {said}."
    if way == "axis":
        return _on_axis(letter)
    return ""


def _on_axis(letter: Letter) -> str:
    if not letter.genuine:
        return "Trên trục liên thông không có văn bản nào như thư này nói."
    if any(cue.get("kind") == "checkable-reference" for cue in letter.cues):
        return "Trên trục liên thông có văn bản mà thư nhắc tới."
    return "Trên trục không có văn bản này. Thư loại này không gửi qua trục: gọi theo danh bạ để hỏi người gửi."


def verify(draft: Draft, args: Args) -> str:
    """Find out in some way whether a letter is true; a way that the letter itself offers proves nothing."""
    way = picked(args["way"], WAYS, "way", "Chọn cách xác minh.")
    return _done(draft, letter_in(draft.world, args["letter"]), "verified", way)


def report(draft: Draft, args: Args) -> str:
    """Report a letter to the IT officer: it leaves the box for everybody."""
    return _done(draft, letter_in(draft.world, args["letter"]), "reported", args["note"], REPORTED)


def open_file(draft: Draft, args: Args) -> str:
    """Open what hangs on a letter or follow its link: harmless for a true one."""
    found = letter_in(draft.world, args["letter"])
    return _done(draft, found, "opened", state="" if found.genuine else HARMED)


def pass_on(draft: Draft, args: Args) -> str:
    """Send a letter on to colleagues with everything that hangs on it."""
    return _done(draft, letter_in(draft.world, args["letter"]), "forwarded", args["note"])


def keep(draft: Draft, args: Args) -> str:
    """Keep a letter as read."""
    return _done(draft, letter_in(draft.world, args["letter"]), "kept", state=KEPT)


def queue(draft: Draft, args: Args) -> str:
    """Put the document a letter brings among what waits to be taken in."""
    found = letter_in(draft.world, args["letter"])
    if found.state == REPORTED:
        raise Refused("reported_already", "Thư này đã báo là đáng ngờ nên không đưa vào chờ tiếp nhận.")
    if found.did("queued"):
        raise Refused("queued_already", "Đã đưa văn bản trong thư vào chờ tiếp nhận.")
    if not found.sheet:
        raise Refused("no_document", "Thư này không kèm văn bản nào để vào sổ.")
    sheet, here = from_plain(Sheet, dict(found.sheet)), home(draft.world)
    code = f"goi-{draft.take('key-parcel')}"
    draft.put(
        Parcel(code, sheet.issuer, here, sheet, draft.now, axis.ARRIVED, draft.now, channel="mail", about=found.code)
    )
    return _done(draft, found, "queued", state=found.state if found.state == HARMED else QUEUED)
