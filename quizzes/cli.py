"""Commands about quizzes."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from quizzes import service
from quizzes.formats import gift
from training.core import encoding, transaction

commands = AppGroup("quizzes", help="Quizzes and questions.")


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", default="", help="What the quiz is to be called; the file's name if empty.")
@click.option("--dry-run", is_flag=True, help="Say what would be read, and keep nothing.")
def import_file(file: Path, title: str, dry_run: bool) -> None:
    """Make a quiz of a GIFT file, naming each question that cannot be read by its line."""
    read = gift.read(encoding.decode_text(file.read_bytes())[0])
    for each in read:
        click.echo(f"line {each.line}: {each.problem or each.kind}: {each.title[:70]}")
    good = sum(not each.problem for each in read)
    click.echo(f"{good} of {len(read)} questions can be read")
    if not dry_run and good:
        with transaction.unit_of_work():
            quiz = service.import_quiz(title or file.stem, read, unit_id=None, by=None)
        click.echo(f"quiz {quiz.id} made; publish it on its page")
