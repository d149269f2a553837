"""The command about the book of models: ``flask registry rebuild``."""

import click
from flask.cli import AppGroup

from app.tallies import service

commands = AppGroup("registry", help="The book of models and what it adds up to.")


@commands.command("rebuild")
def rebuild() -> None:
    """Count the sums of the book of models anew, commune by commune; a commune's writers wait meanwhile."""
    click.echo(f"{service.rebuild()} records are counted")
