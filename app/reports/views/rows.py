"""Rows of the queue, of lists and of a team's month: what the templates draw of a report without its body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from app.catalogue import queries as catalogue
from app.core.night import moment_of
from app.reports import rules
from app.reports.queries import ReportRow
from app.reports.rules.paper import PAPER, WHY_WORDS


def marks_of(line: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stored marks of a night line with their times read."""
    return [{**mark, "at": datetime.fromisoformat(mark["at"])} for mark in line]


def span_of(preset: str, night: date, started: datetime, ended: datetime) -> tuple[datetime, datetime]:
    """From when to when a shift was meant to last: by its preset, else as it was."""
    known = catalogue.presets().get(preset)
    if known is None or not known.start:
        return started, ended
    starts = moment_of(night, time.fromisoformat(known.start))
    ends = moment_of(night, time.fromisoformat(known.end))
    return starts, ends if ends > starts else ends + timedelta(days=1)


def line_words(facts: Any) -> str:
    """``3 vòng, 15 điểm, 1 việc``: the sentence that goes with a night line."""
    parts = [
        ngettext("%(num)s vòng", "%(num)s vòng", facts.rounds),
        ngettext("%(num)s điểm", "%(num)s điểm", facts.passes),
        ngettext("%(num)s việc", "%(num)s việc", facts.incidents),
    ]
    return ", ".join(parts)


@dataclass(frozen=True)
class Namer:
    """How teams are called in rows: shortly, with the shift where a team has two in one night."""

    short: Mapping[UUID, str]
    language: str
    doubled: frozenset[tuple[UUID, date]] = frozenset()

    @classmethod
    def of(cls, short: Mapping[UUID, str], language: str, rows: Iterable[ReportRow] = ()) -> "Namer":
        """A namer that knows which of ``rows`` share team and night."""
        seen: set[tuple[UUID, date]] = set()
        twice: set[tuple[UUID, date]] = set()
        for row in rows:
            key = (row.facts.team_id, row.facts.night)
            (twice if key in seen else seen).add(key)
        return cls(short, language, frozenset(twice))

    def name(self, row: ReportRow) -> str:
        """``Chợ Mới``, or ``Bến Xe, ca đêm 2``."""
        team = self.short.get(row.facts.team_id, row.team)
        if (row.facts.team_id, row.facts.night) not in self.doubled:
            return team
        return f"{team}, {self.shift(row.facts.preset).lower()}"

    def shift(self, preset: str) -> str:
        """The name of a usual shift."""
        known = catalogue.presets().get(preset)
        return known.named(self.language) if known else preset


def summary_of(row: ReportRow, language: str, place: str = "") -> str:
    """``Trộm cắp tài sản, Kho lạnh``, or what the night was when nothing happened."""
    known = catalogue.categories()
    words = [known[code].short(language) if code in known else code for code in dict.fromkeys(row.categories)]
    if words:
        return ", ".join([*words[:2], *([place] if place and len(words) == 1 else [])])
    return _("Ca bình thường") if row.facts.quiet else _("Không ghi sự việc nào")


def face_of(row: ReportRow, namer: Namer, place: str = "") -> dict[str, Any]:
    """What a row of the queue, the list or the month draws of a report."""
    facts = row.facts
    starts, ends = span_of(facts.preset, facts.night, facts.started_at, facts.ended_at)
    same = ("id", "rev", "night", "state", "quiet", "rounds", "passes", "incidents", "people", "received_at")
    return {name: getattr(facts, name) for name in same} | {
        "team": namer.name(row),
        "shift": namer.shift(facts.preset),
        "village": row.village,
        "severity": facts.severity or (None if facts.quiet else 1),
        "resent": facts.version > 1,
        "paper": why_words(facts.paper_why) if facts.source == PAPER else "",
        "summary": summary_of(row, namer.language, place),
        "photos": photo_counts(facts),
        "complete": rules.is_complete(facts.photos_expected, facts.photos_ready),
        "marks": marks_of(facts.line),
        "starts_at": starts,
        "ends_at": ends,
        "begun_at": facts.started_at,
        "reached_at": facts.ended_at,
        "line_words": line_words(facts),
    }


def why_words(code: str | None) -> str:
    """Why a night stood on paper, in words; what a newer phone may say is shown as it is."""
    return _(WHY_WORDS[code]) if code in WHY_WORDS else code or _("Sổ giấy")


def photo_counts(facts: Any) -> dict[str, int]:
    """``{expected, ready, damaged}``."""
    return {"expected": facts.photos_expected, "ready": facts.photos_ready, "damaged": facts.photos_damaged}
