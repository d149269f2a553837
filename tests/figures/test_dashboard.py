"""The figures of a period: each measure from its records, compared, opened, and guarded outside the police."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock
from app.figures import queries, rules
from app.figures.queries import overview
from app.figures.views.measured import GROUP_WORDS, MEASURE_WORDS, PERIOD_WORDS
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements
from tests.histories import move
from tests.nights import at, body_of, incident, push_one, submit
from tests.roster.plans import own_team, rostered

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
TODAY = date(2026, 11, 21)


def night_of_team(client: ActingClient, person: Person, day: str, *, approve: Person | None, **more: Any) -> str:
    """A shift from 22:02 to 23:50 of that day, sent, and approved where somebody is named."""
    body = body_of(person, night=day, started_at=at("22:02", day), ended_at=at("23:50", day), **more)
    body["present"] = [{"member_id": str(person.member_id), "from": at("22:02", day), "to": at("23:50", day)}]
    op = submit(person, body=body)
    assert push_one(client, person, op)["status"] == "applied"
    if approve:
        move(client, approve, op["report_id"], "approve")
    return str(op["report_id"])


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "earlier"),
    [
        ("week", date(2026, 11, 21), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 9)),
        ("month", date(2026, 11, 21), date(2026, 11, 1), date(2026, 11, 30), date(2026, 10, 1)),
        ("quarter", date(2026, 11, 21), date(2026, 10, 1), date(2026, 12, 31), date(2026, 7, 1)),
        ("half", date(2026, 3, 1), date(2026, 1, 1), date(2026, 6, 30), date(2025, 7, 1)),
        ("nine", date(2026, 11, 21), date(2026, 1, 1), date(2026, 9, 30), date(2025, 1, 1)),
        ("year", date(2028, 2, 29), date(2028, 1, 1), date(2028, 12, 31), date(2027, 1, 1)),
        ("police-year", date(2026, 12, 14), date(2025, 12, 15), date(2026, 12, 14), date(2024, 12, 15)),
        ("police-year", date(2026, 12, 15), date(2026, 12, 15), date(2027, 12, 14), date(2025, 12, 15)),
        ("class-year", date(2026, 11, 21), date(2026, 11, 15), date(2027, 11, 14), date(2025, 11, 15)),
    ],
)
def test_a_period_knows_its_ends_and_what_it_is_compared_with(
    kind: str, day: date, first: date, last: date, earlier: date
) -> None:
    period = rules.period_of(kind, day)
    assert (period.first, period.last, rules.before(period).first) == (first, last, earlier)
    assert rules.before(rules.after(period)) == period or kind == "nine"
    year_ago = rules.a_year_ago(period)
    assert 350 <= (period.first - year_ago.first).days <= 372 and abs(year_ago.days - period.days) <= 1


def test_a_running_period_is_compared_with_as_many_nights() -> None:
    month = rules.period_of("month", TODAY)
    part = rules.up_to(month, date(2026, 11, 20))
    assert part.days == 20
    earlier = rules.as_long_as(rules.before(month), part, month)
    assert (earlier.first, earlier.last) == (date(2026, 10, 1), date(2026, 10, 20))
    assert rules.as_long_as(rules.before(month), month, month).last == date(2026, 10, 31)


def test_whole_months_and_the_pieces_around_them() -> None:
    months, pieces = rules.whole_months(date(2025, 12, 15), date(2026, 2, 14))
    assert (months, pieces) == (
        [date(2026, 1, 1)],
        [(date(2025, 12, 15), date(2025, 12, 31)), (date(2026, 2, 1), date(2026, 2, 14))],
    )
    assert rules.whole_months(date(2026, 2, 3), date(2026, 2, 9)) == ([], [(date(2026, 2, 3), date(2026, 2, 9))])
    assert rules.whole_months(*NOVEMBER) == ([date(2026, 11, 1)], [])


def test_every_measure_has_its_words() -> None:
    keys = [measure.key for measures in rules.GROUPS.values() for measure in measures]
    assert len(set(keys)) == len(keys) and set(keys) == set(MEASURE_WORDS)
    assert set(rules.GROUPS) == set(GROUP_WORDS) and set(rules.KINDS) == set(PERIOD_WORDS)


@pytest.mark.usefixtures("inside")
def test_a_period_adds_up_its_nights(client: ActingClient, binh: Person, thanh: Person, vinh: Person) -> None:
    noise, grave = incident("A02"), incident("C01", 4, injured=1)
    night_of_team(client, binh, "2026-11-18", approve=vinh, incidents=[noise, grave])
    night_of_team(client, binh, "2026-11-19", approve=vinh)
    night_of_team(client, thanh, "2026-11-19", approve=None, incidents=[incident("A02")])
    night_of_team(client, binh, "2026-10-31", approve=vinh, incidents=[incident("A02")])
    db.session.rollback()

    sums = queries.read_sums(vinh.actor(), [NOVEMBER], TODAY)[0]
    counts = sums.counts
    assert (counts.received, counts.approved, counts.quiet, counts.incidents, counts.grave) == (3, 2, 1, 2, 1)
    assert (counts.minutes, counts.person_minutes, counts.turns, sums.people) == (216, 216, 2, 1)
    assert {code: (one.incidents, one.injured) for code, one in sums.kinds.items()} == {"A02": (1, 0), "C01": (1, 1)}
    # Across the months' ends the pieces count by their nights.
    across = queries.read_sums(vinh.actor(), [(date(2026, 10, 31), date(2026, 11, 19))], TODAY)[0]
    assert across.kinds["A02"].incidents == 2
    by_team = queries.sums_by_team(vinh.actor(), *NOVEMBER, TODAY)
    assert {team: one[0].received for team, one in by_team.items()} == {binh.team_id: 2, thanh.team_id: 1}
    months = queries.sums_by_month(vinh.actor(), date(2026, 10, 1), date(2026, 11, 1), TODAY)
    assert [months[month][0].received for month in sorted(months)] == [1, 3]
    assert queries.hours_of_week(vinh.actor(), *NOVEMBER) == {(2, 23): 2}


@pytest.mark.usefixtures("inside")
def test_shifts_ahead_are_missing_nowhere(client: ActingClient, binh: Person, vinh: Person, son: Person) -> None:
    for day in ("2026-11-21", "2026-11-22"):
        op = rostered(binh, "roster.plan", date.fromisoformat(day), member_ids=[str(binh.member_id)])
        assert push_one(client, binh, op)["status"] == "applied"
    db.session.rollback()
    for tonight, missing in ((TODAY, 0), (TODAY + timedelta(days=1), 1), (date(2026, 12, 3), 2)):
        assert queries.read_sums(vinh.actor(), [NOVEMBER], tonight)[0].missing == missing
        assert queries.sums_by_month(vinh.actor(), *NOVEMBER, tonight)[NOVEMBER[0]][1] == missing
        assert queries.sums_by_team(vinh.actor(), *NOVEMBER, tonight)[own_team(binh)][1] == missing
        (month,) = queries.months_of_communes(son.actor(), TODAY, tonight)
        assert (month.commune, month.month, month.counts.planned, month.missing) == ("Xã Đức Trọng", NOVEMBER[0], 2, missing)


@pytest.mark.usefixtures("inside")
def test_who_sees_which_figures(
    client: ActingClient, cast: Cast, binh: Person, khoi: Person, vinh: Person, ha: Person
) -> None:
    night_of_team(client, binh, "2026-11-19", approve=vinh, incidents=[incident("A02") for _ in range(4)])
    night_of_team(client, khoi, "2026-11-19", approve=vinh, incidents=[incident("E01")])
    db.session.rollback()
    seen = {
        who: queries.read_sums(cast[who].actor(), [NOVEMBER], TODAY)[0].counts.received
        for who in ("vinh", "ha", "lam", "loan")
    }
    assert seen == {"vinh": 2, "ha": 1, "lam": 1, "loan": 2}
    for outsider in ("dung", "son", "quan"):
        assert not queries.read_sums(cast[outsider].actor(), [NOVEMBER], TODAY)[0].counts
    pages = {who: client.get("/figures", as_=cast[who]) for who in ("vinh", "loan", "son", "quan")}
    assert [page.status_code for page in pages.values()] == [200, 200, 403, 403]
    police, committee = (pages[who].get_data(as_text=True) for who in ("vinh", "loan"))
    assert "/reports?" in police and "/reports?" not in committee
    # One incident of a kind would point at people: outside the police it is only said that there are few.
    assert "dưới 3" in committee and "dưới 3" not in police


@pytest.mark.usefixtures("inside")
def test_the_page_costs_the_same_however_much_there_is(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    def cost() -> int:
        with counted_statements() as statements:
            assert client.get("/figures?kind=year", as_=vinh).status_code == 200
        return len(statements)

    night_of_team(client, binh, "2026-11-19", approve=vinh, incidents=[incident("A02")])
    first = cost()
    for number in range(1, 13):
        day = (TODAY - timedelta(days=9 * number)).isoformat()
        for person in (binh, thanh):
            night_of_team(client, person, day, approve=vinh, incidents=[incident("B02"), incident("A01")])
    assert cost() == first


def test_every_kind_of_period_opens_also_before_anything_happened(client: ActingClient, vinh: Person) -> None:
    for kind in (*rules.KINDS, "nonsense"):
        for day in ("", "2024-02-29", "1999-01-01", "not a day"):
            assert client.get(f"/figures?kind={kind}&at={day}", as_=vinh).status_code == 200
    with clock.frozen(TONIGHT.replace(month=12, day=31)):
        assert client.get("/figures?kind=week", as_=vinh).status_code == 200


def test_nights_left_out_by_a_setting_are_not_remembered_with_the_book(
    inside: None, client: ActingClient, binh: Person, ha: Person, vinh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    night_of_team(client, binh, "2026-11-19", approve=ha)
    db.session.rollback()

    def window(*out: date) -> int:
        monkeypatch.setattr(overview, "left_out", lambda *_: set(out))
        return queries.read_overview(vinh.actor(), (NOVEMBER,), NOVEMBER, TODAY).spans[0].window

    assert (window(), window(date(2026, 11, 19)), window()) == (1, 0, 1)
