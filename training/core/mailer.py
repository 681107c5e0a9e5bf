"""Letters out of the house, through the one server that SMTP_URL names; called from jobs only."""

from __future__ import annotations

import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app

PATIENCE = 20
"""Seconds after which a silent server counts as absent."""


class MailRefused(RuntimeError):
    """No letter went out; the job is tried again, or an administrator sees why not."""


def is_set_up() -> bool:
    """Say whether a mail server is named."""
    return bool(current_app.config["HOUSE"].smtp_url)


def send(to: str, subject: str, text: str, *, name: str = "") -> None:
    """Send one plain letter; raise MailRefused where it cannot go out. A subject becomes one line.

    `name` becomes its Message-ID: a letter sent twice carries the same.
    """
    config = current_app.config["HOUSE"]
    if not config.smtp_url:
        raise MailRefused("SMTP_URL is not set")
    target = urlsplit(config.smtp_url)
    letter = EmailMessage()
    letter["From"] = Address(display_name="Sân Tập Số", addr_spec=_sender(target.username, config.host))
    letter["To"], letter["Subject"] = _receiver(to), " ".join(subject.split())
    letter["Auto-Submitted"] = "auto-generated"
    if name:
        letter["Message-ID"] = f"<{name}@{config.host.partition(':')[0]}>"
    letter.set_content(text)
    try:
        with _server(target.scheme, target.hostname or "localhost", target.port) as server:
            if target.username and target.password:
                server.login(unquote(target.username), unquote(target.password))
            server.send_message(letter)
    except (OSError, smtplib.SMTPException) as error:
        raise MailRefused(type(error).__name__) from error


def _server(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context)
    server = smtplib.SMTP(host, port or 25, timeout=PATIENCE)
    if scheme == "smtp+starttls":
        server.starttls(context=context)
    return server


def _receiver(to: str) -> Address:
    """Read an address as the standard has it: a list may hold anything, and one wrong line must not stop the others."""
    try:
        found = Address(addr_spec=to)
    except (ValueError, IndexError, MessageError) as error:
        raise MailRefused("bad address") from error
    if not found.username or not found.domain:
        raise MailRefused("bad address")
    return found


def _sender(username: str | None, host: str) -> str:
    name = unquote(username or "")
    return name if "@" in name else f"no-reply@{host.partition(':')[0]}"
