"""Finding everything that is wrong with a scenario, each with its place and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from training.sandbox.scenarios import shapes
from training.sandbox.scenarios.anchors import anchors
from training.sandbox.scenarios.reading import Path, Problem, Source
from training.sandbox.scenarios.registry import SENTENCES
from training.sandbox.scenarios.shapes import Part
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.contents import PROVINCE
from training.sandbox.template.library import read as library
from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.hats import EVERY_HAT

CASE_REFERENCE = re.compile(r"@new|@before[1-9](/[1-9])?")


class Validator:
    """One look through one scenario; `problems` fills as it goes."""

    def __init__(self, source: Source) -> None:
        """Prepare to look through `source`."""
        self.source = source
        self.problems: list[Problem] = []

    def check(self) -> list[Problem]:
        """Return everything that is wrong."""
        data = self.source.data
        if not self.shaped(data, shapes.TOP, ()):
            return self.problems
        self.hats(data)
        self.each(data["goals"], shapes.GOAL, ("goals",), self.sentence)
        self.each(data["never"], shapes.NEVER, ("never",), self.sentence)
        self.each(data.get("steps", []), shapes.COACH, ("steps",), self.coach)
        self.each(data.get("before", []), shapes.PLAY, ("before",), self.play)
        self.each(data.get("files", []), shapes.FILE, ("files",), lambda item, path: check_file(self, item, path, data))
        self.each(data.get("colleagues", []), shapes.COLLEAGUE, ("colleagues",), self.colleague)
        self.names(data)
        check_hints(self, data["hints"])
        self.routes(data["routes"])
        return self.problems

    def say(self, path: Path, words: str) -> None:
        """Note a problem at a place."""
        shown = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        self.problems.append(Problem(shown, self.source.line(path), words))

    def shaped(self, data: Any, parts: Mapping[str, Part], path: Path) -> bool:
        """Check keys and types of a mapping; say whether one may look further into it."""
        if not isinstance(data, dict):
            self.say(path, "cần một nhóm mục")
            return False
        before = len(self.problems)
        for key in data.keys() - parts.keys():
            self.say((*path, key), "không có mục này")
        for key, part in parts.items():
            if key not in data:
                if part.needed:
                    self.say(path, f"thiếu mục “{key}”")
            elif not isinstance(data[key], part.type) or (data[key] == "" and part.needed):
                first = part.type[0] if isinstance(part.type, tuple) else part.type
                self.say((*path, key), f"cần {shapes.TYPE_NAMES[first]}")
        return len(self.problems) == before

    def each(self, items: Iterable[Any], parts: Mapping[str, Part], path: Path, look: Any) -> None:
        """Check every item of a list, and look further into those that are well-formed."""
        for place, item in enumerate(items):
            if self.shaped(item, parts, (*path, place)):
                look(item, (*path, place))

    def hats(self, data: Mapping[str, Any]) -> None:
        """Check the learner's hats."""
        for place, hat in enumerate([data["hat"], *data.get("hats", [])]):
            if hat not in EVERY_HAT:
                self.say(("hats", place - 1) if place else ("hat",), f"không có vai “{hat}”")
        if not data["goals"]:
            self.say(("goals",), "cần ít nhất một mục tiêu")

    def sentence(self, item: Mapping[str, Any], path: Path) -> None:
        """Check a sentence's name and arguments."""
        found = SENTENCES.get(item["sentence"])
        if found is None:
            self.say((*path, "sentence"), f"không có câu “{item['sentence']}”")
            return
        args = item.get("args", {})
        for name in args.keys() - found.args.keys():
            self.say((*path, "args", name), "câu này không có tham số đó")
        for name, kind in found.args.items():
            good, words = shapes.KINDS[kind]
            if name not in args:
                self.say((*path, "args"), f"thiếu tham số “{name}”")
            elif not good(args[name]):
                self.say((*path, "args", name), f"cần {words}")

    def coach(self, item: Mapping[str, Any], path: Path) -> None:
        """Check a line of the coach."""
        self.anchor(item.get("anchor", ""), (*path, "anchor"))
        if "sentence" in item:
            self.sentence(item, path)
        elif "goal" not in item:
            self.say(path, "bước này không bao giờ xong: cần goal hoặc sentence")

    def anchor(self, anchor: str, path: Path) -> None:
        """Check that a page has this hook."""
        if anchor and anchor not in anchors():
            self.say(path, f"màn hình không có chỗ “{anchor}”")

    def play(self, item: Mapping[str, Any], path: Path) -> None:
        """Check hat, move and field names of a step."""
        verb = ADVANCE if item["move"] == ADVANCE.name else SYSTEMS.verbs.get(item["move"])
        if verb is None:
            self.say((*path, "move"), f"không có thao tác “{item['move']}”")
            return
        if item["hat"] not in EVERY_HAT:
            self.say((*path, "hat"), f"không có vai “{item['hat']}”")
        known = {field.name for field in verb.fields} | {verb.on}
        for name in item.get("args", {}).keys() - known:
            self.say((*path, "args", name), "thao tác này không có ô đó")

    def colleague(self, item: Mapping[str, Any], path: Path) -> None:
        """Check a colleague's rule."""
        self.play({"hat": item["hat"], "move": item["move"], "args": item.get("args", {})}, path)
        states = [item["when"]] if isinstance(item["when"], str) else item["when"]
        for state in states:
            if state not in SYSTEMS.states.get(item.get("kind", "case"), {}):
                self.say((*path, "when"), f"không có trạng thái “{state}”")
        if item.get("if") and item["if"] not in SYSTEMS.conditions:
            self.say((*path, "if"), f"không có điều kiện “{item['if']}”")

    def names(self, data: Mapping[str, Any]) -> None:
        """Check that goals have names of their own and that coach and hints use them."""
        goals = [item.get("id") for item in data["goals"] if isinstance(item, dict)]
        for place, name in enumerate(goals):
            if name in goals[:place]:
                self.say(("goals", place, "id"), f"mục tiêu “{name}” bị lặp")
        for name in data["hints"].keys() - set(goals):
            self.say(("hints", name), "không có mục tiêu này")
        for name in goals:
            if name not in data["hints"]:
                self.say(("hints",), f"mục tiêu “{name}” chưa có gợi ý")
        for place, item in enumerate(data.get("steps", [])):
            if isinstance(item, dict) and item.get("goal") and item["goal"] not in goals:
                self.say(("steps", place, "goal"), "không có mục tiêu này")

    def routes(self, routes: Mapping[str, Any]) -> None:
        """Check that there are two right and three wrong routes, all of them well-formed."""
        for name, least, parts in (("right", 2, shapes.RIGHT), ("wrong", 3, shapes.WRONG)):
            found = routes.get(name)
            if not isinstance(found, list) or len(found) < least:
                self.say(("routes",), f"cần ít nhất {least} đường “{name}”")
                continue
            for place, route in enumerate(found):
                path: Path = ("routes", name, place)
                if self.shaped(route, parts, path):
                    self.each(route["steps"], shapes.PLAY, (*path, "steps"), self.play)
                    if name == "wrong" and not (route.get("misses") or route.get("breaks")):
                        self.say(path, "đường sai phải nêu misses hoặc breaks")


