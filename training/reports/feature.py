"""What the report room brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core.feature import Feature, MenuItem
from training.reports import views

REPORTS = Feature(
    "reports",
    blueprints=(views.bp,),
    menu=(MenuItem(_l("Reports"), "reports.completion", "cal", Permission.COMPLETION_SEE, order=55, group="teach"),),
)
