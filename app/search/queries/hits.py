"""Finding lines of the search by their words, newest night first, by what each database has for it (ADR 14)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, column, func, literal_column, select, table, union_all
from sqlalchemy.dialects.postgresql import TSQUERY

from app.core.actor import Actor
from app.people import queries as people
from app.reports import rules as report_rules
from app.reports.models import SearchLine
from app.search.rules import Word
from app.web.database import db
from app.web.pages import Place

# So many of the newest lines PostgreSQL walks through before it asks its index of words.
_NEWEST = 200
_SHOWN = (SearchLine.place, SearchLine.report_id, SearchLine.incident_id, SearchLine.night)
_SCOPED = (SearchLine.commune_id, SearchLine.team_id, SearchLine.village_id)
_Rows = Sequence[Any]
# By kind: one of each list has to be in a line.
_Match = Mapping[str, Sequence[Sequence[Word]]]
_Question = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Asked:
    """What is looked for: every word, each of them in the text or by one of the marks that stand for it.

    ``marks``: by word, the marks of the teams and kinds that are called so. ``team_id`` narrows to one team.
    """

    words: tuple[Word, ...]
    marks: dict[str, list[str]]
    team_id: UUID | None = None


@dataclass(frozen=True)
class Hit:
    """A report that was found, or one of its incidents."""

    report_id: UUID
    incident_id: UUID | None
    night: date


@dataclass(frozen=True)
class Hits:
    """A page of what was found, newest first, and the places of its neighbours."""

    rows: list[Hit]
    newer: Place | None
    older: Place | None


def find_lines(actor: Actor, kinds: Collection[str], asked: Asked, place: Place | None, limit: int) -> dict[str, Hits]:
    """By kind (``rules.REPORT``, ``INCIDENT``) a page of the lines that are found; at most two statements.

    Where ``place`` goes on from, only one kind is looked for.
    """
    match = {kind: _conditions(actor, kind, asked) for kind in kinds}
    seek = _seek_in_sqlite if db.engine.dialect.name == "sqlite" else _seek_in_postgresql
    back = place is not None and place.newer
    found = seek(actor, match, place.id.int if place else None, back, limit + 1)
    return {kind: _page(found.get(kind, ()), place, limit, back=back) for kind in kinds}


def _page(found: _Rows, place: Place | None, limit: int, *, back: bool) -> Hits:
    more = len(found) > limit
    hits = sorted(found[:limit], key=lambda row: row.place, reverse=True)
    if not hits:
        return Hits([], None, None)
    newer = _place(hits[0], newer=True) if (more if back else place is not None) else None
    older = _place(hits[-1]) if back or more else None
    return Hits([Hit(row.report_id, row.incident_id, row.night) for row in hits], newer, older)


def _place(row: Any, *, newer: bool = False) -> Place:
    return Place(row.night, UUID(int=row.place), newer)


def _conditions(actor: Actor, kind: str, asked: Asked) -> list[list[Word]]:
    """One of each list has to be in a line, behind the letter of its kind."""
    books = [Word(report_rules.commune_mark(one)) for one in actor.books]
    team = [[Word(report_rules.team_mark(asked.team_id))]] if asked.team_id else []
    words = [[word, *map(Word, asked.marks.get(word.text, ()))] for word in asked.words]
    return [[replace(word, text=kind + word.text) for word in one_of] for one_of in (books, *team, *words)]


def _seek_in_sqlite(actor: Actor, match: _Match, key: int | None, back: bool, limit: int) -> dict[str, _Rows]:
    """Its full text gives lines in the order of their places, and stops when there are enough; a statement a kind."""
    index = table("search_words", column("rowid"), column("search_words"))
    found: dict[str, _Rows] = {}
    for kind, conditions in match.items():
        asked = " AND ".join(f"({' OR '.join(map(_for_sqlite, one_of))})" for one_of in conditions)
        question = (
            select(*_SHOWN)
            .select_from(index)
            .join(SearchLine, SearchLine.place == index.c.rowid)
            .where(index.c.search_words.bool_op("MATCH")(asked), people.scope(actor, SearchLine))
        )
        found[kind] = db.session.execute(_ordered(question, index.c.rowid, key, back).limit(limit)).all()
    return found


def _for_sqlite(word: Word) -> str:
    return f'"{word.text}"{" *" if word.begun else ""}'


def _ordered(question: _Question, place: ColumnElement[int] | Any, key: int | None, back: bool) -> _Question:
    if key is not None:
        question = question.where(place > key if back else place < key)
    return question.order_by(place if back else place.desc())


def _seek_in_postgresql(actor: Actor, match: _Match, key: int | None, back: bool, limit: int) -> dict[str, _Rows]:
    """Frequent words stand among the newest lines; what does not is rare, and found through the index of words.

    The planner is not asked which of the two it will be: it takes words for independent of each other, and would walk
    through everything for two frequent words that never stand together.
    """
    lines = select(*_SHOWN, SearchLine.words).where(people.scope(actor, SearchLine))
    newest = _ordered(lines, SearchLine.place, key, back).limit(_NEWEST).subquery()
    among = select(newest).where(_stands(newest.c, " | ".join(map(_for_postgresql, match.values()))))
    found: dict[str, list[Any]] = {kind: [] for kind in match}
    for row in db.session.execute(_ordered(among, newest.c.place, None, back)):
        of_kind = found[_kind_of(row)]
        if len(of_kind) < limit:
            of_kind.append(row)
    rare = {kind: conditions for kind, conditions in match.items() if len(found[kind]) < limit}
    if rare:
        rows = db.session.execute(_among_everything(actor, rare, key, back, limit)).all()
        found |= {kind: [row for row in rows if _kind_of(row) == kind] for kind in rare}
    return dict(found)


def _among_everything(actor: Actor, match: _Match, key: int | None, back: bool, limit: int) -> Select[Any]:
    """All that is found of a kind is put together before the first of it is asked for: no order tempts the planner into
    walking. The words name the actor's books; the scope is asked for behind them, so that no index of it is read beside
    theirs."""
    parts = []
    for kind, conditions in match.items():
        rows = select(*_SHOWN, *_SCOPED).where(_stands(SearchLine, _for_postgresql(conditions)))
        everything: Any = rows.cte(f"everything_{kind}").prefix_with("MATERIALIZED").c
        here = select(*(everything[column.key] for column in _SHOWN)).where(people.scope(actor, everything))
        parts.append(select(_ordered(here, everything.place, key, back).limit(limit).subquery()))
    return select(union_all(*parts).subquery())


def _kind_of(row: Any) -> str:
    return report_rules.REPORT if row.incident_id is None else report_rules.INCIDENT


def _stands(line: Any, asked: str) -> ColumnElement[bool]:
    """Said as the index of words has it (migration 0021)."""
    vector = func.array_to_tsvector(func.string_to_array(line.words, literal_column("' '")))
    return vector.bool_op("@@")(cast(asked, TSQUERY))


def _for_postgresql(conditions: Sequence[Sequence[Word]]) -> str:
    return " & ".join(f"({' | '.join(map(_word_for_postgresql, one_of))})" for one_of in conditions)


def _word_for_postgresql(word: Word) -> str:
    return f"'{word.text}'{':*' if word.begun else ''}"
