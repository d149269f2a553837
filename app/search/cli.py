"""The command about the search: ``flask search rebuild``."""

import click
from flask.cli import AppGroup

from app.reports.service import indexing

commands = AppGroup("search", help="The words by which the office finds reports and incidents.")


@commands.command("rebuild")
def rebuild() -> None:
    """Write the index anew from what the reports say; everything may run meanwhile."""
    click.echo(f"the words of {indexing.rebuild()} reports are indexed")
