"""Floods: expensive doors count their visitors. Sign-in keeps its own count in the database."""

from __future__ import annotations

from flask import Flask, g, request
from flask_limiter import Limiter


def visitor() -> str:
    """Name whoever knocks: the person if signed in, else the address."""
    actor = g.get("actor_id")
    return f"person:{actor}" if actor else f"address:{request.remote_addr}"


limiter = Limiter(key_func=visitor, default_limits=[], headers_enabled=True, swallow_errors=False)
EXPENSIVE = "40 per minute"
"""Exports, PDFs and searches: far above what a person does, far below what hurts the others."""

TYPING = "150 per minute"
"""Answers while one types."""


def init_app(app: Flask) -> None:
    """Count in Redis where several processes must agree, else in memory."""
    config = app.config["HOUSE"]
    app.config["RATELIMIT_STORAGE_URI"] = config.redis_url or "memory://"
    app.config["RATELIMIT_ENABLED"] = not config.testing
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    limiter.init_app(app)
