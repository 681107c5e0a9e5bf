"""A served demo and a headless Chromium, or a skip that says why."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.install import found

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a filled demo in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    wanted = {"PORT": str(port), "INSTANCE_PATH": str(folder), "DEMO_PASSWORD": "thuyen-rach-la-nang-27"}
    quiet = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY"}
    }
    log = (folder / "log.txt").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "training.run"], cwd=ROOT, env=quiet | wanted, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, folder)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def accounts(served: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Passwords of the demo accounts, from the file that the demo keeps."""
    path = next(tmp_path_factory.getbasetemp().glob("demo*/demo-accounts.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return {row["username"]: row["password"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    path = found()
    if path is None:
        pytest.skip("no Chromium on this machine, and none could be installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _wait(address: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    for _turn in range(240):
        if server.poll() is not None:
            raise RuntimeError((folder / "log.txt").read_text("utf-8")[-2000:])
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310  (our own server)
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the demo did not come up")
