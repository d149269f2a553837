"""The shapes in which the catalogue's rows are handed out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any


@dataclass(frozen=True)
class Words:
    """What a code is called: in full, and for categories on a tile (``short_vi``) and after a number (``told_*``).

    ``facts`` are what else the data file says of a word of a list.
    """

    code: str
    vi: str
    en: str
    short_vi: str = ""
    told_vi: str = ""
    told_en: str = ""
    kind: str = ""
    icon: str = ""
    severity: int | None = None
    task_group: int | None = None
    police_only: bool = False
    fields: list[dict[str, Any]] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    start: str = ""
    end: str = ""
    group: str = ""
    scope: str = ""
    ended: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    def named(self, language: str) -> str:
        """The whole name in ``vi`` or ``en``."""
        return self.en if language == "en" else self.vi

    def short(self, language: str) -> str:
        """The name for narrow places."""
        return self.en if language == "en" else self.short_vi or self.vi

    def told(self, language: str) -> str:
        """The words that follow a number in a sentence."""
        return (self.told_en or self.en.lower()) if language == "en" else (self.told_vi or self.short_vi.lower() or self.vi)


@dataclass(frozen=True)
class KindOfModel:
    """A kind of model: its own questions, what is counted of it, and what goes with it (codes of the lists ``activities``
    and ``assets``). ``grouped``: whether groups carry it out."""

    code: str
    vi: str
    en: str
    scope: str = ""
    icon: str = ""
    grouped: bool = True
    ended: bool = False
    fields: list[dict[str, Any]] = field(default_factory=list)
    counters: list[dict[str, Any]] = field(default_factory=list)
    activities: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    note: Mapping[str, str] | None = None

    def named(self, language: str) -> str:
        """The whole name in ``vi`` or ``en``."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class Hours:
    """When the usual shifts of a commune begin and end, night by night: by code ``(since, start, end)``, the latest last."""

    known: Mapping[str, list[tuple[date, str, str]]]

    def on(self, code: str, night: date) -> tuple[time, time] | None:
        """Start and end of a usual shift in a night; None when there is no such shift."""
        found = [(start, end) for since, start, end in self.known.get(code, ()) if since <= night]
        return (time.fromisoformat(found[-1][0]), time.fromisoformat(found[-1][1])) if found else None


@dataclass(frozen=True)
class Dated:
    """A setting of a commune in every night: rows ``(nearness of its scope, since, until, value)``."""

    rows: list[tuple[int, date, date | None, Any]]

    def on(self, night: date) -> Any:
        """What holds in a night; None when nobody has said anything."""
        held = [row for row in self.rows if row[1] <= night and (row[2] is None or row[2] >= night)]
        return max(held, key=lambda row: row[:2])[3] if held else None


@dataclass(frozen=True)
class Catalogue:
    """The whole catalogue as phones read it: UTF-8 JSON, and a short hash of its content."""

    version: str
    json: bytes
