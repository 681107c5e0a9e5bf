"""The assembler: builds one application from a configuration and the manifests it is handed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Any

import structlog
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from training.config import ROOT, Config
from training.core import activities, assets, headers, i18n, letters, limits, pages, permissions, transaction, words
from training.core import db as database
from training.core.feature import Feature, House
from training.core.jobs import worker
from training.core.kernel import CORE

LARGEST_REQUEST = 64 * 1024 * 1024
LARGEST_FORM = 2 * 1024 * 1024
POOL = {"pool_size": 16, "max_overflow": 8, "pool_timeout": 10, "pool_use_lifo": True}


def create_app(config: Config, features: Sequence[Feature]) -> Flask:
    """Build the house that `features` describe; raise OSError where the instance folder cannot be written."""
    config.instance.mkdir(parents=True, exist_ok=True)
    app = Flask("training", root_path=str(ROOT / "training"), static_folder=None, instance_path=str(config.instance))
    app.config.update(_flask_settings(config))
    app.extensions["house"] = House()
    _set_up_logging(config)
    _furnish(app)
    for feature in (CORE, *features):
        app.extensions["house"].move_in(app, feature)
    activities.init_app(app)
    letters.init_app(app)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _furnish(app: Flask) -> None:
    """Set up what all rooms need; hooks run in this order before a view, and in reverse after it."""
    transaction.init_app(app)
    headers.init_app(app)
    database.init_app(app)
    i18n.init_app(app)
    limits.init_app(app)
    app.before_request(permissions.guard)
    app.before_request(headers.refuse_forgery)
    pages.init_app(app)
    words.init_app(app)
    assets.init_app(app, ROOT / "static")
    worker.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _flask_settings(config: Config) -> dict[str, Any]:
    return {
        "HOUSE": config,
        "SECRET_KEY": config.secret_key,
        "SERVER_NAME": config.host,
        "TESTING": config.testing,
        "SQLALCHEMY_DATABASE_URI": config.database,
        "SQLALCHEMY_ENGINE_OPTIONS": POOL,
        "SESSION_COOKIE_NAME": "__Host-house" if config.secure else "house",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.secure,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "MAX_FORM_PARTS": 2000,
        "TRUSTED_HOSTS": None
        if config.demo or config.testing
        else [config.host.partition(":")[0], "127.0.0.1", "localhost"],
        "PREFERRED_URL_SCHEME": "https" if config.secure else "http",
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _set_up_logging(config: Config) -> None:
    """Write one JSON line an event; what a line may hold is decided by whoever writes it, never secrets."""
    if config.testing:
        return
    shared: list[Any] = [
        headers.name_in_log,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=structlog.processors.JSONRenderer(ensure_ascii=False), foreign_pre_chain=shared
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
