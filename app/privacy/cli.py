"""Commands about personal data: ``flask privacy retention``."""

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.night import local
from app.journal import queries as journal
from app.privacy import queries, service
from app.privacy.rules import retention

commands = AppGroup("privacy", help="Retention of personal data.")


@commands.command("retention")
@click.argument("commune_id", required=False)
@click.option("--dry-run", is_flag=True, help="Say what would go, and delete nothing.")
@click.option("--limit", default=retention.REPORTS_AT_ONCE, show_default=True, help="Most records of each sort in one run.")
def run_retention(commune_id: str | None, dry_run: bool, limit: int) -> None:
    """Delete what is over where its chief has switched it on; the worker does so every night. Tells only counts."""
    for commune in [commune_id] if commune_id else journal.list_communes(present=True):
        if dry_run:
            _tell(commune)
            continue
        counts = service.retain(commune, limit=limit).counts
        told = ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items()))
        click.echo(f"{commune}: {told or 'nothing'} deleted")


def _tell(commune: str) -> None:
    today = local(clock.now()).date()
    policy = queries.read_policy(commune, today)
    books = (commune, *journal.list_former(commune))
    click.echo(f"{commune}: deleting is {'on' if policy.on else 'off'}")
    for one in queries.sum_due(books, policy, today):
        oldest = f", oldest {one.oldest}" if one.oldest else ""
        records = (
            f", such as {' '.join(receipt for _night, receipt in one.samples)}"
            if any(receipt for _night, receipt in one.samples)
            else ""
        )
        waits = f"held {one.held}, undecided {one.pending}"
        click.echo(f"  {one.kind}: {one.going} after {policy.days[one.kind]} days ({waits}){oldest}{records}")