def check_file(looking: Validator, item: Mapping[str, Any], path: Path, data: Mapping[str, Any]) -> None:
    """Check what can be read in a file: a procedure has this paper, its lines are words, its acts are acts."""
    codes = {str(code) for code in data["procedures"]}
    told = [one for one in library(PROVINCE, "procedures") if one["code"] in codes]
    papers = {component["code"] for one in told for component in one["components"]}
    if item["paper"] not in papers:
        looking.say((*path, "paper"), f"thủ tục của bài không có thành phần “{item['paper']}”")
    if item.get("case") and not CASE_REFERENCE.fullmatch(item["case"]):
        looking.say((*path, "case"), "cần “@new” hoặc “@before1”")
    for label, words in item.get("lines", {}).items():
        if not isinstance(label, str) or not isinstance(words, str | int) or isinstance(words, bool):
            looking.say((*path, "lines", str(label)), "cần chữ")
    for place, move in enumerate(item.get("read_before", [])):
        if move not in SYSTEMS.verbs:
            looking.say((*path, "read_before", place), f"không có thao tác “{move}”")


def check_hints(looking: Validator, hints: Mapping[str, Any]) -> None:
    """Check every ladder: words, then a place, then what to do there."""
    for name, rungs in hints.items():
        path: Path = ("hints", name)
        if not isinstance(rungs, list) or len(rungs) != 3 or not isinstance(rungs[0], str):
            looking.say(path, "cần ba bậc: nhắc nhẹ, point, show")
            continue
        for place, (rung, key) in enumerate(zip(rungs[1:], ("point", "show"), strict=True), start=1):
            if not isinstance(rung, dict) or key not in rung or not isinstance(rung.get("words"), str):
                looking.say((*path, place), f"cần {{{key}: chỗ trên màn hình, words: lời}}")
            else:
                looking.anchor(str(rung[key]), (*path, place, key))
