"""Figures for whoever answers for security: totals of ten people and more, never a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from training.awareness import queries
from training.core.reporting import Column, Privacy, Scope, aggregate


class InboxFigures:
    """Reported phishing and false alarms by unit, from each person's latest run."""

    name = "inbox_figures"
    title: Any = _l("Practice mailbox by unit")
    privacy: Privacy = aggregate(10)
    columns: Sequence[Column] = (
        Column("unit", _l("Unit"), "unit"),
        Column("people", _l("People"), "number"),
        Column("report_rate", _l("Phishing reported"), "percent"),
        Column("false_alarm_rate", _l("False alarms"), "percent"),
    )

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Return the units directly below those the viewer answers for."""
        return queries.figures(scope.unit_ids)


SOURCE = InboxFigures()
