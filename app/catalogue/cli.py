"""Commands about the catalogue: ``flask catalogue seed``."""

import click
from flask.cli import AppGroup

from app.catalogue import service
from app.web.transaction import unit_of_work

commands = AppGroup("catalogue", help="Categories, presets, terms and default settings.")


@commands.command("seed")
def seed() -> None:
    """Bring categories, presets, terms and default settings up to date from the project's own data file."""
    with unit_of_work():
        done = service.seed_catalogue()
    click.echo(f"added {len(done.added)}, changed {len(done.changed)}, ended {len(done.ended)}")
    for name in done.changed + done.ended:
        click.echo(f"  {name}")
