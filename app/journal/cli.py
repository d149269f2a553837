"""Commands about journals: ``flask journal verify``, ``flask journal restored``."""

import sys

import click
from flask.cli import AppGroup

from app.journal import queries
from app.web.generation import begin_generation

commands = AppGroup("journal", help="The numbered, chained journal of each commune.")


@commands.command("verify")
@click.argument("commune_id", required=False)
def verify(commune_id: str | None) -> None:
    """Find any change, gap or swap; exits 1 when there is one."""
    communes = [commune_id] if commune_id else queries.list_communes()
    broken = 0
    for commune in communes:
        faults = list(queries.find_faults(commune))
        broken += bool(faults)
        click.echo(f"{commune}: {queries.head_of(commune)} notes, {'whole' if not faults else f'{len(faults)} faults'}")
        for fault in faults[:20]:
            click.echo(f"  {fault.seq}: {fault.what}", err=True)
    sys.exit(1 if broken else 0)


@commands.command("restored")
def restored() -> None:
    """Say that the database was restored from a backup: every phone will prove again what it sent."""
    click.echo(f"restore generation {begin_generation()}; restart the server")
