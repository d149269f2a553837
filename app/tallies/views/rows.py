"""The rows and pictures of a commune's figures of models, each number with the list that holds its records."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from app.catalogue import queries as catalogue
from app.figures.views.measured import change
from app.registry.rules import ASSET_KINDS, ASSET_STATES, LEVELS, LIVING
from app.registry.views.sites_words import LEVEL_WORDS, STATE_WORDS
from app.tallies.queries import Sums
from app.tallies.rules import WHOLE
from app.tallies.views import words

Face = dict[str, Any]


@dataclass(frozen=True)
class Cuts:
    """The days that a page reads: the last of its period and the day before it begins, and those of the period before.

    ``is_now``: whether the last is today, so that lists of what stands hold the same.
    """

    last: date
    begun: date
    last_before: date
    begun_before: date
    is_now: bool

    @property
    def days(self) -> tuple[date, ...]:
        """All of them."""
        return self.last, self.begun, self.last_before, self.begun_before

    @property
    def first(self) -> date:
        """The period's first day."""
        return self.begun + timedelta(days=1)


def kind_rows(sums: Sums, cuts: Cuts) -> list[Face]:
    """A row a kind of model that has or had sites, in the catalogue's order; the last adds them up."""
    known = [code for code in catalogue.model_kinds() if code in sums.kinds("sites", "moves")]
    rows = [_kind(sums, cuts, code) for code in known]
    rows = [row for row in rows if any(cell["value"] for cell in row["cells"]) or row["then"]]
    return [*rows, _kind(sums, cuts, None)] if rows else []


def _kind(sums: Sums, cuts: Cuts, code: str | None) -> Face:
    now, then = (sums.on(day, "sites", code, *LIVING) for day in (cuts.last, cuts.last_before))

    def listed(state: str = "") -> str | None:
        return words.sites_url(code or "", state) if cuts.is_now else None

    stands = [("active", listed("active")), ("weak", listed("weak")), ("paused", listed("paused"))]
    cells = [
        _cell("sites", _("Điểm mô hình"), now, None, change(now, then, "count")),
        _cell("groups", _("Tổ"), sums.on(cuts.last, "groups", code)),
        _cell("members", _("Thành viên"), sums.on(cuts.last, "members", code)),
        *(_cell(name, str(STATE_WORDS[name]), sums.on(cuts.last, "sites", code, name), url) for name, url in stands),
    ]
    for name, title in FLOWS:
        came = sums.within(cuts.begun, cuts.last, "moves", code, name)
        earlier = sums.within(cuts.begun_before, cuts.last_before, "moves", code, name)
        cells.append(_cell(name, str(title), came, None, _("trước: %(num)s", num=earlier) if earlier != came else ""))
    name = words.kind_words(code) if code else _("Cộng")
    return {"name": name, "code": code or "", "cells": cells, "then": then, "whole": code is None}


FLOWS = (
    ("built", words.BOARD_WORDS["built"]),
    ("replicated", words.BOARD_WORDS["replicated"]),
    ("strengthened", words.STRENGTHENED),
    ("ended", words.BOARD_WORDS["ended"]),
)


def _cell(key: str, title: str, value: int, url: str | None = None, beside: str = "") -> Face:
    return {
        "key": key,
        "words": title,
        "value": value,
        "url": url if value else None,
        "change": "" if beside == "0 %" else beside,
    }


def class_rows(sums: Sums, day: date) -> list[Face]:
    """The living sites by the class of their review, and those that have none yet."""
    numbers = [sums.on(day, "classed", None, level) for level in LEVELS]
    living = sums.on(day, "sites", None, *LIVING)
    rows = [(str(LEVEL_WORDS[level]), number) for level, number in zip(LEVELS, numbers, strict=True)]
    rows.append((_("Chưa xếp loại"), living - sum(numbers)))
    most = max([1, *(number for _name, number in rows)])
    return [{"name": name, "number": number, "wide": round(number * 100 / most)} for name, number in rows] if living else []


def thing_rows(sums: Sums, cuts: Cuts) -> list[Face]:
    """The things by kind and state, with the share that works."""
    return _in_use(
        [
            _states(words.term_words("assets", kind), sums, cuts, "things", kind, kind)
            for kind in ASSET_KINDS
            if sums.on(cuts.last, "things", kind) or sums.on(cuts.last_before, "things", kind)
        ]
    )


def owner_rows(sums: Sums, cuts: Cuts) -> list[Face]:
    """Camera eyes by who owns the camera."""
    known = [*catalogue.terms("owners"), ""]
    return _in_use(
        [
            _states(words.term_words("owners", owner), sums, cuts, "eyes", owner, "")
            for owner in known
            if sums.on(cuts.last, "eyes", owner)
        ]
    )


