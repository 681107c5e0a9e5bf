"""From the leader's note to the end: assigned, opened, taken, passed on, given back, completed; each flow by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from training.sandbox.documents.rules.desk import noted, optional_day, place_name, spoken, units
from training.sandbox.documents.rules.model import Flow, Incoming, Outgoing
from training.sandbox.documents.rules.states import (
    ASSIGNED,
    CO,
    COMPLETED,
    HANDLED,
    IN_WORK,
    INFO,
    LEAD,
    OPENED,
    PASSED,
    SUBMITTED,
    TAKEN,
    WAITING,
)
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World


def leaders(world: World) -> list[tuple[str, str]]:
    """Return the leaders of the agency: code and name."""
    from training.sandbox.documents.rules.desk import home

    here = home(world)
    return [(one.code, one.name) for one in world.snapshot.officials if one.hat == "leader" and one.place == here]


def receivers(world: World) -> list[tuple[str, str]]:
    """Return to whom a document may be passed on: units, then officers and heads of the agency."""
    inside = dict(units(world))
    people = [
        (one.code, one.name)
        for one in world.snapshot.officials
        if one.place in inside and one.hat in ("officer", "division_head")
    ]
    return [*inside.items(), *people]


def submit(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Lay a registered document before the leader."""
    to = args["to"] or next((code for code, _name in leaders(draft.world)), "")
    if to not in dict(leaders(draft.world)):
        raise Refused("bad_choice", "Chọn một lãnh đạo trong danh sách.", "to")
    return replace(entry, state=SUBMITTED, submitted_to=to, submitted_at=draft.now)


def notify(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Tell the leader at once of an urgent document, outside the queue."""
    return replace(noted(draft, entry, "in.notify", args["how"]), notified_at=draft.now)


def assign(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Write the note and name exactly one unit in the lead, any number to co-ordinate or to know; status 04."""
    leads, co, info = args["lead"], args["co"], args["info"]
    if len(leads) != 1:
        words = "Phải có đúng một đơn vị chủ trì." if leads else "Chưa chọn đơn vị chủ trì."
        raise Refused("one_lead", words, "lead")
    every, known = [*leads, *co, *info], dict(receivers(draft.world))
    if strange := [code for code in every if code not in known]:
        raise Refused("bad_choice", f"Danh sách không có “{strange[0]}”.", "lead")
    if len(set(every)) != len(every):
        raise Refused("two_roles", "Một đơn vị chỉ giữ một vai: chủ trì, phối hợp hoặc để biết.", "co")
    due = optional_day(args["due"], "due")
    check_due(entry, due)
    roles = [(leads[0], LEAD), *((code, CO) for code in co), *((code, INFO) for code in info)]
    flows = tuple(Flow(to, role, draft.now, draft.actor, due=due if role != INFO else None) for to, role in roles)
    tell(draft, entry, "04")
    return replace(
        entry, state=ASSIGNED, remark=args["note"], jotted=None, due=due or entry.due, flows=(*entry.flows, *flows)
    )


def jot(_draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Keep what the leader has written of the note so far; nobody else gets anything by that."""
    written = {name: args[name] for name in ("note", "lead", "co", "info", "due") if args[name]}
    if not written:
        raise Refused("nothing_written", "Chưa có gì để lưu nháp.", "note")
    return replace(entry, jotted=written)


def check_due(entry: Incoming, due: date | None) -> None:
    """Raise Refused for a deadline before the document arrived."""
    if due and due < entry.day_in:
        raise Refused("due_early", f"Hạn phải từ ngày đến ({spoken(entry.day_in)}) trở đi.", "due")


def tell(draft: Draft, entry: Incoming, code: str) -> None:
    """Send a status to the sender over the axis, where the document came that way and the status may follow."""
    parcel = draft.get(Parcel, entry.parcel)
    if parcel and parcel.channel == "axis" and code in axis.NEXT.get(parcel.state, ()):
        draft.put(axis.answer(parcel, code, draft.now, draft.actor))


def open_(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Mark that a recipient has opened the document; nothing is handled by that."""
    flow = my_flow(draft, entry, args["unit"])
    return with_flow(entry, flow, replace(flow, state=OPENED if flow.state == WAITING else flow.state, since=draft.now))


def take(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Take a document up: the lead's taking up tells the sender 05."""
    flow = my_flow(draft, entry, args["unit"])
    if flow.role == INFO:
        raise Refused("only_to_know", "Đơn vị nhận để biết không xử lý văn bản này.", "unit")
    if flow.role == LEAD:
        tell(draft, entry, "05")
    state = IN_WORK if flow.role == LEAD else entry.state
    after = with_flow(entry, flow, replace(flow, state=TAKEN, since=draft.now))
    return replace(after, state=IN_WORK if entry.state == IN_WORK else state)


def forward(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Pass one's own flow on; the role goes with it."""
    flow, to = my_flow(draft, entry, args["unit"]), args["to"]
    if to not in dict(receivers(draft.world)):
        raise Refused("bad_choice", "Chọn người nhận trong danh sách.", "to")
    if to == flow.to or any(one.open and one.to == to for one in entry.flows):
        raise Refused("has_it_already", f"{place_name(draft.world, to)} đang giữ văn bản này.", "to")
    due = optional_day(args["due"], "due") or flow.due
    check_due(entry, due)
    after = with_flow(entry, flow, replace(flow, state=PASSED, since=draft.now, note=args["note"]))
    return replace(after, flows=(*after.flows, Flow(to, flow.role, draft.now, draft.actor, due=due, passed_by=flow.to)))


def finish_part(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Let a co-ordinating unit or one that only had to know say that it is done."""
    flow = my_flow(draft, entry, args["unit"])
    if flow.role == LEAD:
        raise Refused("lead_completes", "Đơn vị chủ trì dùng “Hoàn thành”.", "unit")
    return with_flow(entry, flow, replace(flow, state=HANDLED, since=draft.now, note=args["note"]))


def complete(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Let the lead complete a document; where a reply is wanted, only once it has been issued. Status 06."""
    flow = my_flow(draft, entry, args["unit"])
    if flow.role != LEAD:
        raise Refused("not_lead", "Chỉ đơn vị chủ trì được bấm hoàn thành.", "unit")
    if entry.reply_wanted and not issued_replies(draft.world, entry):
        raise Refused("reply_missing", "Văn bản yêu cầu trả lời: chỉ hoàn thành khi đã phát hành văn bản trả lời.")
    tell(draft, entry, "06")
    after = with_flow(entry, flow, replace(flow, state=HANDLED, since=draft.now, note=args["note"]))
    return replace(after, state=COMPLETED, completed_at=draft.now)


def issued_replies(world: World, entry: Incoming) -> tuple[Outgoing, ...]:
    """Return the replies that have gone out."""
    found = (world.get(Outgoing, code) for code in entry.replies)
    return tuple(one for one in found if one and one.issued_at)


def my_flow(draft: Draft, entry: Incoming, unit: str) -> Flow:
    """Return the open flow one acts on: of the named recipient, else the lead's; raise Refused for none."""
    flow = entry.flow_of(unit) if unit else entry.lead
    if flow is None or not flow.open:
        raise Refused("no_flow", "Đơn vị này không còn giữ văn bản.", "unit")
    return flow


def with_flow(entry: Incoming, old: Flow, new: Flow) -> Incoming:
    """Return the document with one flow changed."""
    return replace(entry, flows=tuple(new if one is old else one for one in entry.flows))
