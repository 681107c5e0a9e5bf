"""What the administrators' room brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.admin import calendar, imports, letters, setup, trail, unit_views, views
from training.core.feature import Feature, MenuItem
from training.core.settings import HIDDEN, Setting

DOORS = (calendar.calendar, imports.imports, letters.letter_list, setup.setup, trail.audit, unit_views.unit)
"""Importing these modules hangs their doors into the room's blueprint."""

ADMIN = Feature(
    "admin",
    blueprints=(views.bp,),
    settings=(Setting(setup.STEP, _l("How far the set-up is"), group=HIDDEN),),
    jobs={"admin.test_letter": setup.send_test_letter},
    menu=(
        MenuItem(_l("Staff"), "admin.people_list", "users", Permission.PEOPLE_SEE, order=66, group="run"),
        MenuItem(_l("Settings"), "admin.settings_page", "filter", Permission.SETTINGS, order=90, group="run"),
    ),
)
