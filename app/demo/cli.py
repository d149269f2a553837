"""Commands of the demo: ``flask demo seed``, ``flask demo invitations``."""

import json
import logging
import sys

import click
import structlog
from flask import current_app
from flask.cli import AppGroup

from app.core.errors import DomainError
from app.demo import past, queries, service
from app.people.queries import TeamRow
from app.people.service import NewInvitation
from app.web.application import SETTINGS
from app.web.transaction import unit_of_work

commands = AppGroup("demo", help="The demo commune An Hòa Khê, whose people and places are invented.")


def check_demo() -> None:
    """End the command outside a demo: invented people must not stand among real ones."""
    if not current_app.config[SETTINGS].demo:
        sys.exit("This is no demo: start with KENG_DEMO=1 (never beside a real commune).")


@commands.command("seed")
def seed() -> None:
    """Make whatever is missing of the demo; harmless again."""
    check_demo()
    with unit_of_work():
        service.seed_demo()
    click.echo("The demo commune is there.")


@commands.command("fill")
@click.option(
    "--nights", default=30, show_default=True, type=click.IntRange(1, 500), help="How many nights, the last one last."
)
@click.option("--seed", default=1, show_default=True, help="Another seed is another past.")
@click.option(
    "--photos",
    default="some",
    show_default=True,
    type=click.Choice([one.value for one in past.Photos]),
    help="How many pictures.",
)
def fill(nights: int, seed: int, photos: str) -> None:
    """Write a believable past through the real verbs; nights that have their reports are left as they are."""
    check_demo()
    # Every picture is developed here, and nobody reads a line about each.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with unit_of_work():
        service.seed_demo()
    done = past.fill_nights(nights, past.Wish(seed, past.Photos(photos)))
    rate = done.reports / done.seconds
    click.echo(
        f"{done.first} to {done.last}: {done.reports} reports, {done.steps} decisions and additions, {done.photos} photos"
    )
    click.echo(f"{done.seconds:.1f} s, {rate:.0f} reports a second")


@commands.command("invitations")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
def invitations(as_json: bool) -> None:
    """Print the sign-ins of the office and a fresh invitation for each team, good for one phone and 24 hours."""
    check_demo()
    try:
        with unit_of_work():
            made = service.make_invitations()
    except DomainError:
        sys.exit("The demo is not there yet: run `flask demo seed`.")
    base_url = current_app.config[SETTINGS].public_url
    answer = {
        "base_url": base_url,
        "office": queries.list_sign_ins(),
        "invitations": [_told(base_url, team, invitation) for team, invitation in made],
    }
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for person in answer["office"]:
        click.echo(f"{base_url}/  {person['username']} / {person['password']}  {person['role']}")
    for one in answer["invitations"]:
        click.echo(f"{one['url']}  {one['code']}  {one['team']}")


def _told(base_url: str, team: TeamRow, invitation: NewInvitation) -> dict[str, str]:
    return {
        "team": team.name,
        "team_id": str(team.id),
        "code": invitation.code,
        "url": f"{base_url}/app/#/enrol/{invitation.link_code}",
    }
