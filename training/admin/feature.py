"""What the administrators' room brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.admin import imports, letters, views
from training.core.feature import Feature, MenuItem

DOORS = (imports.imports, letters.letter_list)
"""Importing these modules hangs their doors into the room's blueprint."""

ADMIN = Feature(
    "admin",
    blueprints=(views.bp,),
    menu=(
        MenuItem(_l("People"), "admin.people_list", "users", Permission.PEOPLE_SEE, order=66),
        MenuItem(_l("Settings"), "admin.settings_page", "filter", Permission.SETTINGS, order=90),
    ),
)
