"""What is told of one shift: what was planned, what the team wrote, and what became of it. Values alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.night import local

Body = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """A checkpoint, or a place of the village (then without id and position); ``tags`` tell what happens there."""

    name: str
    tags: frozenset[str]
    id: str | None = None
    lat: float = 0.0
    lon: float = 0.0


@dataclass(frozen=True)
class Crew:
    """A team with its ground: what every night of it is made from. ``members`` are ids in the team's own order."""

    key: str
    id: UUID
    members: tuple[str, ...]
    roles: Mapping[str, str]
    route_id: str
    points: tuple[Point, ...]
    places: tuple[Point, ...]
    officer: str


@dataclass(frozen=True)
class Watch:
    """A planned shift; ``members`` are the ids of those planned."""

    crew: Crew
    shift_id: UUID
    night: date
    preset: str
    starts_at: datetime
    ends_at: datetime
    members: tuple[str, ...]

    @property
    def words(self) -> tuple[str, str, str]:
        """What names this shift wherever chance is thrown for it."""
        return (self.crew.key, self.night.isoformat(), self.preset)


@dataclass(frozen=True)
class Shot:
    """A picture that a team takes: ``picture`` is the name of a drawing."""

    photo_id: str
    picture: str
    about: str
    caption: str
    taken_at: datetime
    incident_id: str | None = None
    checkpoint_id: str | None = None


@dataclass(frozen=True)
class Version:
    """One version of a report."""

    body: Body
    shots: tuple[Shot, ...] = ()


@dataclass(frozen=True)
class Step:
    """What becomes of a report: a move of the office (``by`` is a username), or an ``amend`` of the team."""

    move: str
    at: datetime
    by: str = ""
    comment: str = ""
    reasons: Sequence[str] = ()
    fields: Sequence[str] = ()
    version: Version | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    incident_id: str = ""


@dataclass(frozen=True)
class Script:
    """A report from its sending to its end. ``waits_after`` steps it waits for somebody for a while."""

    watch: Watch
    report_id: UUID
    first: Version
    closed_at: datetime
    sent_at: datetime
    steps: tuple[Step, ...] = ()
    waits_after: int | None = None


def iso(moment: datetime) -> str:
    """A moment as a phone writes it."""
    return local(moment).isoformat(timespec="seconds")
