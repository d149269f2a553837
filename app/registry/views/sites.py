"""The book: every kind with its sites, groups and members, narrowed by what is asked; and the page of a kind."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.core import clock
from app.core.errors import NOT_FOUND, DomainError
from app.core.night import local
from app.core.text import fold, words_in
from app.people.rules import COMMITTEE, POLICE
from app.registry import queries, rules
from app.registry.forms.sites import BookFilter
from app.registry.queries import SiteRow
from app.registry.rules.sites import is_silent
from app.registry.views import sites_words as words
from app.registry.views.pages import READERS, blueprint
from app.web.actor import current_actor, office_only
from app.web.choices import choices
from app.web.wording import language

# Before a list says that it is longer.
_SHOWN = 200
_PROPOSALS = (rules.life.PROPOSED, rules.life.SURVEYED, rules.life.AWAITING)


def today() -> date:
    """The day in Viet Nam."""
    return local(clock.now()).date()


@blueprint.get("/")
@office_only(*READERS)
def show_book() -> str:
    """The kinds with their three levels; the sites themselves as soon as something is asked for. At most four statements."""
    actor, on = current_actor(), today()
    rows = queries.list_sites(actor, on)
    form = _filter(rows)
    found = [row for row in rows if _matches(form, row, on)]
    narrowed = any(field.data for field in form)
    return render_template(
        "registry/book.html",
        form=form,
        narrowed=narrowed,
        sums=sums_face(found),
        kinds=[] if narrowed else _kind_faces(found, on),
        proposals=[] if narrowed else [site_face(row, on) for row in found if row.site.state in _PROPOSALS],
        sites=site_list(found, on) if narrowed else None,
        is_empty=not rows,
        may={"keep": rules.may_keep(actor), "kinds": rules.may_set_kinds(actor), "export": _may_export(actor.role)},
    )


def _may_export(role: str) -> bool:
    return role in (*POLICE, COMMITTEE)


@blueprint.get("/kinds/<code>")
@office_only(*READERS)
def show_kind(code: str) -> str:
    """A kind with its sites."""
    actor, on = current_actor(), today()
    kind = queries.kind_of(code)
    if kind.scope not in ("", *actor.books):
        raise DomainError(NOT_FOUND)
    rows = queries.list_sites(actor, on, kind=code)
    note = (kind.note or {}).get(language(), "")
    return render_template(
        "registry/kind.html",
        kind={"code": code, "name": kind.named(language()), "icon": kind.icon, "note": note, "own": bool(kind.scope)},
        ended=kind.ended,
        counters=[one["en" if language() == "en" else "vi"] for one in kind.counters],
        sums=sums_face(rows),
        sites=site_list(rows, on),
        may={"keep": rules.may_keep(actor), "kinds": rules.may_set_kinds(actor)},
    )


def _filter(rows: Sequence[SiteRow]) -> BookFilter:
    form = BookFilter(request.args)
    villages = sorted({(str(row.site.village_id), row.village) for row in rows if row.village}, key=lambda one: fold(one[1]))
    everything = ("", _("Tất cả"))
    form.village.choices = choices([everything, *villages, ("whole", _("Cả xã"))])
    form.state.choices = choices([everything, ("living", _("Đang có")), *words.STATE_WORDS.items()])
    kinds = dict.fromkeys(row.site.kind_code for row in rows)
    form.kind.choices = choices([everything, *((code, words.kind_words(code)) for code in kinds)])
    form.level.choices = choices([everything, *words.LEVEL_WORDS.items(), ("none", _("Chưa xếp loại"))])
    return form


def _matches(form: BookFilter, row: SiteRow, on: date) -> bool:
    site = row.site
    asked: tuple[tuple[Any, Callable[[str], bool]], ...] = (
        (form.q.data, lambda text: all(word in fold(f"{site.name} {row.village}") for word in words_in(text))),
        (form.village.data, lambda text: text == (str(site.village_id) if site.village_id else "whole")),
        (form.state.data, lambda text: site.state in (rules.LIVING if text == "living" else (text,))),
        (form.kind.data, lambda text: site.kind_code == text),
        (form.level.data, lambda text: (site.level or "none") == text),
        (form.silent.data, lambda _yes: _is_silent(row, on)),
    )
    return all(check(text) for text, check in asked if text)


def _is_silent(row: SiteRow, on: date) -> bool:
    return row.site.state in rules.LIVING and is_silent(row.site.active_on, row.site.launched_on, on)


def sums_face(rows: Sequence[SiteRow]) -> dict[str, Any]:
    """What these rows add up to: living sites, their kinds, groups and members; the others by their states."""
    living = [row for row in rows if row.site.state in rules.LIVING]
    sums = queries.total(living)
    states = {state: sum(row.site.state == state for row in rows) for state in rules.STATES}
    return {
        "kinds": len({row.site.kind_code for row in living}),
        "sites": len(living),
        "groups": sums.groups,
        "members": sums.members,
        "women": sums.women,
        "households": sums.households,
        "states": [words.state_face(state) | {"count": count} for state, count in states.items() if count],
        "levels": [
            {"words": word, "count": count}
            for level, word in words.LEVEL_WORDS.items()
            if (count := sum(row.site.level == level for row in living))
        ],
    }


def _kind_faces(rows: Sequence[SiteRow], on: date) -> list[dict[str, Any]]:
    """The kinds that have sites, in the catalogue's order; those with none are left to the page of new ones."""
    by_kind: dict[str, list[SiteRow]] = {}
    for row in rows:
        by_kind.setdefault(row.site.kind_code, []).append(row)
    kinds = {code: queries.kind_of(code) for code in by_kind}
    order = {code: place for place, code in enumerate(catalogue.model_kinds())}
    return [
        {
            "code": code,
            "name": kind.named(language()),
            "icon": kind.icon,
            "own": bool(kind.scope),
            "silent": sum(_is_silent(row, on) for row in by_kind[code]),
        }
        | sums_face(by_kind[code])
        for code, kind in sorted(kinds.items(), key=lambda one: order[one[0]])
    ]


def site_list(rows: Sequence[SiteRow], on: date) -> dict[str, Any]:
    """A list of sites: the first ones, or all of them where the address asks for them."""
    whole = bool(request.args.get("all")) or len(rows) <= _SHOWN
    shown = rows if whole else rows[:_SHOWN]
    more: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), "all": "1"}
    url = None if whole else url_for(request.endpoint or "", **more)
    return {"rows": [site_face(row, on) for row in shown], "count": len(rows), "more": url}


def site_face(row: SiteRow, on: date) -> dict[str, Any]:
    """A site as a line of a list."""
    site = row.site
    return {
        "id": site.id,
        "name": site.name,
        "kind": words.kind_words(site.kind_code),
        "village": words.place_words(row.village),
        "state": words.state_face(site.state),
        "level": words.LEVEL_WORDS.get(site.level or ""),
        "launched_on": site.launched_on,
        "active_on": site.active_on,
        "silent": _is_silent(row, on),
        "groups": row.sum.groups,
        "members": row.sum.members,
        "women": row.sum.women,
    }
