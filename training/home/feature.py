"""What the home room brings into the house."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.feature import Feature, MenuItem
from training.home import views

HOME = Feature("home", blueprints=(views.bp,), menu=(MenuItem(_l("My page"), "home.index", "home", order=10),))
