"""One frozen object holds every setting a server operator may give; nothing else reads the environment."""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
WEAKEST_SECRET = 32
"""Fewest characters of a SECRET_KEY: 32 random characters are at least 128 bits."""
KNOWN_SECRETS = frozenset({"secret", "changeme", "dev", "development", "password", "please-change-me"})


class ConfigError(RuntimeError):
    """The environment does not allow a safe start; the message says what to do."""


@dataclass(frozen=True)
class Config:
    """Settings of one running house.

    `demo` loosens exactly three things: the secret may come from the instance folder, the second factor
    may be skipped, and cookies may travel over plain HTTP.
    """

    secret_key: str = field(repr=False)
    instance: Path
    database_url: str = ""
    redis_url: str = field(default="", repr=False)
    smtp_url: str = field(default="", repr=False)
    public_url: str = "http://127.0.0.1:8000"
    demo: bool = False
    testing: bool = False
    embedded_jobs: bool = True
    trusted_proxies: int = 0

    def __post_init__(self) -> None:
        """Refuse to exist with a weak secret or an address that cannot be printed on a slip."""
        check_secret(self.secret_key)
        if urlsplit(self.public_url).scheme not in {"http", "https"}:
            raise ConfigError("PUBLIC_URL must start with http:// or https://, for example https://santap.example.vn")

    @property
    def secure(self) -> bool:
        """Say whether visitors come over TLS, so that cookies may demand it."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Name the host that links carry."""
        return urlsplit(self.public_url).netloc

    @property
    def database(self) -> str:
        """Return the SQLAlchemy address: DATABASE_URL, or the embedded SQLite file."""
        if not self.database_url:
            return f"sqlite+house:///{self.instance / 'santapso.sqlite3'}"
        for short in ("sqlite:///", "sqlite+pysqlite:///"):
            if self.database_url.startswith(short):
                return "sqlite+house:///" + self.database_url.removeprefix(short)
        if self.database_url.startswith("postgres://"):
            return "postgresql://" + self.database_url.removeprefix("postgres://")
        return self.database_url

    @classmethod
    def from_env(cls) -> Config:
        """Read the process environment; raise ConfigError with the remedy where it is unsafe."""
        instance = Path(os.environ.get("INSTANCE_PATH") or ROOT / "instance")
        demo = _demo_marker(instance)
        secret = os.environ.get("SECRET_KEY", "")
        looks = not secret and not demo and keeps_nothing(sys.argv)
        return cls(
            secret_key=secrets.token_urlsafe(48) if looks else secret or str(demo.get("secret_key", "")),
            instance=Path(tempfile.gettempdir()) / "santapso-look" if looks else instance,
            database_url=os.environ.get("DATABASE_URL", ""),
            redis_url=os.environ.get("REDIS_URL", ""),
            smtp_url=os.environ.get("SMTP_URL", ""),
            public_url=(
                os.environ.get("PUBLIC_URL") or str(demo.get("public_url", "")) or "http://127.0.0.1:8000"
            ).rstrip("/"),
            demo=bool(demo) and secret in ("", demo.get("secret_key")),
            embedded_jobs=os.environ.get("JOBS", "embedded") == "embedded",
            trusted_proxies=int(os.environ.get("TRUSTED_PROXIES") or 0),
        )


def keeps_nothing(command: Sequence[str]) -> bool:
    """Say whether a command line only looks at a file: it neither signs nor stores, hence needs no secret."""
    return any(pair == ("questions", "inspect") for pair in pairwise(command[1:]))


def check_secret(secret: str) -> None:
    """Raise ConfigError unless `secret` is long and varied enough to sign sessions."""
    remedy = "Set it, for example: export SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')"
    if not secret:
        raise ConfigError(f"SECRET_KEY is missing. {remedy}")
    if len(secret) < WEAKEST_SECRET or len(set(secret)) < 10 or secret.lower() in KNOWN_SECRETS:
        raise ConfigError(f"SECRET_KEY is too weak: at least {WEAKEST_SECRET} random characters are needed. {remedy}")


def _demo_marker(instance: Path) -> dict[str, object]:
    """Return what `make run` noted about the demo in this folder, or nothing."""
    try:
        found = json.loads((instance / "demo.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
