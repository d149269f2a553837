"""Row-level security on PostgreSQL: what stands when the first wall, the scope of the queries, is taken away."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from sqlalchemy import ColumnElement, text, true
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from app import create_app
from app.people.queries import filters
from app.settings import Settings
from app.web import durability, wall
from app.web.application import SETTINGS
from app.web.database import Base, db
from tests.acting import ActingClient
from tests.cast import COMMUNE, OTHER_COMMUNE, Cast
from tests.web.canary import WORD, plant
from tests.web.test_outsiders import ask, doors

# By what we find out who asks; numbers of the journal alone; the lines that the search's index reads (ADR 16).
WITHOUT_A_WALL = {"account", "account_village", "stand_in", "device", "invitation", "journal_head", "search_line"}


@pytest.fixture
def no_first_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every query had forgotten whose rows it asks for."""

    def everything(*_: object) -> ColumnElement[bool]:
        return true()

    for name in ("scope", "scope_today", "in_books", "in_villages"):
        filter_ = getattr(filters, name)
        for module in [one for known, one in sys.modules.items() if known.startswith("app.")]:
            if getattr(module, name, None) is filter_:
                monkeypatch.setattr(module, name, everything)


def test_every_table_of_a_commune_stands_behind_it(inside: None) -> None:
    walled = set(
        db.session.scalars(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'")
        )
    )
    of_a_commune = {name for name, table in Base.metadata.tables.items() if "commune_id" in table.c}
    assert of_a_commune - walled == WITHOUT_A_WALL
    assert db.session.scalar(text("SELECT NOT rolsuper AND NOT rolbypassrls FROM pg_roles WHERE rolname = current_user"))


@pytest.fixture
def books(app: Flask, client: ActingClient, cast: Cast) -> Iterator[None]:
    plant(client, cast)
    with app.app_context():
        yield
        db.session.rollback()


def named(books: str) -> None:
    db.session.rollback()
    db.session.execute(text("SELECT set_config('keng.books', :books, true)"), {"books": books})


@pytest.mark.parametrize(
    ("said", "seen"),
    [("", False), (COMMUNE, True), (OTHER_COMMUNE, False), (f"{OTHER_COMMUNE},{COMMUNE}", True), ("*", True)],
)
def test_a_transaction_sees_the_books_that_it_names(books: None, said: str, seen: bool) -> None:
    named(said)
    found = db.session.scalar(text("SELECT count(*) FROM report WHERE commune_id = :c"), {"c": COMMUNE})
    assert (found > 0) is seen


def test_nothing_can_be_written_into_a_book_that_is_not_named(books: None) -> None:
    named(COMMUNE)
    with pytest.raises(ProgrammingError, match="row-level security"):
        db.session.execute(
            text("INSERT INTO member (commune_id, id, name) VALUES (:c, gen_random_uuid(), 'x')"), {"c": OTHER_COMMUNE}
        )
    named(COMMUNE)
    assert (
        db.session.execute(text("UPDATE member SET name = name WHERE commune_id = :c"), {"c": OTHER_COMMUNE}).rowcount == 0
    )


def test_who_asks_decides_what_a_transaction_names(app: Flask, cast: Cast) -> None:
    assert wall.books_named() == "*"
    with app.test_request_context("/"):
        assert wall.books_named() == ""
        for key, said in (("vinh", COMMUNE), ("khanh", OTHER_COMMUNE), ("son", "*"), ("quan", "")):
            g.keng_actor = cast[key].actor()
            assert wall.books_named() == said


@pytest.mark.usefixtures("no_first_wall")
@pytest.mark.parametrize("key", ["dung", "khanh"])
def test_without_the_first_wall_no_door_shows_another_communes_night(key: str, client: ActingClient, cast: Cast) -> None:
    planted = plant(client, cast)
    shown = []
    for rule, method in doors(client.app):
        answer = ask(client, rule, method, cast[key], planted)
        if WORD.encode() in answer.get_data():
            shown.append(f"{method} {rule.rule}")
    assert shown == []


@pytest.mark.usefixtures("no_first_wall")
def test_the_first_wall_was_truly_taken_away(client: ActingClient, cast: Cast) -> None:
    """Within the commune the second wall shows everything: what kept it from this officer was the first alone."""
    planted = plant(client, cast)
    answer = client.get(f"/api/v1/reports/{planted.arguments['report_id']}", as_=cast["lam"])
    assert WORD in json.dumps(answer.json, ensure_ascii=False)


def test_a_role_that_no_wall_stops_is_refused_outside_the_demo(app: Flask, tmp_path: Path) -> None:
    address = make_url(app.config[SETTINGS].database_url).set(username="postgres")
    settings = Settings.for_tests(database_url=address.render_as_string(hide_password=False), data_dir=tmp_path)
    faults = durability.find_faults(create_app(settings), settings)
    assert [fault for fault in faults if "postgres walks through row-level security" in fault]
