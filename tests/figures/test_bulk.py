"""The bulk loader of the measurements writes the figures that a new count gives, so that they are measured as they are."""

from pathlib import Path

from flask import Flask

from app.figures import service
from app.figures.rules import COUNTED, HAPPENED
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.bench.databases import inside
from tests.bench.loading import load_reports
from tests.bench.world import TEAMS, right_now, write_world
from tests.figures.test_keeping import TABLES, check_against_records, kept, sums

# So many nights that a month ends among them, and one on which not every team went.
REPORTS = 34 * TEAMS + 5
WAITING = 2 * TEAMS + 5


def test_a_new_count_changes_nothing_of_a_loaded_book(own_database_url: str, tmp_path: Path) -> None:
    def look(_app: Flask) -> None:
        with unit_of_work():
            write_world(db.session.connection(), right_now())
        db.session.remove()
        load_reports(own_database_url, REPORTS, 1)
        loaded = kept()
        check_against_records()
        night, month, kind = TABLES
        assert sums(night, "received", "approved", "incidents") == [REPORTS, REPORTS - WAITING, sums(kind, HAPPENED[0])[0]]
        assert sums(night, *COUNTED) == sums(month, *COUNTED) and sums(kind, HAPPENED[0])[0] > 0
        db.session.rollback()

        assert service.rebuild() == REPORTS
        assert kept() == loaded

    inside(own_database_url, tmp_path, look)
