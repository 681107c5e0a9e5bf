"""How a story came to where it stands: the acts of the office, in order, as its end demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from training.sandbox.template.variant import Cast
from training.sandbox.world.facts import ComponentFacts, ProcedureFacts
from training.sandbox.world.province import Citizen


class Act(NamedTuple):
    """One act of a story; `pause` are working hours since the act before, `child` the step of a linked file."""

    hat: str
    move: str
    args: dict[str, Any]
    pause: float = 4
    child: int = 0


Story = Mapping[str, Any]
FORWARD = Act("reception", "forward", {}, 1)
TO_WORK = (FORWARD, Act("division_head", "assign", {"officer": "cv1"}, 2))
PROPOSE = Act("officer", "propose", {"proposal": "Hồ sơ đủ điều kiện, đề nghị giải quyết."}, 6)
TO_SIGN = (*TO_WORK, PROPOSE, Act("division_head", "initial", {}, 3))
SIGN = Act("leader", "sign", {}, 3)
NUMBER = Act("clerk", "number", {"file": "ket-qua.pdf"}, 0.5)
OFFICERS = {"1.013225": "cv2", "1.013229": "cv3", "Z99-DD-01": "cv2", "1.001612": "cv3"}
SAME_DAY_PAUSE = 0.6
"""Working hours between two acts where the result is due the day it is asked for."""
SOCIAL = ("1.014027", "1.014028", "1.001699", "1.001653")


def route(story: Story, facts: ProcedureFacts, citizen: Citizen, cast: Cast) -> list[Act]:
    """Return the acts that bring a story to its end."""
    words = cast.words()
    first = _first(story, facts, citizen, words)
    rest = _after(story, facts, citizen)
    officer = OFFICERS.get(facts.code, "cv4" if facts.code in SOCIAL else "cv1")
    acts = [
        act._replace(args={**act.args, "officer": officer}) if act.move == "assign" else act for act in rest
    ]
    if "pace" in story:
        acts = [act._replace(pause=story["pace"]) for act in acts]
    elif facts.limits[0].unit == "same_day":
        acts = [act._replace(pause=min(act.pause, SAME_DAY_PAUSE)) for act in acts]
    if "remark" in story:
        acts.append(Act("officer", "leave_remark", {"words": story["remark"]}, 1))
    if "stars" in story:
        acts.append(Act("citizen", "rate", {"stars": story["stars"]}, 1))
    return [first, *acts]


def _first(story: Story, facts: ProcedureFacts, citizen: Citizen, words: dict[str, str]) -> Act:
    end, online = story["end"], story.get("online", False)
    said = str(story["say"]).format_map(words)
    args: dict[str, Any] = {"procedure": facts.code, "applicant": applicant(citizen), "place": ""}
    if end == "refused":
        args |= {"reason": story["reason"], "ground": story["ground"], "title": said}
        return Act("reception", "refuse_at_counter", args)
    args |= {"request": said, "papers": papers(story, facts, words)}
    args["place"] = "Z99.10.01"
    if online or end in ("registered", "asked_online", "refused_online"):
        return Act("citizen", "submit_online", args)
    args |= {"identity": True, "channel": story.get("channel", "counter"), "paid": facts.fee.when == "before"}
    return Act("reception", "receive", args)


def applicant(citizen: Citizen) -> dict[str, str]:
    """Return a citizen as the reception form asks for them."""
    data = asdict(citizen)
    return {name: data[name] for name in ("name", "number", "phone", "address", "email", "commune")}


def papers(story: Story, facts: ProcedureFacts, words: dict[str, str]) -> list[dict[str, Any]]:
    """Return the components a story's citizen brings."""
    wanted = [c for c in facts.components if c.required or c.in_database or c.code in story.get("extra", ())]
    return [_paper(c, facts, words) for c in wanted if c.code not in story.get("drop", ()) and not c.retired]


def _paper(component: ComponentFacts, facts: ProcedureFacts, words: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"code": component.code, "checked": True}
    if component.in_database:
        return row | {"source": "database", "present": False}
    if facts.fee.rule in ("per_page", "per_copy"):
        row |= {"pages": int(words["trang"]), "copies": int(words["bản"])}
    if component.copy_kind == "shown" or facts.short_route:
        return row
    return row | {"file": f"{component.code}.pdf", "legible": True, "signed": True}


