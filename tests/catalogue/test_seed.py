"""Bringing the catalogue up to date: everything arrives, a second time changes nothing, and nothing is lost."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from app.catalogue import queries, service
from app.catalogue.models import Category, Preset, Setting, Term
from app.web.database import db
from app.web.transaction import unit_of_work

TONIGHT = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def nothing_seeded(inside: None) -> Iterator[None]:
    """An empty catalogue, whatever the template of the databases holds; and no answers kept for the next test."""
    with unit_of_work():
        for table in (Category, Preset, Term, Setting):
            db.session.execute(delete(table))
    queries.forget()
    yield
    queries.forget()


def seed(data: dict[str, Any] | None = None) -> service.CatalogueChanges:
    with unit_of_work():
        return service.seed_catalogue(data)


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_everything_in_the_data_file_becomes_a_row() -> None:
    done = seed()

    assert (count(Category), count(Preset)) == (58, 5)
    assert len(done.added) == count(Category) + count(Preset) + count(Term) + count(Setting)
    assert done.changed == done.ended == []


def test_a_second_time_changes_nothing() -> None:
    seed()

    again = seed()

    assert (again.added, again.changed, again.ended) == ([], [], [])


def test_a_new_wording_is_taken_over() -> None:
    seed()
    data = deepcopy(service.read_data())
    data["categories"][0]["vi"] = "Tụ tập ồn ào"
    data["limits"]["photo"]["per_report"] = 12

    assert seed(data).changed == ["category A01", "setting limits"]
    assert queries.limits()["photo"]["per_report"] == 12


def test_a_category_that_is_gone_ends_and_keeps_its_words() -> None:
    seed()
    data = deepcopy(service.read_data())
    data["categories"] = [row for row in data["categories"] if row["code"] != "F09"]

    assert seed(data).ended == ["category F09"]
    assert db.session.get_one(Category, "F09").valid_to == TONIGHT
    assert queries.categories()["F09"].vi == "Dịch bệnh vật nuôi, chó thả rông"


def test_what_a_commune_has_set_is_not_touched() -> None:
    seed()
    with unit_of_work():
        db.session.add(Setting(key="pronoun", scope="24958", valid_from=date(2026, 1, 1), value="cô chú"))

    seed()

    assert queries.get_setting("pronoun", on=TONIGHT, commune_id="24958") == "cô chú"


def test_the_command_says_what_it_did(app: Flask) -> None:
    runner = app.test_cli_runner()

    assert runner.invoke(args=["catalogue", "seed"]).output.startswith("added ")
    assert runner.invoke(args=["catalogue", "seed"]).output == "added 0, changed 0, ended 0\n"
