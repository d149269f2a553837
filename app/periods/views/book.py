"""What a report says of forces, models and things, as rows of tables: on the page and on paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.emulation.rules.counting import LINES
from app.emulation.views.pages import WHOSE_WORDS, line_words
from app.people.forms import KIND_WORDS as TEAM_WORDS
from app.periods.views.words import written
from app.registry.rules import LEVELS
from app.registry.views.sites_words import LEVEL_WORDS, STATE_WORDS
from app.tallies.views.words import BOARD_WORDS, STRENGTHENED, kind_words, term_words
from app.web.wording import in_sentence

Face = dict[str, Any]
# The owners of cameras, things and topics of boards stand in this order; what nobody wrote down comes last.
_THINGS = ("gong", "bell", "fire", "loud")


_COLUMNS = {**BOARD_WORDS, "strengthened": STRENGTHENED, "paused": STATE_WORDS["paused"]}
_LISTS = {"eyes": "owners", "things": "assets", "boards": "topics"}


def model_place(key: str) -> str:
    """``Tiếng kẻng an ninh: thành viên``, of ``M01/members``."""
    code, _slash, column = key.partition("/")
    return f"{kind_words(code)}: {in_sentence(str(_COLUMNS[column]))}"


def means_place(key: str) -> str:
    """``Mắt camera: Công an``, of ``eyes/police``; a thing by its name alone."""
    name, _slash, kind = key.partition("/")
    words = term_words(_LISTS[name], kind)
    return words if name == "things" else f"{_('Mắt camera') if name == 'eyes' else _('Bảng cảnh báo')}: {words}"


def force_rows(content: Mapping[str, Any]) -> list[Face]:
    """Patrol teams by kind, then the groups that carry out models: ``{name, teams, members, women, change, trained}``.

    Of patrol teams nobody writes down women and training (None). A report that was signed before the book of models has
    neither these nor a comparison.
    """
    rows = []
    for kind, (teams, members, *before) in content["forces"].items():
        change = _change(teams - before[0], members - before[1]) if before else ""
        rows.append(_force(str(TEAM_WORDS.get(kind, kind)), teams, members, change))
    for code, one in ((content.get("book") or {}).get("forces") or {}).items():
        (groups, groups_before), (members, members_before) = one["groups"], one["members"]
        row = _force(kind_words(code), groups, members, _change(groups - groups_before, members - members_before))
        rows.append(row | {"women": one["women"][0], "trained": one["trained"][0], "of_model": True})
    return rows


def _force(name: str, teams: int, members: int, change: str) -> Face:
    row: Face = {"name": name, "teams": teams, "members": members, "change": change}
    return row | {"women": None, "trained": None, "of_model": False}


def _change(teams: int, members: int) -> str:
    """``+1 tổ, −3 người``; empty where nothing changed."""
    told = [_("%(num)s tổ", num=_signed(teams))] if teams else []
    return ", ".join(told + ([_("%(num)s người", num=_signed(members))] if members else []))


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}"


def model_rows(content: Mapping[str, Any]) -> list[Face]:
    """The models: ``{name, sites, groups, members, founded, levels, done}`` and ``{built, replicated, strengthened, paused,
    ended}`` in the period."""
    return [
        {
            "name": kind_words(one["kind"]),
            "sites": one["sites"],
            "groups": one["groups"],
            "members": one["members"],
            "founded": _founded(one["years"], *one["decisions"]),
            "levels": _levels(one["levels"]),
            "done": _done(one["done"]),
            **one["flows"],
        }
        for one in (content.get("book") or {}).get("models", ())
    ]


def _founded(years: Sequence[int], decisions: Sequence[str], more: int) -> str:
    span = [str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"] if years else []
    others = [_("và %(num)s quyết định khác", num=more)] if more else []
    return "; ".join([*span, *decisions, *others])


def _levels(numbers: Sequence[int]) -> str:
    told = [f"{LEVEL_WORDS[level]}: {number}" for level, number in zip(LEVELS, numbers, strict=True) if number]
    return ", ".join(told)


def _done(done: Mapping[str, Sequence[int]]) -> str:
    told = []
    for kind, (times, people) in done.items():
        heard = f" ({_('%(num)s lượt người', num=people)})" if people else ""
        told.append(f"{term_words('activities', kind)}: {times}{heard}")
    return "; ".join(told)


def thing_rows(content: Mapping[str, Any]) -> list[Face]:
    """The means: ``{name, part, number, working}``; ``part``: of the row above; None where nobody counts it."""
    book = content.get("book")
    return list(_things(book)) if book else []


def praise_place(line: str) -> str:
    """``Giấy khen, cấp xã (tập thể)``, of ``collective/certificate/commune``."""
    whose, _slash, kind = line.partition("/")
    return f"{line_words(line)} ({in_sentence(str(WHOSE_WORDS[whose]))})" if kind else line_words(line)


def praise_rows(content: Mapping[str, Any], *, opens: bool) -> list[Face]:
    """Emulation, as ``figure_groups`` has its rows; a report that was signed before it was counted has none."""
    praise, (first, last) = content.get("praise") or {}, content["spans"][0]
    order = [(name, *sorted(line for line in praise if line.startswith(f"{name}/"))) for name in LINES]
    return [
        {
            "words": line_words(line),
            "meaning": "",
            "cells": [written(line, one) for one in praise[line]],
            "url": url_for("emulation.list_commendations", first=first, last=last, kind=line)
            if opens and praise[line][0]
            else None,
            "part": "/" in line,
        }
        for lines in order
        for line in lines
        if line in praise
    ]


def _things(book: Mapping[str, Any]) -> Iterator[Face]:
    yield _total(_("Mắt camera"), book["eyes"])
    yield from _parts("owners", book["eyes"])
    length = book["metres"] / 1000
    road = _("Tuyến đường camera (%(km)s km)", km=f"{length:.1f}".replace(".", ",")) if length else _("Tuyến đường camera")
    yield _thing(road, book["roads"] or None)
    yield _thing(_("Mắt camera cần lắp thêm"), book["needs"] or None)
    yield _thing(term_words("assets", _THINGS[0]), *book["things"].get(_THINGS[0], (0, 0)))
    yield _thing(term_words("assets", _THINGS[1]), *book["things"].get(_THINGS[1], (0, 0)))
    yield _total(term_words("assets", "board"), book["boards"])
    yield from _parts("topics", book["boards"])
    for kind in _THINGS[2:]:
        yield _thing(term_words("assets", kind), *book["things"].get(kind, (0, 0)))


def _thing(name: str, number: int | None, working: int | None = None, *, part: bool = False) -> Face:
    return {"name": name, "part": part, "number": number, "working": working}


def _total(name: str, by_kind: Mapping[str, Sequence[int]]) -> Face:
    return _thing(name, *(sum(numbers[place] for numbers in by_kind.values()) for place in (0, 1)))


def _parts(listed: str, by_kind: Mapping[str, Sequence[int]]) -> Iterator[Face]:
    """In the catalogue's order, as far as there is something of them."""
    for kind in (*catalogue.terms(listed), ""):
        if kind in by_kind:
            yield _thing(term_words(listed, kind), *by_kind[kind], part=True)
