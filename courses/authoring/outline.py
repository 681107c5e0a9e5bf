"""Changes of a course's head, outline and rules, as plain data: each returns a new head and touches nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from courses.types import SIGNOFF

Raw = dict[str, Any]
BY_ITSELF = {
    "lesson": "lesson_viewed", "quiz": "passed", "scenario": "practice_done", "inbox": "inbox_done",
    SIGNOFF: "signed_off",
}  # fmt: skip
"""The rule that comes with a new step of each kind, so that a course can be finished without anybody setting rules."""
RELEASE = ("opens_on", "after", "score", "units", "positions")


def blank(key: str, title: str, first_section: str) -> Raw:
    """Return the head of a course that holds nothing yet."""
    return {
        "key": key, "version": 0, "title": title, "summary": "", "why": "", "for_whom": "", "competencies": [],
        "sections": [{"title": first_section, "activities": []}], "completion": [], "sources": "", "self_enrol": True,
    }  # fmt: skip


def lesson(key: str, title: str) -> Raw:
    """Return a lesson that holds nothing yet."""
    return {"key": key, "version": 1, "title": title, "goal": "", "minutes": 1, "blocks": [], "summary": ""}


def steps(head: Mapping[str, Any]) -> Iterator[tuple[int, int, Raw]]:
    """Yield (section, place, step) of every step in order."""
    for number, section in enumerate(head["sections"]):
        for place, step in enumerate(section["activities"]):
            yield number, place, step


def step_of(head: Mapping[str, Any], activity: str) -> Raw | None:
    """Return the step of an activity, or None."""
    return next((step for _section, _place, step in steps(head) if step["activity"] == activity), None)


def with_section(head: Raw, title: str) -> Raw:
    """Add a section at the end."""
    new = deepcopy(head)
    new["sections"].append({"title": title, "activities": []})
    return new


def renamed(head: Raw, section: int, title: str) -> Raw:
    """Give a section another title."""
    new = deepcopy(head)
    if 0 <= section < len(new["sections"]):
        new["sections"][section]["title"] = title
    return new


def section_moved(head: Raw, section: int, by: int) -> Raw:
    """Move a section up (-1) or down (1); past the ends nothing happens."""
    new = deepcopy(head)
    _swap(new["sections"], section, section + by)
    return new


def without_section(head: Raw, section: int) -> Raw:
    """Take an empty section away; one that holds something stays."""
    new = deepcopy(head)
    whole = 0 <= section < len(new["sections"]) and len(new["sections"]) > 1
    if whole and not new["sections"][section]["activities"]:
        del new["sections"][section]
    return new


def with_step(head: Raw, section: int, step: Raw) -> Raw:
    """Add a step at the end of a section, with the rule that its kind brings."""
    new = deepcopy(head)
    if step_of(new, step["activity"]) is not None:
        return new
    place = section if 0 <= section < len(new["sections"]) else len(new["sections"]) - 1
    new["sections"][place]["activities"].append(step)
    rule = BY_ITSELF.get(step["activity"].partition(":")[0], "passed")
    new["completion"].append({"rule": rule, "activity": step["activity"]})
    return new


def step_moved(head: Raw, activity: str, by: int) -> Raw:
    """Move a step up or down by one; over the edge of its section it goes into the neighbour."""
    new = deepcopy(head)
    found = next(((s, p) for s, p, step in steps(new) if step["activity"] == activity), None)
    if found is None:
        return new
    section, place = found
    here = new["sections"][section]["activities"]
    if 0 <= place + by < len(here):
        _swap(here, place, place + by)
    elif 0 <= section + by < len(new["sections"]):
        there = new["sections"][section + by]["activities"]
        there.insert(len(there) if by < 0 else 0, here.pop(place))
    return new


def without_step(head: Raw, activity: str) -> Raw:
    """Take a step away with its rules, and with every condition that waits for it."""
    new = deepcopy(head)
    for section in new["sections"]:
        section["activities"] = [each for each in section["activities"] if each["activity"] != activity]
    new["completion"] = [each for each in new["completion"] if each["activity"] != activity]
    for part in (*new["sections"], *(step for _s, _p, step in steps(new))):
        if activity in (part.get("after") or ()):
            part["after"] = [each for each in part["after"] if each != activity]
        if (part.get("score") or {}).get("activity") == activity:
            del part["score"]
    _fit(new)
    return new


def with_release(head: Raw, activity: str, conditions: Raw) -> Raw:
    """Say when a step opens and for whom; empty conditions are left out."""
    new = deepcopy(head)
    if (step := step_of(new, activity)) is not None:
        _release(step, conditions)
    return new


def with_section_release(head: Raw, section: int, conditions: Raw) -> Raw:
    """Say when a whole part opens and for whom; empty conditions are left out."""
    new = deepcopy(head)
    if 0 <= section < len(new["sections"]):
        _release(new["sections"][section], conditions)
    return new


def waits_for_itself(head: Mapping[str, Any]) -> bool:
    """Say whether a step can never open because, over however many others, it waits for itself."""
    waits: dict[str, set[str]] = {}
    for part in head["sections"]:
        for step in part["activities"]:
            waits[step["activity"]] = {*_wanted(part), *_wanted(step)}
    free: set[str] = set()
    while fresh := {each for each, wanted in waits.items() if each not in free and wanted & waits.keys() <= free}:
        free |= fresh
    return len(free) < len(waits)


def _wanted(part: Mapping[str, Any]) -> set[str]:
    return {*(part.get("after") or ()), *([part["score"]["activity"]] if part.get("score") else [])}


def _release(part: Raw, conditions: Raw) -> None:
    for name in RELEASE:
        part.pop(name, None)
    part.update({name: value for name, value in conditions.items() if name in RELEASE and value})


def with_rule(head: Raw, rule: Raw) -> Raw:
    """Add a rule; the same one twice is one."""
    new = deepcopy(head)
    if rule not in new["completion"]:
        new["completion"].append(rule)
    return new


def without_rule(head: Raw, number: int) -> Raw:
    """Take a rule away."""
    new = deepcopy(head)
    if 0 <= number < len(new["completion"]):
        del new["completion"][number]
    _fit(new)
    return new


def with_least(head: Raw, least: int | None) -> Raw:
    """Say how many rules are enough; None, or all of them, means all."""
    new = deepcopy(head)
    new["least"] = least
    _fit(new)
    return new


def rekeyed(body: Mapping[str, Any], key: str) -> Raw:
    """Return a whole body under another key: its lessons are named anew wherever they are named."""
    old, new = body["course"]["key"], deepcopy(dict(body))

    def name(activity: str) -> str:
        start = f"lesson:{old}/"
        return f"lesson:{key}/{activity.removeprefix(start)}" if activity.startswith(start) else activity

    head = new["course"]
    head["key"] = key
    for part in (*head["sections"], *(step for _s, _p, step in steps(head))):
        if "activity" in part:
            part["activity"] = name(part["activity"])
        if part.get("after"):
            part["after"] = [name(each) for each in part["after"]]
        if part.get("score"):
            part["score"] = {**part["score"], "activity": name(part["score"]["activity"])}
    head["completion"] = [{**rule, "activity": name(rule["activity"])} for rule in head["completion"]]
    return new


def _fit(head: Raw) -> None:
    """Keep the number of rules that are enough below the number there are."""
    common = sum(not rule.get("path") for rule in head["completion"])
    if not head.get("least") or not 0 < head["least"] < common:
        head.pop("least", None)


def _swap(items: list[Any], one: int, other: int) -> None:
    if 0 <= one < len(items) and 0 <= other < len(items):
        items[one], items[other] = items[other], items[one]
