"""Finding units, and where they lie or lay on a day."""

from datetime import date

import pytest
from flask import Flask

from app.core.errors import DomainError
from app.units import queries, service
from app.units.rules import bare_name
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.counting import counted_statements

TODAY = date(2026, 11, 21)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def units(inside: None) -> None:
    """All provinces, and one of them whole with what it was before."""
    own = list(service.read_own_list())
    communes = {row["id"] for row in own if row["parent_id"] == "68"}
    wanted = [row for row in own if row["kind"] == "province" or {row["id"], *row["successor_ids"].split()} & communes]
    with unit_of_work():
        service.update_units(wanted)


def test_a_province_is_no_commune() -> None:
    assert queries.get_commune("24958").name == "Xã Đức Trọng"
    with pytest.raises(DomainError):
        queries.get_commune("68")


def test_provinces_stand_in_the_order_of_the_alphabet() -> None:
    names = [bare_name(unit.name) for unit in queries.list_provinces(TODAY)]

    assert len(names) == 34
    assert names[:3] == ["An Giang", "Bắc Ninh", "Cà Mau"]
    assert names.index("Đà Nẵng") > names.index("Cần Thơ") > names.index("Cao Bằng")


def test_there_were_no_provinces_of_today_before_july_2025() -> None:
    assert queries.list_provinces(LAST_DAY_OF_DISTRICTS) == []


def test_lam_dong_lists_its_communes() -> None:
    assert len(queries.list_communes("68", TODAY)) == 124


def test_a_search_ignores_diacritics() -> None:
    assert queries.find_units("duc trong", on=TODAY)[0].id == "24958"
    assert queries.find_units("Đức Trọng", on=TODAY)[0].id == "24958"
    assert queries.find_units("d'ran", on=TODAY)[0].name == "Xã D'Ran"


def test_a_search_shows_names_that_begin_with_the_words_first() -> None:
    names = [bare_name(unit.name) for unit in queries.find_units("bao", on=TODAY)]

    begins = [name.startswith("Bảo") for name in names]
    assert begins == sorted(begins, reverse=True)
    assert {True, False} == set(begins)


def test_a_search_takes_percent_signs_for_what_they_are() -> None:
    assert queries.find_units("%") == []
    assert queries.find_units("  ") == []


def test_the_path_of_a_unit_is_that_of_the_day() -> None:
    assert queries.path_of("24958", TODAY) == ("Tỉnh Lâm Đồng", "Xã Đức Trọng")
    assert queries.path_of("24958/2025", LAST_DAY_OF_DISTRICTS) == (
        "Tỉnh Lâm Đồng",
        "Huyện Đức Trọng",
        "Thị trấn Liên Nghĩa",
    )


def test_a_unit_that_has_ended_has_no_path_today() -> None:
    with pytest.raises(DomainError):
        queries.path_of("24958/2025", TODAY)


def test_lien_nghia_is_duc_trong_today() -> None:
    assert [unit.id for unit in queries.list_successors("24958/2025", TODAY)] == ["24958"]
    assert [unit.id for unit in queries.list_successors("24958/2025", LAST_DAY_OF_DISTRICTS)] == ["24958/2025"]


def test_a_chain_of_mergers_is_followed() -> None:
    with unit_of_work():
        duc_trong = queries.get_commune("24958")
        service.update_units([_row(duc_trong.id, duc_trong.name, "2027-06-30", "24976")])

    assert [unit.id for unit in queries.list_successors("24958/2025", date(2028, 1, 1))] == ["24976"]
    assert {"24958", "24958/2025"} <= {unit.id for unit in queries.list_predecessors("24976")}


def test_duc_trong_knows_what_it_was_made_of() -> None:
    assert "24958/2025" in {unit.id for unit in queries.list_predecessors("24958")}


def test_a_numbered_ward_keeps_its_kind() -> None:
    assert bare_name("Phường 12") == "Phường 12"
    assert bare_name("Thành phố Huế") == "Huế"


def test_a_list_costs_one_statement(app: Flask) -> None:
    db.session.expire_all()
    with counted_statements() as statements:
        queries.list_communes("68", TODAY)

    assert len(statements) == 1


def _row(unit_id: str, name: str, ended: str, heirs: str) -> dict[str, str]:
    return {
        "id": unit_id, "code": unit_id, "kind": "xa", "name": name, "parent_id": "68", "valid_from": "2025-07-01",
        "valid_to": ended, "former_district": "", "former_province": "", "successor_ids": heirs,
    }  # fmt: skip
