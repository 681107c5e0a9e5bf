"""Commands about people: a staff list in, a staff list out."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from training.accounts import staff_apply, staff_words
from training.accounts.models import Unit
from training.accounts.staff_judge import Importer
from training.accounts.staff_rows import COLUMNS, ColumnsMissing
from training.core import files, spreadsheet, transaction
from training.core.sheet import SheetRefused

commands = AppGroup("people", help="People and their posts.")
OPERATOR = Importer(is_admin=True)


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_file(file: Path, dry_run: bool) -> None:
    """Bring a staff list in (XLSX or CSV), naming each bad line; good lines go in without them."""
    data = file.read_bytes()
    try:
        made = staff_apply.plan(data, OPERATOR)
    except (SheetRefused, ColumnsMissing) as error:
        raise SystemExit(f"{file.name}: {error}") from error
    for problem in made.problems:
        click.echo(f"line {problem.line}, {problem.column}: {staff_words.sentence(problem)}")
    counts = made.counts
    if not dry_run:
        with transaction.unit_of_work():
            batch_id = staff_apply.begin(files.store(data, file.name, "staff"), OPERATOR).id
        counts = staff_apply.run(batch_id)
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + (" (dry run)" if dry_run else ""))


@commands.command("export")
def export() -> None:
    """Write everybody to standard output, in the columns that an import reads."""
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    for row in staff_apply.exported(select(Unit.id)):
        writer.writerow([spreadsheet.harmless(spreadsheet.cell(value)) for value in row])
