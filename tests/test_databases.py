"""The databases that the other tests stand on are themselves right."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from tests.database_kinds import Databases

STATEMENTS = [
    "INSERT INTO unit (id, code, kind, name, name_folded) VALUES ('x', 'x', 'xa', 'Xã Thử', 'xa thu')",
    "INSERT INTO instance (name, value) VALUES ('more', 'rows')",
    "UPDATE instance SET value = 'changed'",
    "DELETE FROM instance",
]


@pytest.fixture
def engine(fresh_database: str) -> Iterator[Engine]:
    """Stays connected over the setting back, as an application does."""
    engine = create_engine(fresh_database)
    yield engine
    engine.dispose()


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {name: sorted(tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))) for name in tables}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_setting_back_undoes_whatever_was_done(statement: str, engine: Engine, databases: Databases) -> None:
    before = everything(engine)
    with engine.begin() as connection:
        connection.execute(text(statement))
    assert everything(engine) != before

    databases.set_back(engine.url.render_as_string(hide_password=False))

    assert everything(engine) == before


def test_a_database_of_ones_own_leaves_the_others_alone(engine: Engine, own_database_url: str) -> None:
    before = everything(engine)
    own = create_engine(own_database_url)
    assert everything(own) == before
    with own.begin() as connection:
        connection.execute(text(STATEMENTS[0]))
    own.dispose()
    assert everything(engine) == before


def test_an_empty_database_has_no_tables(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
