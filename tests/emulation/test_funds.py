"""The fund book: entries and counter-entries alone, a balance that follows from them, years that are frozen."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core import clock
from app.core.errors import ALREADY_THERE, INVALID, NOT_ALLOWED, NOT_FOUND, DomainError
from app.emulation import queries, service
from app.emulation.models import FundEntry
from app.emulation.rules import funds as rules
from app.emulation.service import Money
from app.journal import queries as journal
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.conftest import TONIGHT
from tests.counting import counted_statements

pytestmark = pytest.mark.usefixtures("inside")
TODAY = date(2026, 11, 21)


def team_of(person: Person) -> UUID:
    assert person.team_id
    return person.team_id


def rows() -> list[tuple[Any, ...]]:
    db.session.rollback()
    found = db.session.scalars(select(FundEntry).order_by(FundEntry.team_id, FundEntry.seq))
    return [(one.seq, one.on, one.amount, one.purpose, one.undoes, one.at, one.account_id) for one in found]


def write(who: Person, team: UUID, amount: int, on: date = TODAY, purpose: str = "Bà con góp quý") -> FundEntry:
    with unit_of_work():
        return service.write_entry(who.actor(), team, Money(on, amount, purpose))


def refused(deed: Any, *args: Any) -> tuple[Any, list[str]]:
    with pytest.raises(DomainError) as caught, unit_of_work():
        deed(*args)
    return caught.value.problem, [one["pointer"] for one in caught.value.facts.get("errors", [])]


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(-900, 900), st.integers(0, 3)),
        st.tuples(st.just("undo"), st.integers(0, 30), st.integers(-50, 50)),
        st.tuples(st.just("publish"), st.integers(2025, 2028), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_whatever_is_written_nothing_ever_changes(deeds: list[tuple[str, int, int]], vinh: Person, binh: Person) -> None:
    team, actor = team_of(binh), vinh.actor()
    db.session.rollback()
    start = max((row[1] for row in rows()), default=TODAY)
    day, published = start, {}
    for kind, number, step in deeds:
        before = rows()
        try:
            with clock.frozen(TONIGHT + (day - TODAY)), unit_of_work():
                if kind == "write":
                    day += timedelta(days=step * 100)
                    with clock.frozen(TONIGHT + (day - TODAY)):
                        service.write_entry(actor, team, Money(day, number, "Bà con góp"))
                elif kind == "undo" and before:
                    entry = queries.list_entries(actor, team)[number % len(before)]
                    right = Money(day, step, "Số đúng") if step else None
                    service.undo_entry(actor, team, entry.id, "Ghi nhầm", right)
                elif kind == "publish":
                    one = service.publish_year(actor, team, number)
                    published[one.year] = (one.opening, one.came_in, one.went_out, one.closing)
        except DomainError:
            assert rows() == before, "what is refused leaves nothing"
        after = rows()
        assert after[: len(before)] == before
        assert [row[0] for row in after] == list(range(1, len(after) + 1))
        assert [row[1] for row in after] == sorted(row[1] for row in after)
    entries = queries.list_entries(actor, team)
    left = sum(one.amount for one in entries)
    assert [balance for _one, balance in rules.with_balances(entries)][-1:] == ([left] if entries else [])
    undone = {one.undoes for one in entries if one.undoes}
    by_id = {one.id: one for one in entries}
    assert all(one.amount == -by_id[one.undoes].amount for one in entries if one.undoes)
    assert left == sum(one.amount for one in entries if one.undoes is None and one.id not in undone)
    for one in queries.list_publications(actor, team):
        known = published.get(one.year)
        assert known is None or known == (one.opening, one.came_in, one.went_out, one.closing)
        sums = rules.sums_of(entries, one.year)
        assert (sums.opening, sums.came_in, sums.went_out, sums.closing) == (
            one.opening,
            one.came_in,
            one.went_out,
            one.closing,
        )
        assert one.closing == sum(entry.amount for entry in entries if entry.on.year <= one.year)


def test_an_entry_is_put_right_by_a_counter_entry(vinh: Person, loan: Person, binh: Person) -> None:
    team = team_of(binh)
    wrong = write(vinh, team, 5_000_000, purpose="Bà con góp quý 3")
    with unit_of_work():
        right = Money(TODAY, 500_000, "Bà con góp quý 3")
        counter = service.undo_entry(loan.actor(), team, wrong.id, "Thừa một số không", right)
    assert [(row[0], row[2]) for row in rows()] == [(1, 5_000_000), (2, -5_000_000), (3, 500_000)]
    sums = rules.sums_of(queries.list_entries(vinh.actor(), team), 2026)
    assert (sums.came_in, sums.went_out, sums.closing) == (500_000, 0, 500_000)
    assert refused(service.undo_entry, vinh.actor(), team, wrong.id, "Ghi nhầm") == (ALREADY_THERE, [])
    assert refused(service.undo_entry, vinh.actor(), team, counter.id, "Ghi nhầm") == (INVALID, ["/why"])
    assert refused(service.undo_entry, vinh.actor(), team, binh.id, "Ghi nhầm") == (NOT_FOUND, [])
    kinds = [note.kind for note in journal.notes_about(COMMUNE, team)]
    assert kinds[-3:] == ["fund.entered", "fund.undone", "fund.entered"]


def test_what_cannot_be_written(vinh: Person, binh: Person) -> None:
    team = team_of(binh)
    write(vinh, team, 100_000, date(2026, 11, 10))
    for money, field in (
        (Money(TODAY, -100_001, "Mua pin đèn"), "/amount"),
        (Money(TODAY, 0, "Mua pin đèn"), "/amount"),
        (Money(TODAY, 1, "x"), "/purpose"),
        (Money(TODAY, 50_000, "Nhận của ông Nguyễn An"), "/purpose"),
        (Money(TODAY, 50_000, "Gọi 0901 234 567"), "/purpose"),
        (Money(TODAY + timedelta(days=1), 1, "Mua pin đèn"), "/on"),
        (Money(date(2026, 11, 9), 1, "Mua pin đèn"), "/on"),
    ):
        assert refused(service.write_entry, vinh.actor(), team, money) == (INVALID, [field]), money
    assert len(rows()) == 1
    assert refused(service.publish_year, vinh.actor(), team, 2026) == (INVALID, ["/year"])


def test_a_published_year_takes_no_more(vinh: Person, binh: Person) -> None:
    team = team_of(binh)
    old = write(vinh, team, 300_000, date(2025, 3, 1))
    write(vinh, team, -120_000, date(2025, 8, 1), "Mua đèn pin")
    with unit_of_work():
        one = service.publish_year(vinh.actor(), team, 2025)
    assert (one.opening, one.came_in, one.went_out, one.closing, one.last_seq) == (0, 300_000, 120_000, 180_000, 2)
    assert refused(service.write_entry, vinh.actor(), team, Money(date(2025, 12, 1), 1, "Ghi sót"))[1] == ["/on"]
    assert refused(service.publish_year, vinh.actor(), team, 2025) == (ALREADY_THERE, [])
    with unit_of_work():
        service.undo_entry(vinh.actor(), team, old.id, "Không có khoản này")
    sums = rules.sums_of(queries.list_entries(vinh.actor(), team), 2026)
    assert (sums.opening, sums.went_out, sums.closing) == (180_000, 300_000, -120_000)
    assert rules.sums_of(queries.list_entries(vinh.actor(), team), 2025).closing == 180_000


def test_who_keeps_and_who_reads(cast: Cast, vinh: Person, binh: Person, khoi: Person) -> None:
    team = team_of(binh)
    for key in ("tu", "hien", "sau", "son", "quan", "binh", "dung"):
        problem = refused(service.write_entry, cast[key].actor(), team, Money(TODAY, 1, "Bà con góp"))[0]
        assert problem is (NOT_FOUND if key == "dung" else NOT_ALLOWED), key
    assert refused(service.write_entry, cast["lam"].actor(), team, Money(TODAY, 1, "Bà con góp")) == (NOT_FOUND, [])
    write(cast["loan"], team, 1000)
    assert [row.balance for row in queries.list_funds(cast["sau"].actor())] == [1000]
    assert len(queries.list_funds(cast["hien"].actor())) == 3
    with pytest.raises(DomainError):
        queries.get_fund_team(cast["sau"].actor(), team_of(khoi))


def test_the_book_by_its_pages(client: ActingClient, cast: Cast, ha: Person, binh: Person) -> None:
    path = f"/emulation/funds/{team_of(binh)}"
    entry = {"way": "in", "on": "2025-05-02", "amount": "1.200.000", "purpose": "Bà con thôn góp quý 1"}
    assert client.submit(f"{path}/entries", entry, as_=ha).status_code == 303
    bad = client.submit(f"{path}/entries", entry | {"amount": "nhiều"}, as_=ha)
    assert bad.status_code == 422 and "ví dụ 1.500.000" in bad.text and "nhiều" in bad.text
    spent = client.submit(f"{path}/entries", entry | {"way": "out", "amount": "1.200.001"}, as_=ha)
    assert spent.status_code == 422 and "Chi nhiều hơn" in spent.text
    assert client.submit(f"{path}/publications", {"year": "2025"}, as_=ha).location == f"{path}/2025"
    paper = client.get(f"{path}/2025", as_=cast["sau"]).text
    assert "CÔNG KHAI THU, CHI QUỸ NĂM 2025" in paper and "1.200.000 đ" in paper
    page = client.get(path, as_=cast["sau"]).text
    assert "1.200.000 đ" in page and "counter-entry" not in page and '<form method="post" action="/emulation' not in page
    (first,) = [one.id for one in queries.list_entries(ha.actor(), team_of(binh))]
    undo = {"why": "Ghi thừa", "way": "in", "amount": "200.000", "purpose": "Bà con thôn góp quý 1"}
    assert client.submit(f"{path}/entries/{first}/counter-entry", undo, as_=ha).status_code == 303
    assert "đã đảo bằng số 2" in client.get(path, as_=ha).text and "200.000 đ" in client.get("/emulation/funds", as_=ha).text
    assert client.get(path, as_=cast["dung"]).status_code == 404 and client.get(path, as_=cast["lam"]).status_code == 404

    def cost() -> int:
        with counted_statements() as statements:
            client.get(path, as_=ha)
        return len(statements)

    before = cost()
    for number in range(5):
        write(ha, team_of(binh), 1000 + number)
    assert cost() == before
