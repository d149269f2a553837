"""The board of a province: what came late or not at all, and the sums, commune by commune; no single record."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _l

from app.core import clock
from app.core.actor import Actor
from app.core.night import night_of
from app.figures import queries
from app.figures.queries import CommuneSums
from app.figures.rules import Counts
from app.figures.views.asked import asked_period, compare, frame
from app.figures.views.measured import change

Of = Callable[[CommuneSums], float | None]


def _share(part: str, whole: str) -> Of:
    def of(one: CommuneSums) -> float | None:
        total = getattr(one.counts, whole)
        return getattr(one.counts, part) / total if total else None

    return of


# What a column is called, whether it is a share, and how it follows; in the order of the table.
_COLUMNS: Mapping[str, tuple[Any, bool, Of]] = {
    "planned": (_l("Theo lịch"), False, lambda one: one.counts.planned),
    "received": (_l("Đã nhận"), False, lambda one: one.counts.received),
    "missing": (_l("Thiếu"), False, lambda one: one.missing),
    "late": (_l("Trễ hạn"), False, lambda one: one.late),
    "on_time": (_l("Đúng hạn"), True, _share("on_time", "received")),
    "approved": (_l("Đã duyệt"), False, lambda one: one.counts.approved),
    "quiet": (_l("Ca bình thường"), False, lambda one: one.counts.quiet),
    "incidents": (_l("Vụ việc"), False, lambda one: one.counts.incidents),
    "grave": (_l("Mức 3, 4"), False, lambda one: one.counts.grave),
    "coverage": (_l("Điểm đã qua"), True, _share("reached", "points")),
}


def draw_board(actor: Actor, endpoint: str) -> str:
    """The page, for the door ``endpoint``: the period of ``kind`` and ``at``, the rows by ``sort`` (a column) or by name."""
    tonight = night_of(clock.now())
    asked, sort = compare(asked_period(tonight), tonight), request.args.get("sort", "")
    sort = sort if sort in _COLUMNS else ""

    def url(kind: str, day: date, by: str = sort) -> str:
        return url_for(endpoint, kind=kind, at=day.isoformat(), sort=by or None)

    now = queries.read_communes(actor, asked.part.first, asked.part.last, tonight)
    before = {one.id: one for one in queries.read_communes(actor, asked.before.first, asked.before.last, tonight)}
    whole = _whole(now)
    if sort:
        now = sorted(now, key=lambda one: _COLUMNS[sort][2](one) or 0, reverse=True)
    here = asked.period.kind, asked.part.last
    return render_template(
        "figures/province.html",
        columns=[(key, words, url(*here, by=key), key == sort) for key, (words, _is_share, _of) in _COLUMNS.items()],
        by_name=(url(*here, by=""), not sort),
        rows=[_row(one, before[one.id]) for one in now],
        whole=_row(whole, _whole(before.values())),
        **frame(asked, tonight, url),
    )


def _whole(rows: Any) -> CommuneSums:
    counts, missing = Counts(), 0
    for one in rows:
        counts, missing = counts + one.counts, missing + one.missing
    return CommuneSums("", "", counts, missing)


def _row(now: CommuneSums, before: CommuneSums) -> dict[str, Any]:
    cells = []
    for key, (words, is_share, of) in _COLUMNS.items():
        value = of(now)
        unit = "share" if is_share else "count"
        # Of a time from which the book holds nothing, nothing is told.
        shown = value if now.counts else None
        cells.append(
            {
                "key": key,
                "words": words,
                "share": is_share,
                "value": shown,
                "change": change(shown, of(before), unit) if before.counts else "",
            }
        )
    return {"name": now.name, "cells": cells, "gap": now.missing > 0}
