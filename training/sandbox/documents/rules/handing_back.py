"""A document on its way back: given back, withdrawn before it was read, taken back by whoever passed it on."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.documents.rules.handling import my_flow, with_flow
from training.sandbox.documents.rules.model import Flow, Incoming
from training.sandbox.documents.rules.states import LEAD, PASSED, REGISTERED, RETURNED, SUBMITTED, TAKEN, TAKEN_BACK
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused


def withdraw(_draft: Draft, entry: Incoming, _args: Args) -> Incoming:
    """Let the clerk take back what lies before the leader, as long as the leader has said nothing."""
    if entry.flows:
        raise Refused("noted_already", "Lãnh đạo đã cho ý kiến về văn bản này nên không rút lại được.")
    return replace(entry, state=REGISTERED, submitted_to="", submitted_at=None)


def recallable(entry: Incoming) -> list[Flow]:
    """Return the flows somebody passed on that are not handled yet."""
    return [flow for flow in entry.flows if flow.open and flow.passed_by]


def recall(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Let whoever passed a flow on take it back and go on with it, until the other has handled it."""
    found = [flow for flow in recallable(entry) if not args["to"] or flow.to == args["to"]]
    if not found:
        raise Refused("nothing_passed", "Không còn phần nào đã chuyển mà người nhận chưa xử lý xong.", "to")
    flow = found[-1]
    after = with_flow(entry, flow, replace(flow, state=TAKEN_BACK, since=draft.now, note=args["reason"]))
    mine = next(one for one in reversed(after.flows) if one.to == flow.passed_by and one.state == PASSED)
    return with_flow(after, mine, replace(mine, state=TAKEN, since=draft.now, note=""))


def give_back(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Give a flow back with the reason; from the lead the whole document returns to the leader."""
    flow = my_flow(draft, entry, args["unit"])
    after = with_flow(entry, flow, replace(flow, state=RETURNED, since=draft.now, note=args["reason"]))
    return all_taken_back(draft, after, "Đơn vị chủ trì trả lại") if flow.role == LEAD else after


def take_back(draft: Draft, entry: Incoming, args: Args) -> Incoming:
    """Let the leader take back what was assigned, to assign anew."""
    return all_taken_back(draft, entry, args["reason"])


def all_taken_back(draft: Draft, entry: Incoming, note: str) -> Incoming:
    """Return the document on the leader's desk again, all open flows taken back."""
    flows = tuple(
        replace(flow, state=TAKEN_BACK, since=draft.now, note=note) if flow.open else flow for flow in entry.flows
    )
    return replace(entry, state=SUBMITTED, flows=flows)
