"""The shapes of a list of teams and members that is brought: its rows, what is there, and what would become of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

MOST_ROWS = 1_000


class Fault(StrEnum):
    """Why a row cannot be taken."""

    NO_TEAM = "no-team"
    NO_NAME = "no-name"
    TOO_LONG = "too-long"
    DIGITS = "digits"
    VILLAGE = "village"
    KIND = "kind"
    NO_KIND = "no-kind"
    OTHER_KIND = "other-kind"
    ENDED = "ended"
    ROLE = "role"
    DAY = "day"
    TWICE = "twice"
    LEADER = "leader"
    TWO_LEADERS = "two-leaders"


class Deed(StrEnum):
    """What a good row does."""

    ADD = "add"
    CHANGE = "change"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """A row as it stands in the file, in words; ``number`` as the spreadsheet shows it, ``since`` ISO if it is a day."""

    number: int
    team: str
    kind: str
    village: str
    name: str
    role: str
    since: str


@dataclass(frozen=True)
class KnownMember:
    """Somebody who is on a team today or will be."""

    id: UUID
    name: str
    role: str


@dataclass(frozen=True)
class KnownTeam:
    """A team that is there; ``ended`` before today."""

    id: UUID
    name: str
    kind: str
    village_id: UUID
    ended: bool
    members: Sequence[KnownMember]


@dataclass(frozen=True)
class Known:
    """What is there: villages by folded name, teams, and the words for kinds and roles, folded, with their codes."""

    villages: Mapping[str, UUID]
    teams: Sequence[KnownTeam]
    kinds: Mapping[str, str]
    roles: Mapping[str, str]
    today: date


TeamKey = tuple[UUID, str]


@dataclass
class Planned:
    """What becomes of one row. ``about`` is the row or the name that its fault (or its doubt) is about.

    ``namesake_in`` is another team on which somebody of that name is: perhaps the same person, who then is to be moved.
    """

    line: Line
    fault: Fault | None = None
    about: str = ""
    deed: Deed = Deed.NOTHING
    key: TeamKey | None = None
    name: str = ""
    role: str = "member"
    since: date | None = None
    kind: str = ""
    team: KnownTeam | None = None
    member: KnownMember | None = None
    namesake_in: str = ""

    def refuse(self, fault: Fault, about: str = "") -> None:
        """Say why the row cannot be taken; the first reason stays."""
        if self.fault is None:
            self.fault, self.about, self.deed = fault, about, Deed.NOTHING


@dataclass
class Plan:
    """What the whole list would do."""

    rows: list[Planned] = field(default_factory=list)

    @property
    def faulty(self) -> list[Planned]:
        """The rows that cannot be taken."""
        return [row for row in self.rows if row.fault]

    @property
    def effective(self) -> list[Planned]:
        """The rows that change something."""
        return [row for row in self.rows if row.deed is not Deed.NOTHING]

    @property
    def new_teams(self) -> dict[TeamKey, list[Planned]]:
        """The good rows of each team that is not there yet."""
        found: dict[TeamKey, list[Planned]] = {}
        for row in self.effective:
            if row.team is None and row.key is not None:
                found.setdefault(row.key, []).append(row)
        return found

    def told(self) -> list[list[str]]:
        """The plan as plain words: two that say the same do the same."""
        return [
            [str(row.line.number), row.fault or "", row.deed, str(row.member.id if row.member else ""), row.role]
            for row in self.rows
        ]
