"""The command about the figures: ``flask figures rebuild``."""

import click
from flask.cli import AppGroup

from app.figures import service

commands = AppGroup("figures", help="What the nights of teams, villages and communes add up to.")


@commands.command("rebuild")
def rebuild() -> None:
    """Count everything anew from reports and rosters, commune by commune; a commune's writers wait meanwhile."""
    click.echo(f"{service.rebuild()} nights are counted")
