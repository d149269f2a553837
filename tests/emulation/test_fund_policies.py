"""On PostgreSQL the database itself lets nobody change or take out an entry of a fund book."""

from datetime import date

import pytest
from sqlalchemy import delete, update

from app.emulation import queries, service
from app.emulation.models import FundEntry, FundPublication
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.cast import Person
from tests.emulation.test_funds import rows, team_of, write

pytestmark = pytest.mark.usefixtures("inside")


def test_the_database_itself_changes_no_entry(vinh: Person, binh: Person) -> None:
    team = team_of(binh)
    write(vinh, team, 100_000, date(2025, 1, 2))
    with unit_of_work():
        service.publish_year(vinh.actor(), team, 2025)
    before = rows()
    for change in (update(FundEntry).values(amount=1), delete(FundEntry), delete(FundPublication)):
        with unit_of_work():
            assert db.session.execute(change).rowcount == 0  # type: ignore[attr-defined]
    assert rows() == before and len(queries.list_publications(vinh.actor(), team)) == 1
