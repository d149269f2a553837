"""What a commune's report says of its book of models: the tables of forces, models and things, as plain values."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from app.catalogue import queries as catalogue
from app.registry.models import ModelSite
from app.registry.rules import LEVELS, LIVING
from app.tallies.queries.sums import Sums, of_books, read_sums
from app.tallies.rules import PER_PERSON
from app.web.database import db

_FLOWS = ("built", "replicated", "strengthened", "paused", "ended")
_MOST_DECISIONS = 3


def read_book(books: Collection[str], first: date, last: date) -> dict[str, Any]:
    """``{forces, models, eyes, things, boards, roads, metres, needs}`` as of ``last``; two statements.

    ``forces``: kind of model → ``{groups, members, women, trained}``, each ``[now, before first]``. ``models``: in order
    ``{kind, sites, groups, members, years, decisions, levels, done, flows}``; ``years``: first and last of the launches,
    ``decisions``: at most three and how many more, ``levels`` in the order of ``registry.rules.LEVELS``, ``done`` kind of
    activity → times and people, ``flows`` by name. ``eyes`` by owner, ``things`` by kind and ``boards`` by topic → ``[all,
    working]``.
    """
    begun = first - timedelta(days=1)
    sums = read_sums(of_books(books), [begun, last])
    founded = _founded(books, first, last)
    return {
        "forces": _forces(sums, begun, last),
        "models": [row for code in _codes(sums) if (row := _model(sums, code, begun, last, founded.get(code, ())))],
        "eyes": _by_kind(sums, last, "eyes"),
        "things": _by_kind(sums, last, "things"),
        "boards": _by_kind(sums, last, "boards"),
        **{name: sums.on(last, name) for name in ("roads", "metres", "needs")},
    }


def _codes(sums: Sums) -> list[str]:
    """The kinds of models that there are, in the catalogue's order."""
    known = set(sums.kinds("sites", "moves"))
    return [code for code in catalogue.model_kinds() if code in known]


def _forces(sums: Sums, begun: date, last: date) -> dict[str, dict[str, list[int]]]:
    names = ("groups", *PER_PERSON[:3])
    found = {
        code: {name: [sums.on(last, name, code), sums.on(begun, name, code)] for name in names}
        for code in catalogue.model_kinds()
    }
    return {code: numbers for code, numbers in found.items() if any(numbers["groups"])}


def _model(sums: Sums, code: str, begun: date, last: date, founded: Collection[Any]) -> dict[str, Any] | None:
    sites = sums.on(last, "sites", code, *LIVING)
    flows = {name: sums.within(begun, last, "moves", code, name) for name in _FLOWS}
    if not sites and not any(flows.values()):
        return None
    years = sorted({on.year for on, _ in founded if on})
    decisions = sorted({number for _, number in founded if number})
    return {
        "kind": code,
        "sites": sites,
        "groups": sums.on(last, "groups", code),
        "members": sums.on(last, "members", code),
        "years": [years[0], years[-1]] if years else [],
        "decisions": [decisions[:_MOST_DECISIONS], max(0, len(decisions) - _MOST_DECISIONS)],
        "levels": [sums.on(last, "classed", code, level) for level in LEVELS],
        "done": {
            kind: [times, sums.within(begun, last, "reached", code, kind)]
            for kind in catalogue.terms("activities")
            if (times := sums.within(begun, last, "done", code, kind))
        },
        "flows": flows,
    }


def _by_kind(sums: Sums, last: date, measure: str) -> dict[str, list[int]]:
    found = {kind: [sums.on(last, measure, kind), sums.on(last, measure, kind, "working")] for kind in sums.kinds(measure)}
    return {kind: numbers for kind, numbers in found.items() if numbers[0]}


def _founded(books: Collection[str], first: date, last: date) -> Mapping[str, list[tuple[date | None, str | None]]]:
    """By kind the launches and decisions of the sites that lived in the period; one statement."""
    launched = (ModelSite.launched_on <= last) & or_(ModelSite.ended_on.is_(None), ModelSite.ended_on >= first)
    found: dict[str, list[tuple[date | None, str | None]]] = {}
    columns = (ModelSite.kind_code, ModelSite.launched_on, ModelSite.decision_no)
    for code, on, number in db.session.execute(select(*columns).where(ModelSite.commune_id.in_(books), launched)):
        found.setdefault(code, []).append((on, number))
    return found
