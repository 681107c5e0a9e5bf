"""Doors about one's own account."""

from training.accounts.views import account, activation, entrance, factor, slips
from training.accounts.views.blueprint import bp

__all__ = ["account", "activation", "bp", "entrance", "factor", "slips"]
