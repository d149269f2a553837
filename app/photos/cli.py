"""Commands: ``flask worker`` develops photos until it is stopped, ``flask photos purge`` sweeps up old parts."""

import signal
import threading

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.photos import service
from app.photos import worker as the_worker
from app.photos.darkroom import Darkroom
from app.photos.store import open_store
from app.web.application import SETTINGS
from app.web.durability import refuse_to_forget

commands = AppGroup("photos", help="Photos: uploads under way and storage.")


@click.command("worker")
@click.option("--every", default=1.0, show_default=True, help="Seconds between two looks when nothing waits.")
@click.option("--once", is_flag=True, help="Work until nothing waits, then end.")
@with_appcontext
def worker(every: float, once: bool) -> None:
    """Develop stored photos, and make the files that were ordered. Stops cleanly on SIGTERM and SIGINT, after the photo
    under way."""
    app, settings = current_app._get_current_object(), current_app.config[SETTINGS]  # type: ignore[attr-defined]
    refuse_to_forget(app, settings)
    store = open_store(settings.storage_url)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Darkroom() as darkroom:
        if once:
            count = the_worker.develop_all(store, darkroom.develop)
            the_worker.work_beside_once(store)
            click.echo(f"{count} photos developed")
        else:
            beside = the_worker.work_beside(app, store, stop=stop, every=every)
            the_worker.work(store, darkroom.develop, stop=stop, every=every)
            for thread in beside:
                thread.join()


@commands.command("purge")
def purge() -> None:
    """Forget parts of uploads that nobody has continued for 48 hours."""
    click.echo(f"{service.purge_parts()} parts forgotten")


@commands.command("sweep")
@click.argument("commune_id")
def sweep(commune_id: str) -> None:
    """Delete stored bytes of a commune that no photo names any more."""
    store = open_store(current_app.config[SETTINGS].storage_url)
    click.echo(f"{service.sweep_storage(commune_id, store=store)} photos swept")


@commands.command("check-storage")
def check_storage() -> None:
    """Say whether the storage can be reached and written."""
    open_store(current_app.config[SETTINGS].storage_url).check()
    click.echo("storage answers")
