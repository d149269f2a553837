"""Settled months: the same figures from fewer rows, taken back when one of their nights changes."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
from app.figures import queries, service
from app.figures.models import SettledMonth
from app.figures.queries.adding import Span, Sums
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.counting import counted_statements
from tests.histories import Commune, move

LATER = datetime(2027, 1, 20, 8, tzinfo=VIETNAM)
SPANS = [
    (date(2026, 11, 1), date(2026, 11, 30)),
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2026, 11, 15), date(2027, 1, 19)),
]


@pytest.fixture
def commune(client: ActingClient, binh: Person, thanh: Person, vinh: Person) -> Iterator[Commune]:
    """Nights of two teams in two villages, all but the last approved, read in another year."""
    history = Commune(client, random.Random(8), [binh, thanh], vinh)
    history.plan()
    for _ in range(5):
        history.send()
    for _, op, _ in history.sent[:-1]:
        move(client, vinh, op["report_id"], "approve")
    with clock.frozen(LATER):
        yield history


def read(reader: Person, spans: Sequence[Span] = SPANS) -> tuple[list[Sums], int]:
    """The sums of the spans, and how many statements looked into single nights for members and waits."""
    db.session.rollback()
    with counted_statements() as seen:
        found = queries.read_sums(reader.actor(), spans, LATER.date())
    return found, sum("team_night.members" in one or "team_night.waits" in one for one in seen)


def settled() -> set[date]:
    db.session.rollback()
    return set(db.session.scalars(select(SettledMonth.month)))


@pytest.mark.usefixtures("inside")
def test_a_settled_month_says_the_same_without_its_nights(commune: Commune, vinh: Person, ha: Person) -> None:
    before = [read(one)[0] for one in (vinh, ha)]
    assert before[0][1].people and before[0][1].wait is not None

    months = service.settle_months()
    assert months == len(settled()) > 0 and service.settle_months() == 0
    assert [read(one)[0] for one in (vinh, ha)] == before
    assert read(vinh, SPANS[:1])[1] == 0 and read(vinh, SPANS[2:])[1] > 0


@pytest.mark.usefixtures("inside")
def test_a_late_change_is_in_the_figures_at_once(client: ActingClient, commune: Commune, vinh: Person) -> None:
    service.settle_months()
    stood, before = settled(), read(vinh)[0]
    op = commune.sent[-1][1]
    move(client, vinh, op["report_id"], "approve")

    changed = read(vinh)[0]
    assert changed != before
    assert stood - settled() == {date.fromisoformat(op["body"]["night"]).replace(day=1)}
    assert service.settle_months() == 1 and settled() == stood
    assert read(vinh)[0] == changed
    assert service.rebuild() and settled() == stood and read(vinh)[0] == changed
