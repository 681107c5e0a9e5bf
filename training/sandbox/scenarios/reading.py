"""YAML with its line numbers, so that a mistake in a scenario is named by place and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
MOST_BYTES = 200_000
MOST_NODES = 20_000


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a scenario: where, on which line (0: unknown), and what."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        where = f"dòng {self.line}" if self.line else "không rõ dòng"
        return f"{where}, {self.path or 'toàn bài'}: {self.words}"


class ScenarioBroken(ValueError):
    """This text is not a usable scenario; `problems` tells all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        """Remember the problems."""
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass
class Source:
    """Data read from YAML and the line on which each part of it stands."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of a part, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


def read(text: str) -> Source:
    """Parse YAML; raise ScenarioBroken for what cannot be parsed, is too big, or repeats a key."""
    if len(text.encode()) > MOST_BYTES:
        raise ScenarioBroken([Problem("", 0, "tệp quá lớn")])
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        source = Source(None)
        if node is not None:
            source.data = _build(loader, node, (), source.lines)
        return source
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ScenarioBroken([Problem("", line, f"YAML chưa đúng: {error.problem}")]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ScenarioBroken([Problem("", 0, f"YAML chưa đúng: {type(error).__name__}")]) from None
    finally:
        loader.dispose()


def _build(loader: yaml.SafeLoader, node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if len(lines) > MOST_NODES:
        raise ValueError("too many parts")
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(loader, node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_build(loader, inner, (*path, place), lines) for place, inner in enumerate(node.value)]
    value = loader.construct_object(node)
    if isinstance(value, bool) and node.value.lower() not in ("true", "false"):
        return str(node.value)  # `on`, `no` and the like are words here
    return value if isinstance(value, str | int | float | bool | None) else str(node.value)


def _build_mapping(
    loader: yaml.SafeLoader, node: yaml.MappingNode, path: Path, lines: dict[Path, int]
) -> Mapping[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in built:
            mark = key_node.start_mark
            raise yaml.MarkedYAMLError(problem=f"mục “{key}” lặp lại", problem_mark=mark)
        built[key] = _build(loader, value_node, (*path, key), lines)
    return built
