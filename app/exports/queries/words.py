"""The words of coded cells, looked up once a file while a request is there: a row costs some dictionary look-ups."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.catalogue import queries as catalogue
from app.core.actor import Actor
from app.core.cells import safe_text
from app.exports.queries.asked import Wanted, key_of
from app.exports.rules.tables import WORTH_WORDS, Column, Kind
from app.people import queries as people
from app.people.models import Account, Member, Team
from app.reports import rules
from app.reports.rules.paper import WHY_WORDS
from app.roster.models import Checkpoint
from app.units.models import Village
from app.web.database import db

Say = Callable[[Any], Any]
_SOURCES = {"phone": "điện thoại", "paper": "sổ giấy"}
_ROLES = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Tổ viên"}
_THINGS = {"incident": "sự việc", "pass": "lượt qua điểm"}
_FORMS = {"clean": "ảnh sạch", "redacted": "ảnh đã che"}


class _Said(dict[Any, Any]):
    """Words by code; a code without a word is what ``other`` makes of it."""

    def __init__(self, known: Any, other: Say) -> None:
        super().__init__(known)
        self._other = other

    def __missing__(self, code: Any) -> Any:
        return self._other(code)


def sayings(wanted: Wanted) -> list[tuple[int, Say]]:
    """For the columns whose cells become words: the place, and what makes the word of the cell."""
    lists = {one.said for one in wanted.columns if one.said}
    words = {name: _words(name, wanted) for name in lists}
    plain: Say = (lambda text: safe_text(text or "")) if wanted.safe else (lambda text: text or "")
    found = [(place, words[one.said] if one.said else plain) for place, one in enumerate(wanted.columns) if _is_said(one)]
    return found


def _is_said(column: Column) -> bool:
    # An id of ours needs no making safe.
    return bool(column.said) or (column.kind is Kind.TEXT and not column.key.endswith("_id"))


def _words(name: str, wanted: Wanted) -> Say:
    """The words of one list."""
    safe: Say = safe_text if wanted.safe else (lambda text: text)
    nothing: Say = lambda _code: ""  # noqa: E731 - a named function would only repeat this line
    plain: Say = lambda code: safe(code or "")  # noqa: E731
    if name == "name":
        return _Said(_names(wanted, safe), nothing).__getitem__
    if name in ("preset", "category", "result", "about"):
        asked = {"preset": catalogue.presets, "category": catalogue.categories}
        known = asked[name]() if name in asked else catalogue.terms(f"{name}s")
        return _Said({code: safe(word.named("vi")) for code, word in known.items()}, plain).__getitem__
    if name == "yes":
        return bool if not wanted.safe else _Said({1: "có", 0: "không"}, nothing).__getitem__
    if name == "gravest":
        return (lambda worst: worst or None) if not wanted.safe else (lambda worst: worst or "")
    known_lists: dict[str, dict[str, str]] = {
        "state": {state.value: word for state, word in rules.STATE_WORDS.items()},
        "source": _SOURCES,
        "why": WHY_WORDS,
        "role": _ROLES,
        "worth": WORTH_WORDS,
        "thing": _THINGS,
        "form": _FORMS,
    }
    return _Said(known_lists[name], plain).__getitem__


def _names(wanted: Wanted, safe: Say) -> dict[Any, str]:
    """Teams and villages of the books; for police the members, the officers and the checkpoints too. One statement."""
    actor: Actor = wanted.actor
    police = any(one.police and one.said == "name" for one in wanted.columns)
    tables: list[Any] = [Team, Village, *((Member, Account) if police else ())]
    if "checkpoint" in wanted.keys:
        tables.append(Checkpoint)
    questions = [select(key_of(one.id), one.name).where(people.in_books(actor, one.commune_id)) for one in tables]
    return {key: safe(name) for key, name in db.session.execute(questions[0].union_all(*questions[1:]))}


def say_all(rows: Iterable[Sequence[Any]], width: int, changes: Sequence[tuple[int, Say]]) -> Iterable[list[Any]]:
    """The rows, each cut to ``width`` cells, with codes and keys as words."""
    for row in rows:
        cells = list(row[:width])
        for place, say in changes:
            cells[place] = say(cells[place])
        yield cells
