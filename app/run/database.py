"""Preparing the database: migrations, units, catalogue, and in a demo the demo commune. Repeatable."""

import logging
import sys

import flask_migrate
import structlog

from app import create_app
from app.catalogue.service import seed_catalogue
from app.demo.past import Wish, live_on
from app.demo.service import seed_demo
from app.figures import service as figures
from app.reports.service import indexing
from app.run.preparing import note_prepared
from app.settings import Settings
from app.tallies import service as tallies
from app.units.service import read_own_list, update_units
from app.web.transaction import unit_of_work


def _tell(step: str) -> None:
    print(f"→ {step}", file=sys.stderr, flush=True)


def prepare(settings: Settings) -> None:
    """Bring the database up to date with what this version of the program brings along."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app = create_app(settings)
    # The demo's pictures are developed here, and nobody reads a line about each.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with app.app_context():
        _tell("Bringing the database up to date")
        flask_migrate.upgrade()
        _tell("Keeping the list of units: 34 provinces, 3,321 communes and the former ones")
        with unit_of_work():
            update_units(read_own_list())
        _tell("Keeping the catalogue")
        with unit_of_work():
            seed_catalogue()
        if indexing.is_behind():
            _tell("Indexing the words of the reports for the search")
            indexing.rebuild()
        if figures.is_behind():
            _tell("Counting what the nights add up to")
            figures.rebuild()
        if tallies.is_behind():
            _tell("Counting what the book of models adds up to")
            tallies.rebuild()
        if settings.demo:
            _tell("Keeping the demo commune An Hòa Khê")
            with unit_of_work():
                seed_demo()
            live_on(Wish(), _tell)
    note_prepared(settings)
