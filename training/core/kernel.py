"""The kernel's own manifest."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from training.core import cli, files, health, schema, search, views
from training.core.audit import chain
from training.core.feature import Feature, Periodic
from training.core.settings import Setting

SETTINGS = (
    Setting("house.name", _l("Name of the platform"), default="Sân Tập Số"),
    Setting("house.province", _l("Name of the province"), default=""),
    Setting(
        "house.logo_text",
        _l("Line beside the mark"),
        default="",
        hint=_l("Empty: the name of the province stands there."),
    ),
    Setting("help.phone", _l("Help desk telephone"), "phone", group="help"),
    Setting("help.email", _l("Help desk e-mail"), "email", group="help"),
    Setting("help.hours", _l("When the help desk answers"), default="", group="help"),
)

TABLES = (files.StoredFile, search.SearchEntry)
"""Tables of the kernel that no view or command imports; the schema must know them all the same."""


def seal() -> dict[str, int]:
    """Seal the audit trail: a job of each minute."""
    return {"sealed": chain.seal()}


CORE = Feature(
    "core",
    blueprints=(views.bp, health.bp),
    jobs={"audit.seal": seal},
    periodic=(Periodic("audit.seal", timedelta(minutes=1)),),
    commands=(schema.commands, cli.audit_commands, cli.jobs_commands, cli.content_commands),
    settings=SETTINGS,
    checks=health.CHECKS,
)