def topic_rows(sums: Sums, cuts: Cuts) -> list[Face]:
    """Warning boards by what they warn of."""
    known = [*catalogue.terms("topics"), ""]
    return _in_use(
        [
            _states(words.term_words("topics", topic), sums, cuts, "boards", topic, "")
            for topic in known
            if sums.on(cuts.last, "boards", topic)
        ]
    )


def _in_use(rows: list[Face]) -> list[Face]:
    """Without the states in which nothing is, so that the table is no wider than what it says."""
    used = {cell["key"] for row in rows for cell in row["cells"] if cell["value"]} | {"all", ASSET_STATES[0]}
    return [row | {"cells": [cell for cell in row["cells"] if cell["key"] in used]} for row in rows]


def _states(name: str, sums: Sums, cuts: Cuts, measure: str, kind: str, listed: str) -> Face:
    total, then = sums.on(cuts.last, measure, kind), sums.on(cuts.last_before, measure, kind)
    opens = cuts.is_now and bool(listed)
    states = [
        _cell(
            state,
            words.term_words("asset_states", state),
            sums.on(cuts.last, measure, kind, state),
            words.assets_url(listed, state) if opens else None,
        )
        for state in ASSET_STATES
    ]
    whole = _cell("all", _("Tổng"), total, words.assets_url(listed) if opens else None, change(total, then, "count"))
    working = round(states[0]["value"] * 100 / total) if total else 0
    return {"name": name, "cells": [whole, *states], "working": working}


def village_rows(found: Mapping[UUID, Mapping[tuple[str, str], int]], names: Mapping[UUID, str], is_now: bool) -> list[Face]:
    """Camera eyes by village: how many, how many of them work, drawn beside the village that has most."""
    by_state: dict[UUID, Counter[str]] = {}
    for village_id, amounts in found.items():
        for (_owner, state), amount in amounts.items():
            by_state.setdefault(village_id, Counter())[state] += amount
    for village_id in names:
        by_state.setdefault(village_id, Counter())
    most = max([1, *(states.total() for states in by_state.values())])
    places = {village_id: place for place, village_id in enumerate(names)}
    return [
        {
            "name": _("Cả xã, không thuộc thôn nào") if village_id == WHOLE else names.get(village_id, _("Thôn cũ")),
            "eyes": states.total(),
            "working": states["working"],
            "out": states.total() - states["working"],
            "wide": (round(states["working"] * 100 / most), round((states.total() - states["working"]) * 100 / most)),
            "url": words.assets_url("camera", village=str(village_id))
            if is_now and village_id != WHOLE and states.total()
            else None,
        }
        for village_id, states in sorted(by_state.items(), key=lambda item: places.get(item[0], len(places)))
    ]


def activity_rows(sums: Sums, cuts: Cuts) -> list[Face]:
    """What was done in the period, by kind: how often, how many people came, the share that has evidence."""
    rows = []
    for kind in catalogue.terms("activities"):
        times = sums.within(cuts.begun, cuts.last, "activities", kind)
        earlier = sums.within(cuts.begun_before, cuts.last_before, "activities", kind)
        if times or earlier:
            shown = sums.within(cuts.begun, cuts.last, "activities", kind, "shown")
            rows.append(
                {
                    "name": words.term_words("activities", kind),
                    "times": times,
                    "earlier": earlier,
                    "people": sums.within(cuts.begun, cuts.last, "people", kind),
                    "share": round(shown * 100 / times) if times else None,
                    "bare": times - shown,
                    "url": words.activities_url(kind, cuts.first, cuts.last) if times else None,
                }
            )
    return rows


def month_bars(months: Sequence[tuple[date, date]], found: Mapping[tuple[str, str], Sequence[int]]) -> Face:
    """A bar a month: activities with evidence and, hatched, those without; and the table of kinds and months."""
    by_state = {state: [0] * len(months) for state in ("shown", "bare")}
    kinds: dict[str, list[int]] = {}
    for (kind, state), numbers in found.items():
        for place, number in enumerate(numbers):
            by_state[state][place] += number
            kinds.setdefault(kind, [0] * len(months))[place] += number
    totals = [shown + bare for shown, bare in zip(by_state["shown"], by_state["bare"], strict=True)]
    most = max([1, *totals])
    bars = [
        {"month": first, "shown": shown, "bare": bare, "wide": (round(shown * 100 / most), round(bare * 100 / most))}
        for (first, _last), shown, bare in zip(months, by_state["shown"], by_state["bare"], strict=True)
    ]
    order = [kind for kind in catalogue.terms("activities") if any(kinds.get(kind, ()))]
    table = [
        {"name": words.term_words("activities", kind), "numbers": kinds[kind], "sum": sum(kinds[kind])} for kind in order
    ]
    return {"bars": bars, "rows": table, "any": bool(table)}
