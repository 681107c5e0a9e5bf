"""Commands about quizzes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from quizzes.bank import importing
from quizzes.formats import inspect
from quizzes.formats.question import FileRefused
from training.accounts.models import Unit
from training.core import transaction
from training.core.db import db

commands = AppGroup("quizzes", help="Quizzes and questions.")
questions = AppGroup("questions", help="Files of questions.")


@questions.command("inspect")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def inspect_file(file: Path) -> None:
    """Print as JSON what a file holds, and keep nothing: exit 0 all read, 3 some not, 2 refused."""
    try:
        found = inspect.told(*inspect.read(_head(file)))
    except FileRefused as error:
        told = {"format": "", "questions": 0, "types": {}, "problems": [{"line": error.line, "message": str(error)}]}
        click.echo(json.dumps(told, ensure_ascii=False))
        sys.exit(2)
    click.echo(json.dumps(found, ensure_ascii=False))
    sys.exit(3 if found["problems"] else 0)


def _head(file: Path) -> bytes:
    """Return the bytes of a file, of one that is too large only as many as show it."""
    with file.open("rb") as source:
        return source.read(inspect.LARGEST + 1)


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", default="", help="What the quiz is to be called; the file's name if empty.")
@click.option("--unit", default="", help="Code of the unit that owns the questions; the highest one if empty.")
@click.option("--dry-run", is_flag=True, help="Say what would be read, and keep nothing.")
def import_file(file: Path, title: str, unit: str, dry_run: bool) -> None:
    """Bring a file into the bank and make a quiz of it, naming each question that cannot be read by its line."""
    try:
        found = inspect.look(file.read_bytes())
    except FileRefused as error:
        raise click.ClickException(str(error)) from error
    for each in found.questions:
        click.echo(f"line {each.line}: {each.problem or each.kind}: {each.title[:70]}")
    click.echo(f"{len(found.good)} of {len(found.questions)} questions can be read")
    if not dry_run and found.good:
        with transaction.unit_of_work():
            owner = select(Unit.id).where(Unit.code == unit if unit else Unit.parent_id.is_(None)).order_by(Unit.id)
            row = importing.look(file.read_bytes(), file.name, unit_id=db.session.scalar(owner) or 0, category="", by=0)
            quiz = importing.quiz_of(row, title or file.stem, importing.keep(row, found))
        click.echo(f"quiz {quiz.id} made; publish it on its page")
