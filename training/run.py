"""What `make run` starts: looks whether the demo can be served here, and says in one sentence what is in the way.

It runs before the application exists, hence imports nothing of it: the application refuses to start without a secret.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Prepare the instance folder and become the server."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} is not a port number. Choose one from 1024 to 65535, for example: make run PORT=8080")
    instance = Path(os.environ.get("INSTANCE_PATH") or ROOT / "instance")
    _check_port(int(port))
    _mark(instance, os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}")
    flask = str(Path(sys.executable).with_name("flask"))
    os.execv(flask, [flask, "--app", str(ROOT / "wsgi.py"), "demo", "up", "--port", port])  # noqa: S606


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            sys.exit(f"Port {port} needs administrator rights. Choose a higher one: make run PORT=8080")
        except OSError:
            sys.exit(
                f"Port {port} is in use. Stop the programme that uses it, or choose another: make run PORT={port + 1}"
            )


def _mark(instance: Path, public_url: str) -> None:
    """Note that this folder holds a demo, with a secret of its own; an earlier note keeps its secret."""
    note = instance / "demo.json"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        known = json.loads(note.read_text("utf-8")) if note.exists() else {}
        secret = os.environ.get("SECRET_KEY") or known.get("secret_key") or secrets.token_urlsafe(48)
        descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"secret_key": secret, "public_url": public_url}, file)
        for base in instance.glob("*.sqlite3"):
            base.open("r+b").close()
    except OSError as error:
        sys.exit(
            f"The folder {instance} cannot be written ({error.strerror}). "
            "Give yourself the right to write there, or name another: INSTANCE_PATH=/some/folder make run"
        )
    except ValueError:
        sys.exit(f"{note} is damaged. Remove it, and start again: rm {note}")


if __name__ == "__main__":
    main()
