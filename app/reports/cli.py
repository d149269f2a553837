"""Commands about phones and what they sent: ``flask devices alarms``, ``flask reports forget-positions``."""

import sys
from collections.abc import Iterator
from datetime import datetime

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.actor import Actor
from app.journal import queries as journal
from app.people import queries as people
from app.people.queries import DeviceRow
from app.people.rules import CHIEF
from app.people.rules.phones import ALARMS, Trouble, counted, moment_in
from app.reports import queries
from app.reports.service.forgetting import forget_positions

devices = AppGroup("devices", help="The phones of the teams.")
reports = AppGroup("reports", help="What the teams wrote.")


@devices.command("alarms")
def alarms() -> None:
    """Name what may cost somebody's work, by ids and counts alone; exits 1 when there is anything, for timers and mail."""
    found = False
    for commune_id in journal.list_communes(present=True):
        # What its chief would see, and nothing of what was written.
        actor = Actor("office", role=CHIEF, commune_id=commune_id, former_ids=journal.list_former(commune_id))
        lines = [*_of_phones(actor), *_of_held(actor)]
        found = found or bool(lines)
        click.echo(f"{commune_id}: {len(lines) or 'no'} alarm{'' if len(lines) == 1 else 's'}")
        for line in lines:
            click.echo(f"  {line}")
    sys.exit(1 if found else 0)


@reports.command("forget-positions")
def forget() -> None:
    """Take out positions whose days are over; the worker does so every hour."""
    click.echo(f"{forget_positions()} rows without positions whose days are over")


def _of_phones(actor: Actor) -> Iterator[str]:
    for device in people.list_devices(actor):
        if device.revoked_at is None:
            for trouble in people.troubles_now(device):
                if trouble in ALARMS:
                    yield f"{trouble} phone={device.id} {_figures(device, trouble)}"


def _figures(device: DeviceRow, trouble: Trouble) -> str:
    health = device.health or {}
    if trouble is Trouble.OLD_UNSENT:
        oldest = moment_in(health, "oldest_unsent_at")
        return f"unsent={int(health.get('unsent') or 0)} hours={_hours(oldest) if oldest else 0}"
    made, accounted = counted(health)
    return f"made={made} accounted={accounted}" + (" forgot" if health.get("forgot") else "")


def _of_held(actor: Actor) -> Iterator[str]:
    for row in queries.list_late(actor):
        yield f"held operation={row.id} phone={row.device_id} hours={_hours(row.at)}"


def _hours(since: datetime) -> int:
    return int((clock.now() - since).total_seconds() // 3600)
