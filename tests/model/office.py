"""Police at their desks: they decide about reports, perhaps on a page that is old, and settle what was held."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.reports.models import ParkedOperation, Report
from tests.cast import Person
from tests.model.server import Trouble, Violation, check_marks
from tests.model.wire import Answer, Request
from tests.model.world import World

MOVES = ("approve", "return", "reject", "undo", "reopen")
RESOLUTIONS = ("accepted-as-part", "accepted-as-addendum", "refused")
# What a desk may be told; anything else would be a fault of the server.
EXPECTED = {200, 404, 409, 412, 422, 428, 500, 503}


@dataclass
class Office:
    """The chiefs of both communes. ``pages`` are what they once saw: a report and its rev."""

    world: World
    pages: list[tuple[Person, str, int]] = field(default_factory=list)

    def look(self) -> None:
        """The chiefs open their lists."""
        with self.world.server.looking() as session:
            rows = session.execute(select(Report.commune_id, Report.id, Report.rev).order_by(Report.received_at, Report.id))
            chiefs = {"24958": self.world.cast["vinh"], "24931": self.world.cast["dung"]}
            self.pages = [(chiefs[row.commune_id], str(row.id), row.rev) for row in rows]

    def move(self, which: int, what: int, *, anew: bool = True, trouble: Trouble | None = None) -> None:
        """Decide about a report, as the page showed it."""
        if anew:
            self.look()
        if not self.pages:
            return
        chief, report_id, rev = self.pages[which % len(self.pages)]
        move = MOVES[what % len(MOVES)]
        told = {"move": move, "comment": "Xin xem lại", "reasons": ["other"] if move in ("return", "reopen") else []}
        path = f"/api/v1/reports/{report_id}/moves"
        self.world.server.during(trouble, lambda: self._post(chief, path, told, rev))

    def _post(self, chief: Person, path: str, told: dict[str, Any], rev: int) -> None:
        headers = {"If-Match": f'"{rev}"'}
        answer = self.world.server.client.post(path, json=told, headers=headers, as_=chief)
        check_marks(Request("POST", path), Answer(answer.status_code, dict(answer.headers)))
        if answer.status_code not in EXPECTED:
            raise Violation(f"a desk is told {answer.status_code} about {told['move']}: {answer.get_data(as_text=True)}")

    def return_all(self) -> None:
        """Everything that waits is sent back: the road to reports that are mended again and again."""
        self.look()
        for which in range(len(self.pages)):
            self.move(which, MOVES.index("return"), anew=False)

    def held(self) -> list[tuple[Person, str]]:
        """What waits to be settled, and who may settle it."""
        with self.world.server.looking() as session:
            chiefs = {"24958": self.world.cast["vinh"], "24931": self.world.cast["dung"]}
            waiting = ParkedOperation.settled_at.is_(None)
            asked = select(ParkedOperation.commune_id, ParkedOperation.id).where(waiting)
            rows = session.execute(asked.order_by(ParkedOperation.at, ParkedOperation.id))
            return [(chiefs[row.commune_id], str(row.id)) for row in rows]

    def settle(self, which: int, how: int, trouble: Trouble | None = None) -> None:
        """Settle something that was held, in one of the ways; a way that is not offered changes nothing."""
        waiting = self.held()
        if waiting:
            chief, op_id = waiting[which % len(waiting)]
            form = {"resolution": RESOLUTIONS[how % len(RESOLUTIONS)], "note": "Đã xem"}
            client = self.world.server.client
            self.world.server.during(trouble, lambda: client.submit(f"/held/{op_id}", form, as_=chief))

    def settle_newest(self, how: int) -> None:
        """Settle what came last."""
        self.settle(len(self.held()) - 1, how)
