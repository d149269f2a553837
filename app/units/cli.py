"""Commands about units: ``flask units update``, ``flask units find``."""

import csv
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.errors import DomainError
from app.core.night import local
from app.units import queries, service
from app.web.transaction import unit_of_work

_MOST_FAULTS = 50
commands = AppGroup("units", help="Provinces and communes, present and former.")


@commands.command("update")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def update(file: Path | None) -> None:
    """Bring the units up to date from FILE (a CSV like the project's own list, which is the default)."""
    table = list(csv.DictReader(file.read_text("utf-8-sig").splitlines())) if file else service.read_own_list()
    try:
        with unit_of_work():
            done = service.update_units(table)
    except DomainError as refused:
        faults = refused.facts["errors"]
        for fault in faults[:_MOST_FAULTS]:
            click.echo(f"line {fault['line']}: {fault['detail']}", err=True)
        click.echo(f"{len(faults)} faults; nothing was changed", err=True)
        sys.exit(1)
    click.echo(f"added {done.added}, changed {done.changed}, ended {done.ended}, unchanged {done.unchanged}")


@commands.command("find")
@click.argument("text")
def find(text: str) -> None:
    """Print id and place of the units whose name holds TEXT, with or without diacritics."""
    today = local(clock.now()).date()
    for unit in queries.find_units(text):
        place = queries.path_of(unit.id, unit.valid_to or today)
        until = f" (to {unit.valid_to:%d/%m/%Y})" if unit.valid_to else ""
        click.echo(f"{unit.id}\t{', '.join(reversed(place))}{until}")
