"""YAML from strangers, without aliases: they can make a short text endless."""

from __future__ import annotations

from typing import Any

import yaml


class _Plain(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse an alias."""
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def load(text: str) -> Any:
    """Return what a text holds; raise yaml.YAMLError for one that is none, or that repeats itself by alias."""
    return yaml.load(text, Loader=_Plain)  # noqa: S506  (a safe loader)