def _after(story: Story, facts: ProcedureFacts, citizen: Citizen) -> tuple[Act, ...]:
    end, short = story["end"], facts.short_route
    to_sign = (FORWARD,) if short else TO_SIGN
    given = _given(story, citizen)
    if story.get("online") and end == "received":
        return (Act("reception", "accept", {}, 2),)
    fixed: dict[str, tuple[Act, ...]] = {
        "received": (),
        "refused": (),
        "registered": _paying(story),
        "assigning": (FORWARD,),
        "in_work": TO_WORK,
        "to_initial": (*TO_WORK, PROPOSE),
        "to_sign": to_sign,
        "signed": (*to_sign, SIGN),
        "done": (*_faster(to_sign, short), SIGN._replace(pause=0.3 if short else 3), NUMBER),
    }
    if end in fixed:
        return fixed[end]
    if end == "returned":
        return (
            *_faster(to_sign, short),
            SIGN._replace(pause=0.5 if short else 3),
            NUMBER,
            *given["returned"][facts.fee.when != "after" :],
        )
    return given[end]


def _paying(story: Story) -> tuple[Act, ...]:
    outcome = "success" if "pays" in story else "pending" if "pending" in story else ""
    return (Act("citizen", "pay_online", {"outcome": outcome}, 0.1),) if outcome else ()


def _faster(acts: tuple[Act, ...], short: bool) -> tuple[Act, ...]:
    return tuple(act._replace(pause=0.3) for act in acts) if short else acts


def _half_closed() -> tuple[Act, ...]:
    """Return the way of a linked file whose first step has its result, the second is in work, the others wait."""
    first = (*TO_SIGN, SIGN, NUMBER._replace(args={"file": "trich-luc.pdf"}))
    accepted = Act("reception", "accept", {}, 2)
    return (accepted, *(act._replace(child=1) for act in first), *(act._replace(child=2) for act in TO_WORK))


def _given(story: Story, citizen: Citizen) -> dict[str, tuple[Act, ...]]:
    """Return the rarer ends, with what the story says about them."""
    reason = {"reason": story.get("reason", "")}
    ask = {**reason, "items": story.get("items", []), "contact": "Quầy số 2, điện thoại 0100000202"}
    waiting = (*TO_WORK, Act("officer", "ask_supplement", ask, 4))
    supplemented = (*waiting, Act("citizen", "give_supplement", {}, 14))
    dues = (*TO_WORK, Act("officer", "notify_dues", {**reason, "amount": story.get("amount", 0)}, 6))
    withdrawing = (*TO_WORK, Act("citizen", "withdraw", reason, 3))
    asked = {"partner": story.get("partner", ""), "question": story.get("question", ""), "due": "2026-11-10"}
    due = {"new_due": "2026-11-20", **reason}
    hand = {"receiver": citizen.name, "identity": True}
    ground = {**reason, "ground": story.get("ground", "")}
    return {
        "waiting": waiting,
        "supplemented": supplemented,
        "taken": (*supplemented, Act("reception", "take_supplement", {}, 2)),
        "expired": waiting,
        "asked_online": (Act("reception", "ask_supplement", ask, 3),),
        "refused_online": (Act("reception", "refuse", ground, 4),),
        "financial": dues,
        "paid_dues": (*dues, Act("accountant", "confirm_dues", {"receipt": "BL-2026-0481"}, 12)),
        "withdrawing": withdrawing,
        "stopped": (*withdrawing, Act("leader", "grant_withdrawal", {}, 4)),
        "extended": (*TO_WORK, Act("leader", "extend", due, 60)),
        "consulting": (*TO_WORK, Act("officer", "consult", asked, 3)),
        "half_closed": _half_closed(),
        "denied": (*TO_SIGN, Act("leader", "deny", reason, 4)),
        "returned": (Act("results", "collect_fee", {}, 1), Act("results", "return_result", hand, 0.2)),
    }
