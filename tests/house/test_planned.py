from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from tests import houses
from training.config import Config
from training.core.db import db


def cost_at(address: str, folder: Path) -> str:
    with houses.opened(Config(secret_key=houses.SECRET, instance=folder, testing=True, database_url=address)):
        return str(db.session.scalar(text("SHOW random_page_cost")))


def test_postgresql_plans_for_an_ssd_unless_anybody_says_otherwise(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGOPTIONS", raising=False)
    assert cost_at(postgresql, tmp_path / "a") == "1.1"
    assert cost_at(f"{postgresql}?options=-c%20random_page_cost%3D3", tmp_path / "b") == "3"

    monkeypatch.setenv("PGOPTIONS", "-c random_page_cost=2")
    assert cost_at(postgresql, tmp_path / "c") == "2"

    monkeypatch.delenv("PGOPTIONS")
    with psycopg.connect(postgresql, autocommit=True) as operator:
        operator.execute(
            sql.SQL("ALTER DATABASE {} SET random_page_cost = 2.5").format(
                sql.Identifier(operator.info.dbname)
            )
        )
    assert cost_at(postgresql, tmp_path / "d") == "2.5"

