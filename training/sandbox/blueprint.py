"""The practice ground's addresses; the pages hang themselves on it."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("sandbox", __name__, url_prefix="/practice", template_folder="templates")
