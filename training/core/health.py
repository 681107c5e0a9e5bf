"""Two doors for whoever watches the server: alive, and ready. They say a word for each part and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import func, select, text

from training.core import clock, sqlite
from training.core.db import db, on_sqlite
from training.core.feature import Check, house
from training.core.jobs.models import Job
from training.core.permissions import public
from training.core.schema import MIGRATIONS

LEAST_FREE = 200 * 1024 * 1024
SAFE_SQLITE = (3, 51, 3)
"""Older libraries carry the rare WAL-reset corruption bug (SQLite release notes)."""

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public(cookie_free=True)
def alive() -> Response:
    """Say that the process answers."""
    return _uncached(jsonify(status="ok"))


@bp.get("/readyz")
@public(cookie_free=True)
def ready() -> Response:
    """Say whether the house can serve: each part by one word."""
    parts = {check.name: (_look(check), check.warning) for check in house().checks}
    failed = any(word and not warning for word, warning in parts.values())
    answer = jsonify(
        status="unready" if failed else "ok", checks={name: word or "ok" for name, (word, _) in parts.items()}
    )
    answer.status_code = 503 if failed else 200
    return _uncached(answer)


def _look(check: Check) -> str:
    try:
        return check.look()
    except Exception:
        db.session.rollback()
        current_app.logger.exception("readiness check %s failed", check.name)
        return "error"


def _uncached(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def database() -> str:
    """Look whether the database answers."""
    db.session.execute(text("SELECT 1"))
    return ""


def migrations() -> str:
    """Look whether the schema is the one this code was written for."""
    at = MigrationContext.configure(db.session.connection()).get_current_heads()
    return "" if set(at) == set(heads()) else "behind"


def heads() -> Iterable[str]:
    """Return the newest revisions this code ships."""
    known: list[str] | None = current_app.extensions.get("migration_heads")
    if known is None:
        known = list(ScriptDirectory(str(MIGRATIONS)).get_heads())
        current_app.extensions["migration_heads"] = known
    return known


def jobs() -> str:
    """Look whether due work has been waiting for more than a quarter of an hour."""
    waiting = select(func.min(Job.run_at)).where(Job.status == "queued", Job.run_at <= clock.now())
    oldest = db.session.scalar(waiting)
    return "late" if oldest and (clock.now() - oldest).total_seconds() > 900 else ""


def disk() -> str:
    """Look whether there is room to write."""
    return "" if shutil.disk_usage(current_app.config["HOUSE"].instance).free > LEAST_FREE else "low"


def sqlite_library() -> str:
    """Look whether the SQLite library is recent enough, where it is used."""
    return "old" if on_sqlite() and sqlite.library_version() < SAFE_SQLITE else ""


CHECKS = (
    Check("database", database),
    Check("migrations", migrations),
    Check("jobs", jobs),
    Check("disk", disk),
    Check("sqlite", sqlite_library, warning=True),
)
