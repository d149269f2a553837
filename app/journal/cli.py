"""Commands about journals: ``flask journal verify``, ``flask journal restored``."""

import secrets
import sys

import click
from flask.cli import AppGroup
from sqlalchemy import update

from app.journal import queries
from app.web.database import db
from app.web.epoch import Instance
from app.web.transaction import unit_of_work

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
    generation = secrets.token_hex(4)
    with unit_of_work():
        db.session.execute(update(Instance).where(Instance.name == "restore_generation").values(value=generation))
    click.echo(f"restore generation {generation}; restart the server")
