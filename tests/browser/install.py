"""Find a Chromium for the browser stories, or fetch one where that is allowed; never fail for want of one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
ALL_OF_IT = 300
"""Seconds after which a slow download is given up."""


def found() -> str | None:
    """Return the path of a Chromium on this machine: the one CHROMIUM names, the system's own, or Playwright's."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        path = Path(tools.chromium.executable_path)
    return str(path) if path.exists() else None


def main() -> None:
    """Fetch a Chromium if there is none, by Playwright first and by the system's packages second."""
    attempts = (
        [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"],
        ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core"],
    )
    for attempt in attempts:
        if path := found():
            print(f"browser stories use {path}")
            return
        try:
            subprocess.run(attempt, check=False, capture_output=True, timeout=ALL_OF_IT)
        except (OSError, subprocess.TimeoutExpired):
            continue
    print("browser stories use " + (found() or "nothing: no Chromium could be installed, so they are skipped"))


if __name__ == "__main__":
    main()
