"""What people and units bring into the house."""

from __future__ import annotations

from training.accounts import models, visitor
from training.core.feature import Feature

TABLES = (models.Person, models.Unit)

ACCOUNTS = Feature("accounts", gatekeeper=visitor.gatekeeper, setup=visitor.init_app)
