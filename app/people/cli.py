"""Commands about people: ``flask commune open``, ``flask account add``, ``flask account link`` …"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from app.core.actor import SYSTEM
from app.core.errors import DomainError
from app.core.night import local
from app.core.text import fold
from app.people import queries, rules, service
from app.people.service import NewLink
from app.units.models import Village
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work

communes = AppGroup("commune", help="Communes whose book is kept here.")
accounts = AppGroup("account", help="Accounts of the office.")


@contextmanager
def explained() -> Iterator[None]:
    """One unit of work; a refusal becomes sentences and the exit status 1."""
    try:
        with unit_of_work():
            yield
    except DomainError as refused:
        click.echo(refused.problem.title + "".join(f" {name}={value}" for name, value in _facts(refused)), err=True)
        for fault in refused.facts.get("errors", []):
            click.echo(f"  {fault['pointer'].lstrip('/')}: {fault['detail']}", err=True)
        sys.exit(1)


def _facts(refused: DomainError) -> list[tuple[str, object]]:
    return [(name, value) for name, value in refused.facts.items() if name != "errors"]


@communes.command("open")
@click.argument("code")
def open_commune(code: str) -> None:
    """Let the commune with this official CODE keep its book here; harmless when it does already."""
    with explained():
        unit = service.open_commune(code)
        name = unit.name
    click.echo(f"{code} {name}: open. Next: flask account add … --role chief --commune {code}")


@accounts.command("add")
@click.argument("username")
@click.option("--name", required=True, help="The person's name, as the office shows it.")
@click.option("--role", required=True, type=click.Choice(rules.OFFICE_ROLES))
@click.option("--commune", help="Official code of the commune, for every role but province and admin.")
@click.option("--province", help="Official code of the province, for the role province.")
@click.option("--villages", default="", help="Names of villages, with commas: what an officer or village head answers for.")
def add(username: str, name: str, role: str, commune: str | None, province: str | None, villages: str) -> None:
    """Add an account and print the link, good once, on which the person sets a password."""
    with explained():
        village_ids = _village_ids(commune, [part for part in villages.split(",") if part.strip()])
        service.add_account(
            SYSTEM, username, name=name, role=role, commune_id=commune, province_id=province, village_ids=village_ids
        )
        link = service.make_password_link(SYSTEM, username)
    _print_link(link)


def _village_ids(commune: str | None, names: list[str]) -> frozenset[UUID]:
    if not names:
        return frozenset()
    rows = db.session.execute(
        select(Village.id, Village.name).where(Village.commune_id == commune, Village.valid_to.is_(None))
    )
    known = {fold(name): village_id for village_id, name in rows}
    unknown = [name.strip() for name in names if fold(name) not in known]
    if unknown:
        raise click.BadParameter(f"not a village of {commune}: {', '.join(unknown)}", param_hint="--villages")
    return frozenset(known[fold(name)] for name in names)


@accounts.command("link")
@click.argument("username")
def link(username: str) -> None:
    """Print a new link on which the person sets a password once; links printed before end."""
    with explained():
        made = service.make_password_link(SYSTEM, username)
    _print_link(made)


@accounts.command("close")
@click.argument("username")
def close(username: str) -> None:
    """Close an account and end its sessions; what it did stays in the books."""
    with explained():
        service.close_account(SYSTEM, username)
    click.echo(f"{username}: closed")


@accounts.command("forget-factor")
@click.argument("username")
def forget_factor(username: str) -> None:
    """Take away a second factor that was lost, and end the account's sessions; a new one is set at the next sign-in."""
    with explained():
        service.forget_factor(SYSTEM, username)
    click.echo(f"{username}: signs in by password alone once, then sets a new second factor")


@accounts.command("list")
@click.option("--commune", help="Only those of this commune.")
def list_accounts(commune: str | None) -> None:
    """Print the open accounts."""
    for account in queries.list_accounts(commune):
        click.echo(f"{account.username}\t{account.role}\t{account.commune_id or account.province_id or '–'}\t{account.name}")


def _print_link(made: NewLink) -> None:
    until = local(made.expires_at)
    click.echo(f"{current_app.config[SETTINGS].public_url}/password/{made.token}")
    click.echo(f"{made.username}: good once, until {until:%H:%M %d/%m/%Y}", err=True)
