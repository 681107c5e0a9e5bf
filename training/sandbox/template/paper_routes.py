"""How a document came to where it stands: the acts of the office, in order, as its end demands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from training.core.calendar.rules import WorkingCalendar

HOME = "Z99.10.01"
CLERK, LEADER, HEAD, OFFICER = (
    ("clerk", "Đinh Thị Đóng Dấu"), ("leader", "Cao Thị Phó Chủ"), ("division_head", "Mai Thị Xem Xét"),
    ("officer", "Trương Thị An Sinh"),
)  # fmt: skip
Story = Mapping[str, Any]


class Act(NamedTuple):
    """One act at its moment; `makes` names what comes of it."""

    at: datetime
    hat: str
    actor: str
    move: str
    args: dict[str, Any]
    makes: str = ""


class _Trail:
    """Acts of one story, each some working minutes after the one before."""

    def __init__(self, at: datetime, calendar: WorkingCalendar) -> None:
        self.at, self.calendar, self.acts = at, calendar, list[Act]()

    def then(self, minutes: int, who: tuple[str, str], move: str, makes: str = "", /, **args: Any) -> None:
        """Add an act after so many working minutes."""
        self.at = self.calendar.add_working_minutes(self.at, minutes) if minutes else self.at
        self.acts.append(Act(self.at, *who, move, args, makes))


def _moment(text: str, calendar: WorkingCalendar) -> datetime:
    local = datetime.fromisoformat(text)
    return calendar.moment(local.date(), local.time())


def _unit(short: str) -> str:
    return f"{HOME}.{short}"


ENDS = ("arrived", "refused", "registered", "submitted", "assigned", "returned", "recalled", "in_work", "completed")


def arrival_acts(story: Story, calendar: WorkingCalendar, replied_at: datetime | None) -> list[Act]:
    """Return the acts that bring an arrival to its end; a completed one is completed after its reply went out."""
    name, end = story["id"], story["end"]
    parcel, entry = {"parcel": f"goi-{name}"}, {"incoming": f"den-{name}"}
    trail = _Trail(_moment(story["at"], calendar), calendar)
    trail.then(0, ("axis", "Trục liên thông"), "axis.send", f"goi-{name}", **_sent(story))
    if end == "refused":
        trail.then(25, CLERK, "in.refuse", **parcel, reason=story["reason"])
    if ENDS.index(end) < ENDS.index("registered"):
        return trail.acts
    trail.then(13, CLERK, "in.register", f"den-{name}", **parcel, **_entered(story))
    if end == "registered":
        return trail.acts
    trail.then(10, CLERK, "in.submit", **entry)
    if end == "submitted":
        return trail.acts
    trail.then(90, LEADER, "in.assign", **entry, **_assigned(story))
    if end == "returned":
        trail.then(200, HEAD, "in.give_back", **entry, reason=story["reason"])
    if end == "recalled":
        trail.then(100, ("axis", "Trục liên thông"), "axis.ask_back", **parcel, reason=story["reason"])
        trail.then(30, CLERK, "in.agree_recall", **parcel)
    if end in ("in_work", "completed"):
        trail.then(150, OFFICER, "in.take", **entry)
    if end == "completed":
        trail.at = max(trail.at, replied_at) if replied_at else trail.at
        trail.then(240, OFFICER, "in.complete", **entry, note="Đã xử lý xong, lưu hồ sơ.")
    return trail.acts


def _sent(story: Story) -> dict[str, Any]:
    return {
        "sender": story["from"], "number": story["n"], "day": str(story["d"]), "type": story.get("t", "cong-van"),
        "subject": story["s"], "body": story["b"], "to": story["to"], "pages": story["p"],
        "urgency": story.get("u", ""), "secrecy": story.get("x", ""), "reply_by": str(story.get("by", "")),
        "addressee": story.get("addressee", ""), "channel": story.get("ch", ""), "hand": story.get("hand", ""),
        "seal": story.get("seal", ""), "signer": story.get("signer", ""), "title": story.get("title", ""),
    }  # fmt: skip


def _entered(story: Story) -> dict[str, Any]:
    return {
        "book": story.get("book", ""), "issuer_name": ISSUERS.get(story["from"], story["from"]),
        "notation": story["n"], "day": str(story["d"]), "type": story.get("t", "cong-van"),
        "subject": story["s"][0].upper() + story["s"][1:], "signer": story.get("signer", "Lê Giả Định"),
        "pages": story["p"], "urgency": story.get("u", ""), "due": str(story.get("by", "")),
        "reply_wanted": story.get("reply", False),
    }  # fmt: skip


def _assigned(story: Story) -> dict[str, Any]:
    return {
        "note": story["note"], "lead": [_unit(story["lead"])], "co": [_unit(one) for one in story.get("co", ())],
        "info": [_unit(one) for one in story.get("info", ())], "due": str(story.get("due", "")),
    }  # fmt: skip


ISSUERS = {
    "Z98": "Bộ Phát triển Cơ sở", "Z99": "UBND tỉnh Hải Tràm", "Z99.01": "Sở Nội vụ", "Z99.02": "Sở Tư pháp",
    "Z99.03": "Sở Tài chính", "Z99.04": "Sở Xây dựng", "Z99.05": "Sở Nông nghiệp và Môi trường", "Z99.06": "Sở Y tế",
    "Z99.07": "Sở Giáo dục và Đào tạo", "Z99.08": "Sở Khoa học và Công nghệ", "Z99.09": "Sở Công Thương",
    "Z99.20": "Sở Văn hóa, Thể thao và Du lịch", "Z99.21": "Sở Dân tộc và Tôn giáo", "Z99.22": "Thanh tra tỉnh",
    "Z99.CA": "Công an tỉnh", "Z99.THUE": "Thuế tỉnh", "Z99.BHXH": "Bảo hiểm xã hội tỉnh",
    "Z99.10.05": "UBND xã Đước Xanh",
}  # fmt: skip
STAGES = ("draft", "initial", "check", "sign", "signed", "numbered", "sealed", "issued", "archived", "cancelled")
SHORTS = {"VX": "VHXH", "KT": "KTHTĐT", "VP": "VP", "MC": "TTPVHCC"}


def departure_acts(story: Story, calendar: WorkingCalendar) -> list[Act]:
    """Return the acts that bring an outgoing document to its end."""
    name, stage = story["id"], STAGES.index(story["end"])
    paper = {"outgoing": f"di-{name}"}
    trail = _Trail(_moment(story["at"], calendar), calendar)
    trail.then(0, OFFICER, "out.draft", f"di-{name}", **_drafted(story))
    way: tuple[tuple[int, tuple[str, str], str, dict[str, Any]], ...] = (
        (70, OFFICER, "out.submit", {}), (60, HEAD, "out.initial", {}), (25, CLERK, "out.check_form", {}),
        (90, LEADER, "out.sign", {}), (12, CLERK, "out.number", {}), (6, CLERK, "out.seal", {"token": True}),
        (8, CLERK, "out.issue", {"to": story.get("to", []), "paper_to": story.get("paper", "") or _paper(story)}),
    )  # fmt: skip
    last = STAGES.index("numbered") if story["end"] == "cancelled" else min(stage, STAGES.index("issued"))
    for minutes, who, move, args in way[:last]:
        trail.then(minutes, who, move, **paper, **args)
    for agency, code in story.get("acks", ()):
        told = ("axis", ISSUERS.get(agency, agency))
        trail.then(45, told, "axis.tell", parcel=f"goi-{name}-{agency}", status=code)
    if story["end"] == "archived":
        trail.then(60, OFFICER, "out.archive", **paper, folder=story["folder"])
    if story["end"] == "cancelled":
        trail.then(30, LEADER, "out.cancel_issue", **paper, reason=story["reason"])
    return trail.acts


def _paper(story: Story) -> str:
    return "" if story.get("to") else "Lưu nội bộ"


def _drafted(story: Story) -> dict[str, Any]:
    unit, to = story["unit"], story.get("a", _addressees(story))
    return {
        "unit": _unit(unit), "type": story.get("t", "cong-van"), "subject": story["s"], "body": story["b"],
        "addressees": to, "basis": story.get("basis", []),
        "recipients": ["Như trên" if to else "Các đơn vị liên quan", "Lãnh đạo UBND phường"],
        "archive": f"VT, {SHORTS[unit]}" if unit != "VP" else "VT", "form": "KT.", "in_place_of": "Chủ tịch",
        "title": "Phó Chủ tịch", "signer": "Cao Thị Phó Chủ",
        "reply_to": f"den-{story['replies']}" if story.get("replies") else "",
    }  # fmt: skip


def _addressees(story: Story) -> list[str]:
    return [ISSUERS[one] for one in story.get("to", ()) if one in ISSUERS]


def task_acts(story: Story, calendar: WorkingCalendar) -> list[Act]:
    """Return the acts of one task: given, reported, accepted."""
    name, trail = f"nv-{story['id']}", _Trail(_moment(story["at"], calendar), calendar)
    about = f"den-{story['about']}" if story.get("about") else ""
    trail.then(
        0,
        LEADER,
        "task.give",
        name,
        title=story["title"],
        unit=_unit(story["unit"]),
        due=str(story["due"]),
        about=about,
    )
    if story.get("end") in ("reported", "accepted"):
        trail.then(900, OFFICER, "task.report", task=name, words=story["words"])
    if story.get("end") == "accepted":
        trail.then(60, LEADER, "task.accept", task=name)
    return trail.acts
