"""Commands: ``flask backup make``, ``flask backup verify``, ``flask backup restore``."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from app.backup import service
from app.backup.rules import BackupFault
from app.photos.store import BlobStore, StoreDown, open_store
from app.web.application import SETTINGS

commands = AppGroup("backup", help="Copies of database and photos, proven before they count.")
Done = TypeVar("Done")
_FOLDER = click.Path(file_okay=False, path_type=Path)
_EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)


def _store() -> BlobStore:
    return open_store(current_app.config[SETTINGS].storage_url)


def _explained(work: Callable[[], Done]) -> Done:
    try:
        return work()
    except (BackupFault, StoreDown, OSError) as fault:
        click.echo(str(fault) or type(fault).__name__, err=True)
        sys.exit(1)


@commands.command("make")
@click.argument("folder", type=_FOLDER)
@click.option("--keep", default=0, type=click.IntRange(0), help="How many backups to keep; 0 keeps all.")
def make(folder: Path, keep: int) -> None:
    """Write a backup into FOLDER while the server runs. Exits 1 when a photo was missing."""
    made = _explained(lambda: service.make_backup(folder.resolve(), _store(), keep=keep))
    told = made.manifest
    click.echo(f"{made.path}: {told.photos} photos, {told.photo_bytes / 1e6:.0f} MB, {len(told.journals)} journals")
    if made.dropped:
        click.echo(f"{made.dropped} old backups let go")
    for key in told.missing[:20]:
        click.echo(f"  missing in the storage: {key}", err=True)
    sys.exit(1 if told.missing else 0)


@commands.command("verify")
@click.argument("backup", type=_EXISTING)
def verify(backup: Path) -> None:
    """Read everything of BACKUP again and hold it against its digests; exits 1 when something is wrong."""
    told = _explained(lambda: service.prove_backup(backup.resolve()))
    click.echo(f"whole: made {told.made_at}, {told.photos} photos, migration {told.migration}")


@commands.command("restore")
@click.argument("backup", type=_EXISTING)
def restore(backup: Path) -> None:
    """Bring BACKUP back into the empty database and the storage that the settings name."""
    done = _explained(lambda: service.restore_backup(backup.resolve(), _store()))
    click.echo(f"Restored: {done.manifest.photos} photos, journals of {len(done.manifest.journals)} communes.")
    for commune in done.broken:
        click.echo(f"  the journal of {commune} is not whole: flask journal verify {commune}", err=True)
    click.echo(
        f"The epoch is new. Start the server: phones will ask what is missing since {done.manifest.made_at} and send it "
        "again by themselves. Decisions of the office since then have to be made again."
    )
    sys.exit(1 if done.broken else 0)
