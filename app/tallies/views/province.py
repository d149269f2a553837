"""The province's board of models: its communes with the books that they keep on, as of a day, compared, late ones marked."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from flask import render_template, request, url_for

from app.core import clock
from app.core.night import local
from app.figures.views.asked import asked_period, compare, frame
from app.figures.views.measured import change
from app.people.rules import PROVINCE
from app.tallies import queries, rules
from app.tallies.queries import CommuneRow
from app.tallies.views.dashboard import cuts_of
from app.tallies.views.history import face_of
from app.tallies.views.pages import blueprint
from app.tallies.views.words import BOARD_WORDS
from app.web.actor import current_actor, office_only
from app.web.wording import number

Values = Mapping[str, int]
Of = Callable[[Values], float | None]
# The columns that the board reads; two of them are shown as shares.
_READ = ("sites", "groups", "members", "eyes", "eyes_working", "built", "replicated", "ended", "activities", "shown")
# No province has more communes; a wider board would be read by nobody.
_MOST = 200


def _share(part: str, whole: str) -> Of:
    return lambda values: values[part] / values[whole] if values.get(whole) else None


_SHARES = {"working": _share("eyes_working", "eyes"), "evidence": _share("shown", "activities")}


def _value(key: str, values: Values) -> float | None:
    if not values:
        return None
    return _SHARES[key](values) if key in _SHARES else values[key]


@blueprint.get("/province")
@office_only(PROVINCE)
def show_province() -> str:
    """The period of ``kind`` and ``at``, the rows by ``sort`` (a column, or ``late``) or by name."""
    actor, today = current_actor(), local(clock.now()).date()
    asked, sort = compare(asked_period(today, "year"), today + timedelta(days=1)), request.args.get("sort", "")
    sort = sort if sort in (*BOARD_WORDS, "late") else ""
    cuts = cuts_of(asked, today)

    def url(kind: str, day: date, by: str = sort) -> str:
        return url_for("tallies.show_province", kind=kind, at=day.isoformat(), sort=by or None)

    found = queries.read_board(actor, (cuts.begun, cuts.last), (cuts.begun_before, cuts.last_before), _READ)
    whole = _whole(found)
    if sort == "late":
        found = sorted(found, key=lambda one: one.changed_on or rules.EVER)
    elif sort:
        found = sorted(found, key=lambda one: _value(sort, one.now) or 0, reverse=True)
    here = asked.period.kind, asked.part.last
    return render_template(
        "tallies/province.html",
        columns=[(key, str(words), url(*here, by=key), key == sort) for key, words in BOARD_WORDS.items()],
        words={key: str(words).lower() for key, words in BOARD_WORDS.items()},
        by_name=(url(*here, by=""), not sort),
        by_late=(url(*here, by="late"), sort == "late"),
        rows=[_row(one, today) for one in found[:_MOST]],
        more=max(0, len(found) - _MOST),
        late=sum(rules.is_late(one.changed_on, today) for one in found),
        whole=_row(whole, today),
        before=asked.before,
        history=[face_of(one) for one in queries.history_of_home(actor.province_id or "")],
        **frame(asked, today, url),
    )


def _whole(rows: list[CommuneRow]) -> CommuneRow:
    columns = zip(*(one.numbers for one in rows if one.numbers), strict=True)
    return CommuneRow("", "", None, _READ, [sum(numbers) for numbers in columns])


def _text(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{round(value * 100)} %" if unit == "share" else number(value)


def _row(one: CommuneRow, today: date) -> dict[str, Any]:
    cells, now, before = [], one.now, one.before
    for key in BOARD_WORDS:
        value, unit = _value(key, now), "share" if key in _SHARES else "count"
        cells.append((key, _text(value, unit), change(value, _value(key, before), unit)))
    return {"name": one.name, "cells": cells, "late": rules.is_late(one.changed_on, today), "changed_on": one.changed_on}
