"""Settings have a scope and dates of effect: the nearest that holds on the day counts."""

from datetime import date
from typing import Any

import pytest

from app.catalogue import queries, service
from app.catalogue.models import Setting
from app.core.errors import DomainError
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.counting import counted_statements

COMMUNE, PROVINCE = "24958", "68"
DAY = date(2026, 11, 21)

pytestmark = pytest.mark.usefixtures("inside")


def put(value: Any, scope: str, since: date, until: date | None = None) -> None:
    with unit_of_work():
        db.session.add(Setting(key="allowance_cap_nights", scope=scope, valid_from=since, valid_to=until, value=value))


def cap(on: date = DAY) -> Any:
    return queries.get_setting("allowance_cap_nights", on=on, commune_id=COMMUNE, province_id=PROVINCE)


@pytest.fixture(autouse=True)
def defaults(inside: None) -> None:
    with unit_of_work():
        service.seed_catalogue()


def test_the_default_holds_where_nobody_has_set_anything() -> None:
    assert cap() == 10


def test_a_province_beats_the_default() -> None:
    put(12, PROVINCE, date(2026, 1, 1))

    assert cap() == 12


def test_a_commune_beats_its_province() -> None:
    put(8, COMMUNE, date(2026, 1, 1))
    put(12, PROVINCE, date(2026, 6, 1))

    assert cap() == 8


def test_a_setting_begins_on_its_day_and_the_past_keeps_the_old_one() -> None:
    put(8, COMMUNE, date(2026, 1, 1))
    put(9, COMMUNE, date(2026, 11, 21))

    assert (cap(date(2026, 11, 20)), cap(DAY)) == (8, 9)


def test_a_setting_that_has_ended_gives_way() -> None:
    put(8, COMMUNE, date(2026, 1, 1), until=date(2026, 11, 20))

    assert (cap(date(2026, 11, 20)), cap(DAY)) == (8, 10)


def test_other_communes_are_not_touched() -> None:
    put(8, "24931", date(2026, 1, 1))

    assert cap() == 10


def test_a_setting_may_be_false_or_empty() -> None:
    assert queries.get_setting("location", on=DAY) is False
    assert queries.get_setting("duty_phone", on=DAY) == ""


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(DomainError):
        queries.get_setting("colour", on=DAY)


def test_many_settings_cost_one_statement() -> None:
    with counted_statements() as statements:
        queries.setting_values(("pronoun", "duty_phone", "emergency"), on=DAY, commune_id=COMMUNE, province_id=PROVINCE)

    assert len(statements) == 1
