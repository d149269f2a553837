"""What the bulk reports add up to: the rows of figures that the verbs would have kept beside them.

A team's nights repeat themselves in a few shapes, so each shape is counted once by the rule that counts every night
(``figures/rules/counting.py``), and the sums of villages grow as the nights are written. ``flask figures rebuild`` finds
nothing to change (``tests/figures/test_bulk.py``).
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from app.core.night import VIETNAM
from app.figures.rules import COUNTED, HAPPENED, Asked, Happened, NightFigures, Told, count_night
from app.reports import rules
from app.reports.rules import attendance
from tests.bench.rows import Rows

# Until when reports are expected where a commune has set nothing.
_DUE = time(8)
_REV_OF_APPROVED = 2
_RULE = attendance.night_rule(None, None, None)


@dataclass(frozen=True)
class Shape:
    """A night's figures as the cells of its row, and as numbers to be added up."""

    cells: tuple[Any, ...]
    counts: tuple[int, ...]
    kinds: Mapping[str, tuple[int, ...]]


def shape_of(
    body: Mapping[str, Any], summary: rules.Summary, received_at: datetime, decided_at: datetime | None, night: date
) -> Shape:
    """What one report makes of a night of its team; ``decided_at`` is None while it waits."""
    state = "approved" if decided_at else "submitted"
    row = SimpleNamespace(
        **{name: getattr(summary, name) for name in ("quiet", "people", "guests", "rounds", "passes")},
        **{name: getattr(summary, name) for name in ("incidents", "activities", "reminders", "helped")},
        id=None, shift_id=None, village_id=None, night=night, state=state, rev=_REV_OF_APPROVED if decided_at else 1,
        started_at=datetime.fromisoformat(body["started_at"]), ended_at=datetime.fromisoformat(body["ended_at"]),
        received_at=received_at, decided_at=decided_at,
    )  # fmt: skip
    incidents = [SimpleNamespace(**one) for one in body["incidents"]]
    due_at = datetime.combine(night + timedelta(days=1), _DUE, VIETNAM)
    deeds = [one["category"] for one in body["activities"]]
    told = Told(row, 0, body, incidents, deeds) if decided_at else Told(row, 0, {}, [])
    return _shape(count_night([told], Asked(plans=[], points={}, due_at=due_at, rule=_RULE)))


def _shape(figures: NightFigures) -> Shape:
    kinds = {code: tuple(getattr(one, name) for name in HAPPENED) for code, one in sorted(figures.kinds.items())}
    counts = tuple(int(getattr(figures.counts, name)) for name in COUNTED)
    return Shape(tuple(json.dumps(one) for one in figures.cells().values()), counts, kinds)


class Adder:
    """Adds the nights of one commune up, as they are written."""

    def __init__(self, commune_id: str) -> None:
        self._commune_id = commune_id
        self._months: dict[tuple[UUID, date], list[int]] = defaultdict(lambda: [0] * len(COUNTED))
        self._kinds: dict[tuple[UUID, date, str], Happened] = defaultdict(Happened)

    def add(self, village_id: UUID, night: date, shape: Shape) -> None:
        """One night of a team of this village."""
        month = night.replace(day=1)
        sums = self._months[village_id, month]
        for place, number in enumerate(shape.counts):
            sums[place] += number
        for code, numbers in shape.kinds.items():
            self._kinds[village_id, month, code] += Happened(*numbers)

    def rows(self) -> Rows:
        """The months of the villages, when all nights are written."""
        here = self._commune_id
        return {
            "village_month": [(here, key[0].hex, key[1].isoformat(), *sums) for key, sums in self._months.items()],
            "village_kind": [
                (here, key[0].hex, key[1].isoformat(), key[2], *(getattr(one, name) for name in HAPPENED))
                for key, one in self._kinds.items()
            ],
        }
