"""The command about merged communes: ``flask commune merge``."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext

from app.mergers import service
from app.people.cli import explained


@click.command("merge")
@click.argument("former")
@click.argument("successor")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="First day in the successor, where FORMER has not ended yet.")
@with_appcontext
def merge(former: str, successor: str, on: datetime | None) -> None:
    """Let the commune FORMER go on in SUCCESSOR (official codes); run it once for each commune that was merged.

    Teams, members, routes, the roster ahead, phones and accounts go over; reports, photos and journal stay in their book,
    which the successor's people read and keep on. Phones read everything anew, and lose nothing that waits on them.
    """
    with explained():
        done = service.merge_commune(former, successor, on=_day(on))
    counts = ", ".join(f"{number} {kind}" for kind, number in done.counts.items() if number)
    click.echo(f"{former} goes on in {successor} from {done.first_day:%d/%m/%Y}: {counts or 'nothing to carry over'}")
    click.echo("Next: the settings of the successor count now; see who keeps an account: flask account list")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
