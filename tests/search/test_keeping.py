"""The index stays right through every change: corrections, parts, erased words, mergers, in whichever order."""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from app.reports.models import Report, SearchLine
from app.reports.rules import REPORT
from app.reports.rules.words import digest_words
from app.reports.service import indexing
from app.search.queries import Asked, find_lines
from app.search.rules import Word
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import Person
from tests.histories import Commune
from tests.mergers.conftest import FORMER, Sunday, sunday
from tests.nights import body_of, incident, push_one, submit

__all__ = ["sunday"]
Line = tuple[Any, ...]


def _lines() -> set[Line]:
    """Every line without its place, which is chosen anew each time."""
    names = [column for column in SearchLine.__table__.c if column.name != "place"]
    return {tuple(row) for row in db.session.execute(select(*names))}


def _found(reader: Person, kind: str, *words: str) -> set[UUID]:
    asked = Asked(tuple(Word(word) for word in words), {})
    return {hit.report_id for hit in find_lines(reader.actor(), [kind], asked, None, 1000)[kind].rows}


@pytest.mark.usefixtures("inside")
def test_erased_words_are_in_no_index_any_more(client: ActingClient, binh: Person, vinh: Person) -> None:
    words = "Anh Lê Văn Tám khai"
    op = submit(binh, body=body_of(binh, remark=words, incidents=[incident(what=words)]))
    push_one(client, binh, op)
    assert _found(vinh, REPORT, "khai") == {UUID(op["report_id"])}

    path = f"/reports/{op['report_id']}/words/{digest_words(op['report_id'], words)}/erase"
    assert client.submit(path, {"reason": "Lộ tên"}, as_=vinh).status_code == 303

    db.session.rollback()
    assert not [line for line in _lines() if "khai" in line[-1]]
    assert _found(vinh, REPORT, "khai") == set()
    assert not _vocabulary() & {"rkhai", "ikhai"}


def _vocabulary() -> set[str]:
    """Every word that the database's own index answers to; where it cannot be read out, those of the lines."""
    if db.engine.dialect.name != "sqlite":
        return {word for line in _lines() for word in line[-1].split()}
    db.session.execute(text("CREATE VIRTUAL TABLE temp.words_of_index USING fts5vocab('main', 'search_words', 'row')"))
    found = set(db.session.scalars(text("SELECT term FROM temp.words_of_index")))
    db.session.execute(text("DROP TABLE temp.words_of_index"))
    return found


@pytest.mark.usefixtures("inside")
def test_a_merged_communes_nights_are_found_by_its_new_police(
    client: ActingClient, sunday: Sunday, khanh: Person, dung: Person, vinh: Person
) -> None:
    op = submit(khanh, body=body_of(khanh, remark="Rào vườn hỏng"))
    push_one(client, khanh, op)
    before = _lines()
    sunday.comes()

    page = client.get("/search?q=rao+vuon", as_=vinh).get_data(as_text=True)

    db.session.rollback()
    assert op["report_id"] in page
    assert _lines() == before and {line[0] for line in before} == {FORMER}


@pytest.mark.usefixtures("inside")
def test_a_database_from_before_the_search_is_read_in(client: ActingClient, binh: Person, ha: Person) -> None:
    push_one(client, binh, submit(binh, body=body_of(binh, remark="Mưa to")))
    before = _lines()
    assert not indexing.is_behind()
    db.session.execute(text("DELETE FROM search_line"))
    db.session.commit()
    assert indexing.is_behind() and _found(ha, REPORT, "mua") == set()

    count = indexing.rebuild()

    assert (count, _lines()) == (1, before)
    assert len(_found(ha, REPORT, "mua")) == 1


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("seed", [11, 29])
def test_after_whatever_happened_the_index_is_what_a_new_one_would_be(
    seed: int, client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    commune = Commune(client, random.Random(seed), [binh, thanh], vinh)
    commune.send()
    deeds: dict[Callable[[], None], int] = {
        commune.send: 3,
        commune.part: 2,
        commune.addendum: 2,
        commune.amend: 3,
        commune.correct: 2,
        commune.erase: 3,
        commune.withdraw: 1,
    }
    for deed in commune.chance.choices(list(deeds), weights=list(deeds.values()), k=20):
        deed()

    db.session.rollback()
    kept, words = _lines(), _vocabulary()
    for word in ("dap", "cho", "loa", "kin"):
        by_lines = {line[1] for line in kept if line[2] is None and REPORT + word in line[-1].split()}
        assert _found(vinh, REPORT, word) == by_lines
    reports = indexing.rebuild()

    assert _lines() == kept and _vocabulary() == words
    assert reports == len(db.session.scalars(select(Report.id)).all()) == len(commune.sent)
    assert commune.erased and not words & {"rkin", "ikin"} and words >= {"rdap", "rcho"}
