"""What the public guides bring into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core import shelf
from training.core.events import ProcedureChanged
from training.core.feature import Feature, MenuItem
from training.guidance import desk, public, service

DOORS = (desk.desk, desk.edit)
"""The editors' doors hang in the same blueprint as the public ones."""

GUIDANCE = Feature(
    "guidance",
    blueprints=(public.bp,),
    listeners={ProcedureChanged: service.hear_procedure},
    content=(service.ShippedGuides(),),
    setup=lambda app: shelf.watch(app, public.TABLES),
    menu=(MenuItem(_l("Guide desk"), "guidance.desk", "pen", Permission.GUIDE_WRITE, order=62, group="write"),),
)
