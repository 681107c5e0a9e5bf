"""What the catalogue brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core.feature import Feature, MenuItem
from training.procedures import service, views

PROCEDURES = Feature(
    "procedures",
    blueprints=(views.bp,),
    content=(service.ShippedProcedures(),),
    menu=(MenuItem(_l("Procedures"), "procedures.index", "paper", Permission.GUIDE_WRITE, order=64, group="write"),),
)
