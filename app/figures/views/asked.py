"""The period that a page of figures is asked for: from the address, in words, and the addresses of its neighbours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.figures import rules
from app.figures.rules import Period
from app.figures.views.measured import PERIOD_WORDS
from app.web.wording import day as day_words
from app.web.wording import month_title


@dataclass(frozen=True)
class Compared:
    """A period, the ``part`` of it whose nights are over, and what that is compared with."""

    period: Period
    part: Period
    before: Period
    last_year: Period
    so_far: Period

    @property
    def four(self) -> tuple[Period, Period, Period, Period]:
        """In the order of the columns."""
        return self.part, self.before, self.last_year, self.so_far


def asked_period(tonight: date, usually: str = "month") -> Period:
    """The period ``kind`` (a name of ``rules.KINDS``) that the night ``at`` lies in; without them, the present one."""
    kind = request.args.get("kind", usually)
    try:
        day = date.fromisoformat(request.args.get("at", ""))
    except ValueError:
        day = tonight
    return rules.period_of(kind if kind in rules.KINDS else usually, day if 2000 <= day.year < 2100 else tonight)


def compare(period: Period, tonight: date) -> Compared:
    """The period with its neighbours, each cut to as many nights."""
    part = rules.up_to(period, tonight - timedelta(days=1))
    return Compared(
        period=period,
        part=part,
        before=rules.as_long_as(rules.before(period), part, period),
        last_year=rules.as_long_as(rules.a_year_ago(period), part, period),
        so_far=rules.year_so_far(part),
    )


def nights_asked(tonight: date) -> tuple[date, date]:
    """The nights of a list behind a figure: ``from_night`` and ``to_night`` of the address, or the month of tonight."""
    try:
        first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("from_night", "to_night"))
    except ValueError:
        return tonight.replace(day=1), tonight
    return first, last


def frame(asked: Compared, tonight: date, url: Callable[[str, date], str]) -> dict[str, Any]:
    """What the head of a page of figures draws: title, kinds, steps; ``url`` gives the page of a kind and a night."""
    period, after = asked.period, rules.after(asked.period).first
    return {
        "period": {"kind": period.kind, "title": title_of(period), "running": asked.part.last != period.last},
        "part": asked.part,
        "compared": {"before": asked.before, "year": asked.last_year, "so_far": asked.so_far},
        "kinds": [(kind, PERIOD_WORDS[kind], url(kind, asked.part.last), kind == period.kind) for kind in rules.KINDS],
        "previous": url(period.kind, rules.before(period).first),
        "next": url(period.kind, after) if after <= tonight else None,
    }


def title_of(period: Period) -> str:
    """``Tháng 11 năm 2026``, ``Quý 4 năm 2026``, or with its ends."""
    if period.kind == "month":
        return month_title(period.first)
    if period.kind == "year":
        return _("Năm %(year)s", year=period.first.year)
    if period.kind == "quarter":
        return _("Quý %(num)s năm %(year)s", num=(period.first.month + 2) // 3, year=period.first.year)
    return f"{PERIOD_WORDS[period.kind]} {day_words(period.first)} – {day_words(period.last)}"
