"""Commands of the kernel."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from training.core import content, transaction
from training.core.audit import chain

audit_commands = AppGroup("audit", help="The audit trail.")
jobs_commands = AppGroup("jobs", help="Background work.")
content_commands = AppGroup("content", help="Shipped courses, questions, scenarios and guides.")


@audit_commands.command("verify")
@click.option("--anchor", default="", help="A head printed earlier (seq:digest); catches a cut-off tail.")
def verify(anchor: str) -> None:
    """Walk the whole chain and name each break; exit 1 if there is one."""
    transaction.commit()
    verdict = chain.verify(anchor)
    for line in verdict.breaks:
        click.echo(f"BROKEN: {line}")
    click.echo(f"{verdict.sealed} events sealed, {verdict.waiting} waiting, head {verdict.head}")
    if not verdict.sound:
        raise SystemExit(1)


@audit_commands.command("seal")
def seal() -> None:
    """Seal what waits, now."""
    with transaction.unit_of_work():
        count = chain.seal()
    click.echo(f"{count} events sealed")


@jobs_commands.command("run")
def run_jobs() -> None:
    """Do everything that is due, then stop."""
    from training.core.jobs import worker

    worker.schedule()
    click.echo(f"{worker.run_due()} jobs done")


@jobs_commands.command("work")
def work() -> None:
    """Do jobs until stopped: the worker process of a larger installation."""
    import signal
    import threading

    from flask import current_app

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    workshop = current_app.extensions["workshop"]
    workshop.start()
    stop.wait()
    workshop.stop()


@content_commands.command("load")
def load_content() -> None:
    """Add and update shipped content; what the house has edited stays, marked "update available"."""
    with transaction.unit_of_work():
        counts = content.load()
    click.echo(", ".join(f"{count} {word}" for word, count in counts.items()))
    for row in content.waiting():
        click.echo(
            f"update available: {row.source} {row.key} version {row.available} (the edit of {row.version} stays)"
        )
