"""Figures of former districts: entered, corrected, read back at the lowest present unit that wholly holds each of them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from app.core.actor import Actor
from app.core.errors import DomainError
from app.tallies import queries, service
from app.tallies.queries import read_sums
from app.tallies.service import Told
from app.units.service import read_own_list, update_units
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements

pytestmark = pytest.mark.usefixtures("inside", "tree")
DUC_TRONG, DON_DUONG = "district:Huyện Đức Trọng/Tỉnh Lâm Đồng", "district:Huyện Đơn Dương/Tỉnh Lâm Đồng"
THONG_NHAT, DINH_QUAN = "district:Huyện Thống Nhất/Tỉnh Đồng Nai", "district:Huyện Định Quán/Tỉnh Đồng Nai"
# What the articles tell: the district, year, measure with its kind, and how many.
ARTICLES = (
    (DUC_TRONG, 2020, "eyes", "police", 102),
    (DUC_TRONG, 2020, "eyes", "people", 1022),
    (DUC_TRONG, 2020, "roads", "", 13),
    (DUC_TRONG, 2020, "boards", "order", 186),
    (DUC_TRONG, 2020, "boards", "cyber", 300),
    (DUC_TRONG, 2022, "communes", "M01", 8),
    (DUC_TRONG, 2022, "communes", "M12", 15),
    (DUC_TRONG, 2022, "communes", "M03", 15),
)
OF_DONG_NAI = (
    (THONG_NHAT, 2017, "groups", "M16", 1007),
    (THONG_NHAT, 2017, "members", "M16", 40_000),
    (THONG_NHAT, 2017, "models", "", 17),
    (DINH_QUAN, 2017, "groups", "M13", 20),
)


@pytest.fixture
def tree(inside: None) -> Iterator[None]:
    """The real list of units."""
    with unit_of_work():
        update_units(read_own_list())
    yield


def entered(actor: Actor, *figures: tuple[str, int, str, str, int]) -> list[UUID]:
    ids = []
    for unit, year, measure, kind, amount in figures:
        told = Told(unit, date(year, 12, 31), True, measure, kind, amount, "Báo Lâm Đồng, tổng kết năm")
        with unit_of_work():
            ids.append(service.enter_history(actor, told).id)
    return ids


def read_back(province_id: str) -> set[tuple[str, int, str, str, int, str]]:
    db.session.rollback()
    return {
        (row.unit, row.figure.on.year, row.figure.measure, row.figure.kind, row.figure.amount, row.home.name)
        for row in queries.list_history(province_id)
    }


def test_the_articles_figures_are_read_back_at_the_unit_that_holds_their_district(son: Person) -> None:
    entered(son.actor(), *ARTICLES)
    dong_nai = Actor("office", id=son.id, role="province", province_id="75")
    entered(dong_nai, *OF_DONG_NAI)
    assert read_back("68") == {
        ("Huyện Đức Trọng", year, measure, kind, amount, "Tỉnh Lâm Đồng") for _unit, year, measure, kind, amount in ARTICLES
    }
    names = {THONG_NHAT: "Huyện Thống Nhất", DINH_QUAN: "Huyện Định Quán"}
    assert read_back("75") == {
        (names[unit], year, measure, kind, amount, "Tỉnh Đồng Nai") for unit, year, measure, kind, amount in OF_DONG_NAI
    }
    assert queries.history_of_home("24958") == [] and len(queries.history_of_home("68")) == len(ARTICLES)
    with counted_statements() as few:
        queries.list_history("68")
    entered(son.actor(), *ARTICLES)
    db.session.rollback()
    with counted_statements() as many:
        queries.list_history("68")
    assert len(few) == len(many) <= 6


def test_what_went_into_one_commune_is_shown_there_and_added_to_nothing(
    client: ActingClient, cast: Cast, son: Person, vinh: Person
) -> None:
    # Liên Nghĩa and Phú Hội became Đức Trọng; of Đơn Dương's communes each went its own way.
    entered(
        son.actor(),
        ("commune:24958/2025", 2020, "eyes", "people", 88),
        (DON_DUONG, 2020, "communes", "M01", 10),
        ("province:Tỉnh Lâm Đồng", 2021, "eyes", "", 4411),
    )
    homes = {row.unit: row.home.id for row in queries.list_history("68")}
    assert homes == {"Thị trấn Liên Nghĩa": "24958", "Huyện Đơn Dương": "68", "Tỉnh Lâm Đồng": "68"}
    db.session.rollback()
    page = client.get("/models/figures", as_=vinh).text
    assert "Thị trấn Liên Nghĩa" in page and "Mắt camera: Người dân" in page and "4.411" not in page
    board = client.get("/models/province", as_=son).text
    assert "4.411" in board and "Huyện Đơn Dương" in board
    assert read_sums(queries.of_books(["24958"]), [date(2026, 11, 21)]).on(date(2026, 11, 21), "eyes") == 0
    assert "Thị trấn Liên Nghĩa" not in client.get("/models/figures", as_=cast["dung"]).text


def test_a_district_that_became_one_commune_is_told_there(son: Person) -> None:
    """An island district of a province that is no more went whole into the special zone of its name."""
    entered(son.actor(), ("district:Huyện Phú Quí/Tỉnh Bình Thuận", 2023, "sites", "M01", 6))
    (row,) = queries.list_history("68")
    assert (row.home.id, row.home.name) == ("23272", "Đặc khu Phú Quý")
    assert [one.figure.id for one in queries.history_of_home("23272")] == [row.figure.id]


def test_a_correction_takes_the_place_of_a_figure_that_is_kept(client: ActingClient, son: Person, vinh: Person) -> None:
    form = {"unit": DUC_TRONG, "year": "2020", "measure": "eyes/people", "amount": "1202", "source": "Báo cáo năm 2020"}
    assert client.submit("/models/history", form, as_=son).status_code == 303
    db.session.rollback()
    (row,) = queries.list_history("68")
    path = f"/models/history/{row.figure.id}"
    assert 'value="1202"' in client.get(path, as_=son).text
    assert client.submit(path, form | {"amount": "1022", "on": "2020-12-31"}, as_=son).status_code == 303
    db.session.rollback()
    assert [one.figure.amount for one in queries.list_history("68")] == [1022]
    assert sorted(one.figure.amount for one in queries.list_history("68", replaced=True)) == [1022, 1202]
    assert client.submit(path, form, as_=son).status_code == 412, "what was corrected is corrected no more"
    for wrong in ({"unit": "district:Huyện Thống Nhất/Tỉnh Đồng Nai"}, {"amount": "-1"}, {"year": "2030"}, {"source": "x"}):
        assert client.submit("/models/history", form | wrong, as_=son).status_code == 422, wrong
    assert client.submit("/models/history", form, as_=vinh).status_code == 403
    with pytest.raises(DomainError, match="not-allowed"):
        entered(vinh.actor(), ARTICLES[0])
