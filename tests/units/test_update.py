"""Bringing the list of units up to date: whole, repeatable, refused in one list, and nothing is ever deleted."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.core.errors import DomainError
from app.units import service
from app.units.models import Unit, UnitSuccessor
from app.web.database import db
from app.web.transaction import unit_of_work

BARE = {
    "valid_from": "2025-07-01", "valid_to": "", "former_district": "", "former_province": "", "successor_ids": "",
}  # fmt: skip
PROVINCE = {**BARE, "id": "97", "code": "97", "kind": "province", "name": "Tỉnh Thử", "parent_id": ""}
NORTH = {**BARE, "id": "97001", "code": "97001", "kind": "xa", "name": "Xã Bắc Thử", "parent_id": "97"}
SOUTH = {**BARE, "id": "97004", "code": "97004", "kind": "phuong", "name": "Phường Nam Thử", "parent_id": "97"}

pytestmark = pytest.mark.usefixtures("inside")


def update(*table: dict[str, str]) -> service.UnitChanges:
    with unit_of_work():
        return service.update_units(table)


def details(refused: pytest.ExceptionInfo[DomainError]) -> list[str]:
    return [fault["detail"] for fault in refused.value.facts["errors"]]


def test_the_projects_own_list_is_taken_in_whole() -> None:
    with unit_of_work():
        service.update_units(service.read_own_list())

    present = select(func.count()).select_from(Unit).where(Unit.valid_to.is_(None))
    assert db.session.scalar(present) == 34 + 3321
    assert db.session.scalar(select(func.count()).select_from(UnitSuccessor)) == 10034


def test_a_second_update_changes_nothing() -> None:
    with unit_of_work():
        first = service.update_units(service.read_own_list())
    with unit_of_work():
        again = service.update_units(service.read_own_list())

    assert first.added > 13_000
    assert (again.added, again.changed, again.ended, again.unchanged) == (0, 0, 0, 13_389)


def test_children_may_stand_before_their_province() -> None:
    assert update(NORTH, PROVINCE).added == 2


def test_names_can_be_searched_without_diacritics() -> None:
    update(PROVINCE, NORTH)

    assert db.session.get_one(Unit, "97001").name_folded == "xa bac thu"


def test_a_new_name_counts_as_changed() -> None:
    update(PROVINCE, NORTH, SOUTH)

    done = update(PROVINCE, {**NORTH, "name": "Xã Thượng Thử"}, SOUTH)

    assert (done.added, done.changed, done.ended, done.unchanged) == (0, 1, 0, 2)


def test_a_merged_unit_ends_and_points_to_its_successor() -> None:
    update(PROVINCE, NORTH, SOUTH)

    done = update({**NORTH, "valid_to": "2027-06-30", "successor_ids": "97004"})

    assert (done.changed, done.ended) == (0, 1)
    assert db.session.get_one(Unit, "97001").valid_to == date(2027, 6, 30)
    assert db.session.scalars(select(UnitSuccessor.successor_id).where(UnitSuccessor.unit_id == "97001")).all() == ["97004"]


def test_a_mistaken_successor_can_be_mended() -> None:
    east = {**SOUTH, "id": "97007", "code": "97007", "name": "Phường Đông Thử"}
    ended = {**NORTH, "valid_to": "2027-06-30"}
    update(PROVINCE, SOUTH, east, {**ended, "successor_ids": "97004"})

    done = update({**ended, "successor_ids": "97007"})

    assert done.changed == 1
    assert db.session.scalars(select(UnitSuccessor.successor_id).where(UnitSuccessor.unit_id == "97001")).all() == ["97007"]


def test_a_unit_that_a_list_leaves_out_stays() -> None:
    update(PROVINCE, NORTH, SOUTH)

    update(PROVINCE, SOUTH)

    assert db.session.get(Unit, "97001") is not None


def test_broken_lists_are_refused_whole_and_in_one_list() -> None:
    orphan = {**NORTH, "id": "97010", "code": "97010", "parent_id": "98"}
    lonely = {**NORTH, "id": "97013", "code": "97013", "parent_id": ""}
    lost = {**NORTH, "id": "97016", "code": "97016", "valid_to": "2027-06-30", "successor_ids": "97999"}

    with pytest.raises(DomainError) as refused:
        update(PROVINCE, orphan, lonely, lost)

    assert details(refused) == [
        "parent 98 does not exist",
        "a commune lies in a province: parent_id is empty",
        "successor 97999 does not exist",
    ]
    assert [fault["line"] for fault in refused.value.facts["errors"]] == [3, 4, 5]
    assert db.session.get(Unit, "97") is None


@pytest.mark.parametrize(
    ("broken", "detail"),
    [
        ({"kind": "huyen"}, "unknown kind: 'huyen'"),
        ({"id": "97002"}, "id '97002' is not the code '97001', alone or with the year it ended"),
        ({"valid_from": "1/7/2025"}, "not a date (YYYY-MM-DD): 1/7/2025"),
        ({"valid_to": "2020-01-01"}, "ends before it begins"),
        ({"name": ""}, "a name has 1 to 120 characters"),
        ({"successor_ids": "97"}, "has successors, but has not ended"),
        ({"parent_id": "97001"}, "parent 97001 is no province"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(broken: dict[str, str], detail: str) -> None:
    with pytest.raises(DomainError) as refused:
        update(PROVINCE, {**NORTH, **broken})

    assert details(refused) == [detail]


def test_a_unit_cannot_stand_twice() -> None:
    with pytest.raises(DomainError) as refused:
        update(PROVINCE, NORTH, NORTH)

    assert details(refused) == ["97001 stands twice"]


def test_the_command_prints_what_it_did(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["units", "update"])

    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("added 13")


def test_the_command_prints_the_faults_of_a_file(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(",".join(NORTH) + "\n" + ",".join(NORTH.values()) + "\n", "utf-8")

    answer = app.test_cli_runner().invoke(args=["units", "update", str(file)])

    assert answer.exit_code == 1
    assert "line 2: parent 97 does not exist" in answer.output


def test_the_command_finds_a_unit_without_diacritics(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["units", "find", "duc trong"])

    assert "24958\tXã Đức Trọng, Tỉnh Lâm Đồng" in answer.output
