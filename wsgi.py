"""The roof: the only file that names every room."""

from __future__ import annotations

from flask import Flask

from courses.feature import COURSES
from quizzes.feature import QUIZZES
from training import app as assembler
from training.accounts.feature import ACCOUNTS
from training.admin.feature import ADMIN
from training.awareness.feature import AWARENESS
from training.certificates.feature import CERTIFICATES
from training.config import Config
from training.core import serving
from training.guidance.feature import GUIDANCE
from training.home.feature import HOME
from training.ledger.feature import LEDGER
from training.notices.feature import NOTICES
from training.paths.feature import PATHS
from training.procedures.feature import PROCEDURES
from training.reports.feature import REPORTS
from training.sandbox.feature import SANDBOX

FEATURES = (
    ACCOUNTS, PROCEDURES, NOTICES, LEDGER, CERTIFICATES, HOME, COURSES, QUIZZES, SANDBOX, AWARENESS, PATHS, REPORTS,
    GUIDANCE, ADMIN,
)  # fmt: skip


def create_app(config: Config | None = None) -> Flask:
    """Build the whole house: for serving, from the environment; for tests, from the `config` they hand in."""
    app = assembler.create_app(config or Config.from_env(), FEATURES)
    if config is None:
        serving.settle()
    return app
