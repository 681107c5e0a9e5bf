"""Manifests: what each room brings, and the house that is filled from them, never by import side effects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click
from flask import Blueprint, Flask, current_app

from training.core.activities import Kind, Registry
from training.core.demo import Part
from training.core.events import Event
from training.core.gates import Gate, Holder
from training.core.items import ItemSource
from training.core.permissions import Gatekeeper
from training.core.reporting import ReportSource

if TYPE_CHECKING:
    from training.core.content import ContentSource
    from training.core.invitations import Invitation
    from training.core.letters import Letter
    from training.core.settings import Setting

Listener = Callable[[Any], None]
JobHandler = Callable[..., Any]


@dataclass(frozen=True)
class MenuItem:
    """One entry of the main menu, shown to those who hold `right` ("" = everyone signed in).

    Where a menu would grow past one line, the entries of a `group` ("teach", "write", "run") fold under its name.
    """

    label: Any
    endpoint: str
    icon: str
    right: str = ""
    order: int = 50
    without: str = ""
    group: str = ""


@dataclass(frozen=True)
class Periodic:
    """A job enqueued by the scheduler every `every`; `name` is a registered job."""

    name: str
    every: timedelta


@dataclass(frozen=True)
class Check:
    """One line of /readyz: `look` returns "" when well, or a short word for what is wrong; warnings do not fail."""

    name: str
    look: Callable[[], str]
    warning: bool = False


@dataclass(frozen=True)
class Feature:
    """What one package brings into the house; read it first."""

    name: str
    blueprints: Sequence[Blueprint] = ()
    kinds: Sequence[Kind] = ()
    items: Sequence[ItemSource] = ()
    listeners: Mapping[type[Event], Listener | Sequence[Listener]] = field(default_factory=dict)
    reports: Sequence[ReportSource] = ()
    jobs: Mapping[str, JobHandler] = field(default_factory=dict)
    periodic: Sequence[Periodic] = ()
    menu: Sequence[MenuItem] = ()
    commands: Sequence[click.Command] = ()
    settings: Sequence[Setting] = ()
    content: Sequence[ContentSource] = ()
    letters: Sequence[Letter] = ()
    checks: Sequence[Check] = ()
    context: Callable[[], Mapping[str, Any]] | None = None
    gatekeeper: Gatekeeper | None = None
    setup: Callable[[Flask], None] | None = None
    demo: Part | None = None
    personal: Callable[[int], Mapping[str, Any]] | None = None
    away: Callable[[Collection[int], date], set[int]] | None = None
    invites: Sequence[Callable[[int], Invitation | None]] = ()
    gates: Sequence[Gate] = ()
    holders: Sequence[Holder] = ()


@dataclass
class House:
    """Every registry of one application."""

    features: tuple[Feature, ...] = ()
    kinds: Registry = field(default_factory=Registry)
    items: dict[str, ItemSource] = field(default_factory=dict)
    listeners: dict[type[Event], list[Listener]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[str, ReportSource] = field(default_factory=dict)
    jobs: dict[str, JobHandler] = field(default_factory=dict)
    periodic: list[Periodic] = field(default_factory=list)
    menu: list[MenuItem] = field(default_factory=list)
    settings: dict[str, Setting] = field(default_factory=dict)
    content: list[ContentSource] = field(default_factory=list)
    letters: dict[str, Letter] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)

    def move_in(self, app: Flask, feature: Feature) -> None:
        """Take one manifest into every registry."""
        self.features += (feature,)
        for kind in feature.kinds:
            self.kinds.add(kind)
        self.items |= {source.name: source for source in feature.items}
        for event, listeners in feature.listeners.items():
            self.listeners[event] += [listeners] if callable(listeners) else list(listeners)
        self.reports |= {source.name: source for source in feature.reports}
        self.jobs |= dict(feature.jobs)
        self.periodic += feature.periodic
        self.menu = sorted([*self.menu, *feature.menu], key=lambda item: item.order)
        self.settings |= {setting.key: setting for setting in feature.settings}
        self.content += feature.content
        self.letters |= {letter.key: letter for letter in feature.letters}
        self.checks += feature.checks
        self.gates += feature.gates
        self.holders += feature.holders
        _open(app, feature)


def _open(app: Flask, feature: Feature) -> None:
    for blueprint in feature.blueprints:
        app.register_blueprint(blueprint)
    for command in feature.commands:
        app.cli.add_command(command)
    if feature.context:
        app.context_processor(lambda context=feature.context: dict(context()))
    if feature.gatekeeper:
        app.extensions["gatekeeper"] = feature.gatekeeper
    if feature.setup:
        feature.setup(app)


def house() -> House:
    """Return the registries of the current application."""
    found: House = current_app.extensions["house"]
    return found
