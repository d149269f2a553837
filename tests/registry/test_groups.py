"""Groups by days: how many belonged to one on any day, and what a site, a kind and the book add up to."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.core.errors import CHANGED_MEANWHILE, INVALID, MOVE_NOT_POSSIBLE, NOT_ALLOWED, DomainError
from app.registry import queries, service
from app.registry.queries import Sum
from app.registry.rules.sites import Counted, GroupWords
from app.web.transaction import unit_of_work
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.registry.books import ON, SINCE, entered, group, step

pytestmark = pytest.mark.usefixtures("inside")


def count(who: Person, group_id: UUID, version: int, *numbers: object) -> None:
    with unit_of_work():
        service.count_group(who.actor(), group_id, Counted(*numbers), version=version)  # type: ignore[arg-type]


def sum_on(who: Person, day: date) -> Sum:
    return queries.total(queries.list_sites(who.actor(), day))


def test_what_groups_add_up_to_on_any_day(cast: Cast) -> None:
    vinh = cast["vinh"]
    site_id = entered(vinh, cast["binh"].village_id)
    first = group(vinh, site_id, 8, 3)
    second = group(vinh, site_id, 5, 1, since=date(2024, 1, 1), name="Tổ hai")
    count(vinh, first, 1, date(2023, 6, 1), 10, 4, 6, 30)
    count(vinh, first, 2, date(2025, 6, 1), 7, 2)
    with unit_of_work():
        service.end_group(vinh.actor(), second, version=1)
    expected = {
        SINCE - timedelta(days=1): Sum(),
        SINCE: Sum(1, 8, 3),
        date(2023, 5, 31): Sum(1, 8, 3),
        date(2023, 6, 1): Sum(1, 10, 4, 6, 30),
        date(2024, 1, 1): Sum(2, 15, 5, 6, 30),
        date(2025, 6, 1): Sum(2, 12, 3),
        ON: Sum(1, 7, 2),
    }
    assert {day: sum_on(vinh, day) for day in expected} == expected


def test_numbers_of_the_same_day_are_written_anew(cast: Cast) -> None:
    vinh = cast["vinh"]
    site_id = entered(vinh, None)
    one = group(vinh, site_id, 8)
    count(vinh, one, 1, SINCE, 9, 9)
    assert sum_on(vinh, ON) == Sum(1, 9, 9)
    (row,) = queries.list_groups(queries.get_site(vinh.actor(), site_id))
    assert [(line.members, line.women) for line in row.counts] == [(9, 9)]


@pytest.mark.parametrize(
    ("numbers", "fault"),
    [
        ((SINCE, -1), "/members"),
        ((SINCE, 100_000), "/members"),
        ((SINCE, 3, 4), "/women"),
        ((SINCE, 3, 1, 4), "/trained"),
        ((SINCE, 3, 1, 1, -2), "/homes"),
        ((ON + timedelta(days=2), 3), "/since"),
        ((SINCE - timedelta(days=1), 3), "/since"),
    ],
)
def test_numbers_that_cannot_be(cast: Cast, numbers: tuple[object, ...], fault: str) -> None:
    one = group(cast["vinh"], entered(cast["vinh"], None), 8)
    with pytest.raises(DomainError) as refusal:
        count(cast["vinh"], one, 1, *numbers)
    assert refusal.value.problem is INVALID and [each["pointer"] for each in refusal.value.facts["errors"]] == [fault]
    assert sum_on(cast["vinh"], ON) == Sum(1, 8)


def test_groups_are_kept_by_who_keeps_the_site_on_top_of_what_was_seen(cast: Cast) -> None:
    site_id = entered(cast["vinh"], cast["binh"].village_id)
    one = group(cast["ha"], site_id, 8)
    words = GroupWords("Tổ kẻng đổi tên")
    for key, problem in (("hien", NOT_ALLOWED), ("sau", NOT_ALLOWED), ("tu", NOT_ALLOWED), ("lam", None)):
        with pytest.raises(DomainError) as refusal, unit_of_work():
            service.change_group(cast[key].actor(), one, words, version=1)
        assert problem is None or refusal.value.problem is problem
    with unit_of_work():
        service.change_group(cast["ha"].actor(), one, words, version=1)
    with pytest.raises(DomainError) as refusal, unit_of_work():
        service.change_group(cast["loan"].actor(), one, words, version=1)
    assert refusal.value.problem is CHANGED_MEANWHILE


def test_an_ended_site_gets_no_new_group_and_counts_no_more(cast: Cast) -> None:
    vinh = cast["vinh"]
    site_id = entered(vinh, None)
    step(vinh, site_id, "end", reason="Không còn phù hợp")
    with pytest.raises(DomainError) as refusal:
        group(vinh, site_id, 8)
    assert refusal.value.problem is MOVE_NOT_POSSIBLE


def test_a_long_book_costs_as_many_statements_as_a_short_one(cast: Cast) -> None:
    vinh = cast["vinh"]
    costs = []
    for number in range(6):
        one = entered(vinh, cast["binh"].village_id, f"Điểm số {number}")
        group(vinh, one, 5)
        with counted_statements() as seen:
            assert len(queries.list_sites(vinh.actor(), ON)) == number + 1
            queries.list_groups(queries.get_site(vinh.actor(), one))
        costs.append(len(seen))
    assert set(costs) == {5}
