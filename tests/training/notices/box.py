"""A mailbox for tests."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any


class Box:
    """A mailbox behind a real SMTP server; `broken` refuses everything."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.broken = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        from email import message_from_bytes, policy

        if self.broken:
            return "451 come back later"
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"
