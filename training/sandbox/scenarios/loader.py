"""From a text to a scenario, or to the list of what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from training.sandbox.scenarios.reading import Problem, ScenarioBroken, Source, read
from training.sandbox.scenarios.registry import SENTENCES
from training.sandbox.scenarios.schema import CaseFile, CoachStep, Goal, Hint, Never, Play, Route, Scenario
from training.sandbox.scenarios.validator import Validator
from training.sandbox.scenarios.vary import filled, varied
from training.sandbox.world.colleagues import Colleague

MOST_KEPT = 256
"""Scenarios kept in memory, of all exercises and variants."""


def load(text: str, variant: int = 0) -> Scenario:
    """Return the scenario a YAML text describes; raise ScenarioBroken with every problem and its line."""
    return _scenario(varied(_sound(text), variant))


def _sound(text: str) -> Any:
    """Return the data of a text, placeholders and all, once its first variant is found to be in order."""
    source = read(text)
    problems = Validator(Source(filled(source.data, 0), source.lines)).check()
    if problems:
        raise ScenarioBroken(problems)
    return source.data


@cache
def shipped() -> tuple[str, ...]:
    """Return the slugs of the shipped scenarios, in order."""
    folder = files("training.sandbox.scenarios") / "library"
    return tuple(
        sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    )


@cache
def text_of(slug: str) -> str:
    """Return the text of a shipped scenario; raise LookupError for any other."""
    if slug not in shipped():
        raise LookupError(slug)
    path = files("training.sandbox.scenarios") / "library" / f"{slug}.yaml"
    return path.read_text(encoding="utf-8")


@cache
def _data(slug: str) -> Any:
    return _sound(text_of(slug))


@lru_cache(maxsize=MOST_KEPT)
def scenario(slug: str, variant: int = 0) -> Scenario:
    """Return a shipped scenario in one of its variants; raise LookupError for an unknown one."""
    found = _scenario(varied(_data(slug), variant))
    if found.slug != slug:
        raise ScenarioBroken([Problem("slug", 1, f"tên tệp là “{slug}”")])
    return found


def _scenario(data: Mapping[str, Any]) -> Scenario:
    simple = (
        "slug",
        "version",
        "code",
        "title",
        "level",
        "minutes",
        "template",
        "hat",
        "task",
        "brief",
        "debrief",
    )
    return Scenario(
        **{name: data[name] for name in simple},
        hats=tuple(data.get("hats", [data["hat"]])),
        procedures=tuple(map(str, data["procedures"])),
        competencies=tuple(data["competencies"]),
        basis=tuple(data["basis"]),
        goals=tuple(map(_goal, data["goals"])),
        never=tuple(Never(item["sentence"], item.get("args", {}), item["why"]) for item in data["never"]),
        hints={name: tuple(map(_hint, rungs)) for name, rungs in data["hints"].items()},
        right=tuple(Route(item["title"], _plays(item["steps"])) for item in data["routes"]["right"]),
        wrong=tuple(map(_wrong, data["routes"]["wrong"])),
        steps=tuple(CoachStep(**item) for item in data.get("steps", [])),
        before=_plays(data.get("before", [])),
        colleagues=tuple(map(_colleague, data.get("colleagues", []))),
        people=data.get("people", {}),
        facts=tuple(data.get("facts", [])),
        files=tuple(map(_file, data.get("files", []))),
        unit=data.get("unit", ""),
    )


def _goal(item: Mapping[str, Any]) -> Goal:
    args = item.get("args", {})
    title = item.get("title") or SENTENCES[item["sentence"]].words(args)
    return Goal(item["id"], title, item["sentence"], args, item["miss"])


def _file(item: Mapping[str, Any]) -> CaseFile:
    return CaseFile(**{**item, "read_before": tuple(item.get("read_before", ()))})


def _hint(rung: Any) -> Hint:
    if isinstance(rung, str):
        return Hint("nudge", rung)
    kind = "point" if "point" in rung else "show"
    return Hint(kind, rung["words"], rung[kind])


def _plays(items: Iterable[Mapping[str, Any]]) -> tuple[Play, ...]:
    return tuple(Play(**item) for item in items)


def _wrong(item: Mapping[str, Any]) -> Route:
    return Route(
        item["title"], _plays(item["steps"]), tuple(item.get("misses", ())), tuple(item.get("breaks", ()))
    )


def _colleague(item: Mapping[str, Any]) -> Colleague:
    when = (item["when"],) if isinstance(item["when"], str) else tuple(item["when"])
    rest = {name: item[name] for name in ("after_minutes", "args", "everything", "kind") if name in item}
    return Colleague(item["actor"], item["hat"], item["move"], when, if_=item.get("if", ""), **rest)
