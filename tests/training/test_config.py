from __future__ import annotations

from pathlib import Path

import pytest

from training.config import Config, ConfigError


@pytest.mark.parametrize("secret", ["", "changeme", "short", "a" * 64, "abcabcabcabcabcabcabcabcabcabcabcabc"])
def test_a_missing_or_weak_secret_refuses_to_start(secret: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SECRET_KEY"):
        Config(secret_key=secret, instance=tmp_path)


def test_the_environment_without_a_secret_refuses_to_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path))

    with pytest.raises(ConfigError, match="export SECRET_KEY"):
        Config.from_env()


def test_the_secret_is_never_printed(tmp_path: Path) -> None:
    config = Config(secret_key="0123456789abcdefghijklmnopqrstuvwxyz", instance=tmp_path)

    assert "0123456789abc" not in repr(config)
