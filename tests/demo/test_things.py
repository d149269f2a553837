"""The demo's book of models holds what its description says, and every start leaves it as it is."""

from flask import Flask

from app.demo import queries, service
from app.journal import queries as journal
from app.registry.queries import activities, assets_counted, needs, roads, scripts
from app.web.transaction import unit_of_work
from tests.demo.conftest import NOW


def test_things_are_those_of_the_description(seeded: Flask) -> None:
    chief = queries.get_chief()
    counted = assets_counted.count_things(chief, {}, NOW.date())
    assert counted.eyes_by_owner == {"committee": 14, "police": 6, "people": 26}
    assert (counted.eyes_by_state["broken"] + counted.eyes_by_state["no-signal"], counted.eyes) == (5, 46)
    assert counted.boards_by_topic == {"order": 12, "cyber": 10, "fire": 6, "traffic": 6}
    assert (counted.things["gong"], counted.things["fire"], counted.overdue, counted.things["loud"]) == (8, 5, 3, 2)
    assert [len(road.cameras) for road in roads.list_roads(chief)] == [5, 5]
    assert sum(row.gap for row in needs.list_needs(chief)) == 9
    assert [one.approved_at is not None for one in scripts.list_scripts(chief)] == [False, True, True]
    sums = activities.sum_activities(chief, NOW.date().replace(month=7), NOW.date(), {})
    assert sum(one.count for one in sums) == 30 and 0 < sum(one.with_evidence for one in sums) < 30


def test_another_start_leaves_them_as_they_are(seeded: Flask) -> None:
    before = journal.head_of(queries.commune_id())
    with unit_of_work():
        service.seed_demo()
    assert journal.head_of(queries.commune_id()) == before
    assert list(journal.find_faults(queries.commune_id())) == []
