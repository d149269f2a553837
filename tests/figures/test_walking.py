"""Every number of the pages of figures leads to a list that adds up to it."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core import clock
from app.core.night import VIETNAM
from app.roster import queries as roster_queries
from app.roster import service as roster
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.figures import faces
from tests.figures.reported import BEFORE
from tests.histories import move
from tests.nights import at, body_of, fresh, incident, operation, push_one, submit
from tests.roster.plans import add_route, own_team, plan

FIRST = date(2026, 11, 2)
NIGHTS = [FIRST + timedelta(days=number) for number in range(12)]
# Which sum above the list is the measure's number; where none is named, it is how many reports the list holds.
SUM_OF = {
    **dict.fromkeys(("planned", "called_off", "missing"), "shifts"),
    **dict.fromkeys(("people", "person_minutes", "window"), ""),
    **dict.fromkeys(("minutes", "turns", "guests", "rounds", "passes", "reminders", "helped", "activities"), ""),
    **dict.fromkeys(("incidents", "grave", "severity1", "severity2", "severity3", "severity4"), "fitting"),
}
SHARES = ("on_time", "sent_back")


class Nights:
    """Nights of a team by chance: early or late, approved, returned or waiting, with this and that in them."""

    def __init__(self, client: ActingClient, person: Person, vinh: Person, points: list[UUID], seed: int) -> None:
        self.client, self.person, self.vinh, self.points = client, person, vinh, points
        self.chance = random.Random(seed)

    def tell(self, night: date, shift_id: UUID | str) -> None:
        late = self.chance.random() < 0.3
        begun, ended = at("22:00", night.isoformat()), at("02:30", (night + timedelta(days=1)).isoformat())
        kinds = self.chance.choices(["A02", "B02", "C01", "E06"], k=self.chance.randrange(3))
        body = body_of(
            self.person,
            night=night.isoformat(),
            started_at=begun,
            ended_at=ended,
            rounds=[self.round(night) for _ in range(self.chance.randrange(1, 3))],
            incidents=[incident(kind, self.chance.randrange(1, 5), at=at("23:10", night.isoformat())) for kind in kinds],
            activities=[{"activity_id": fresh(), "category": "G04", "at": begun}] * self.chance.randrange(2),
            guests=[{"force": "militia", "count": self.chance.randrange(1, 3)}],
            quiet=not kinds,
        )
        body["present"] = [{"member_id": str(self.person.member_id), "from": begun, "to": ended}]
        op = submit(self.person, shift_id=str(shift_id), body=body)
        hour = time(11 if late else 5)
        with clock.frozen(datetime.combine(night + timedelta(days=1), hour, VIETNAM)):
            result = push_one(self.client, self.person, op)
            assert result["status"] == "applied", result
        with clock.frozen(datetime.combine(night + timedelta(days=1), time(12), VIETNAM)):
            self.decide(op)

    def decide(self, op: dict[str, Any]) -> None:
        report_id = op["report_id"]
        chosen = self.chance.choice(["approve", "approve", "approve", "mend", "return", "reject", ""])
        if chosen in ("mend", "return"):
            move(self.client, self.vinh, report_id, "return", reasons=["other"], comment="Xin bổ sung")
        if chosen == "mend":
            more = {"report_id": report_id, "shift_id": op["shift_id"], "base_version": 1, "photos": []}
            amended = push_one(self.client, self.person, operation(self.person, "report.amend", body=op["body"], **more))
            assert amended["status"] == "applied", amended
        if chosen in ("mend", "approve"):
            move(self.client, self.vinh, report_id, "approve")
        if chosen == "reject":
            move(self.client, self.vinh, report_id, "reject", reasons=["other"], comment="Không phải ca trực")

    def round(self, night: date) -> dict[str, Any]:
        taps = []
        for place, point in enumerate(self.points):
            state = self.chance.choice(["normal", "normal", "skipped", ""])
            told = {"checkpoint_id": str(point), "at": at(f"22:{10 + place}", night.isoformat()), "how": "tap"}
            taps += [told | {"state": state, "note": "Đường ngập" if state == "skipped" else ""}] if state else []
        times = {"started_at": at("22:05", night.isoformat()), "ended_at": at("22:50", night.isoformat())}
        return {"round_id": fresh(), "mode": "foot", "confirmed": "points", "passes": taps} | times


def happen(client: ActingClient, vinh: Person, *people: Person) -> None:
    """Twelve nights of each, most of them planned on a route."""
    for place, person in enumerate(people):
        with clock.frozen(BEFORE):
            route = add_route(vinh, person)
            shifts = plan(vinh, person, *NIGHTS, route_id=route)
            with unit_of_work():
                roster.call_off(vinh.actor(), shifts[3], "Mưa to")
        points = [one.id for one in roster_queries.get_route(vinh.actor(), route).points]
        db.session.rollback()
        nights = Nights(client, person, vinh, points, 11 + place)
        for number, (night, shift_id) in enumerate(zip(NIGHTS, shifts, strict=True)):
            if number not in (3, 7):
                nights.tell(night, fresh() if number == 5 else shift_id)


def check_page(client: ActingClient, reader: Person, path: str) -> dict[str, str]:
    """Open every number of the page and compare; gives the measures that led somewhere."""
    page = client.get(path, as_=reader).get_data(as_text=True)
    shown = faces.figures(page)
    walked = {}
    for key, (text, url) in shown.items():
        if not url or url.startswith("#"):
            continue
        answer = client.get(url, as_=reader)
        assert answer.status_code == 200, (key, url)
        sums = faces.totals(answer.get_data(as_text=True))
        found = sums[(SUM_OF.get(key, "reports") or key)]
        if key in SHARES:
            found = round(found * 100 / faces.number(shown["received"][0]))
        expected = faces.number(shown["approved"][0]) if key == "wait" else faces.number(text)
        assert found == expected, (path, key, text, sums)
        walked[key] = text
    of_kinds = {**faces.kinds(page), **faces.tasks(page)}
    for code, (count, url) in of_kinds.items():
        sums = faces.totals(client.get(url, as_=reader).get_data(as_text=True))
        assert sums["fitting"] == count, (path, code)
    assert sum(count for count, _url in faces.kinds(page).values()) == faces.number(shown["incidents"][0])
    return walked


@pytest.mark.usefixtures("inside")
def test_every_number_opens_the_records_that_it_counts(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    happen(client, vinh, binh, thanh)
    month = check_page(client, vinh, "/figures?kind=month&at=2026-11-20")
    assert {"called_off", "missing", "grave", "quiet", "sent_back", "on_time", "window", "activities"} <= set(month)
    # A piece of the month, and one team of two.
    week = check_page(client, vinh, "/figures?kind=week&at=2026-11-05")
    team = check_page(client, vinh, f"/teams/{own_team(binh)}/month/2026-11")
    assert faces.number(week["received"]) < faces.number(month["received"]) > faces.number(team["received"])
    assert check_page(client, vinh, f"/teams/{own_team(binh)}/figures?kind=class-year&at=2026-11-10") == team


@pytest.mark.usefixtures("inside")
def test_checkpoints_are_told_by_night_with_what_was_passed_by(client: ActingClient, binh: Person, vinh: Person) -> None:
    happen(client, vinh, binh)
    page = client.get(f"/teams/{own_team(binh)}/month/2026-11", as_=vinh).get_data(as_text=True)
    planned, reached = faces.points(page)
    rows = faces.stops(page)
    assert [name for name, *_numbers in rows] == ["Nhà văn hóa", "Cầu treo", "Trường tiểu học"]
    assert 0 < reached < planned == sum(row[2] for row in rows) and reached == sum(row[1] for row in rows)
    assert planned % 3 == 0, "a walked shift asks for every checkpoint of its route"
    commune = client.get("/figures?kind=month&at=2026-11-20", as_=vinh).get_data(as_text=True)
    assert faces.points(commune) == (planned, reached) and [row[1:] for row in faces.stops(commune)] == [(reached, planned)]


@pytest.mark.usefixtures("inside")
def test_the_village_head_reads_its_team_and_nothing_that_points_at_people(
    client: ActingClient, cast: Cast, binh: Person, khoi: Person, vinh: Person
) -> None:
    happen(client, vinh, binh)
    path = f"/teams/{own_team(binh)}/month/2026-11"
    page = client.get(path, as_=cast["sau"]).get_data(as_text=True)
    police = faces.figures(client.get(path, as_=vinh).get_data(as_text=True))
    shown = faces.figures(page)
    assert binh.name not in page and "/reports" not in page and "/figures/duty" not in page
    assert {url for _text, url in shown.values()} == {"", "#points"}
    for key, (text, _url) in shown.items():
        small = key.startswith(("incidents", "grave", "severity")) and police[key][0] in ("1", "2")
        assert text == ("dưới 3" if small else police[key][0]), key
    assert any(text == "dưới 3" for text, _url in shown.values())
    for person, team in (("sau", khoi), ("loan", binh), ("son", binh), ("dung", binh)):
        answer = client.get(f"/teams/{own_team(team)}/figures", as_=cast[person])
        assert answer.status_code in (403, 404), person


@pytest.mark.usefixtures("inside")
def test_the_pages_cost_the_same_however_many_nights(
    client: ActingClient, binh: Person, thanh: Person, vinh: Person
) -> None:
    paths = [f"/teams/{own_team(binh)}/month/2026-11", "/figures/shifts?from_night=2026-11-01&to_night=2026-11-30"]
    paths += ["/figures/duty?from_night=2026-11-01&to_night=2026-11-30", "/reports?state=approved&sent=in-time&severity=any"]

    def costs() -> list[int]:
        found = []
        for path in paths:
            client.get(path, as_=vinh)
            with counted_statements() as statements:
                assert client.get(path, as_=vinh).status_code == 200
            found.append(len(statements))
        return found

    Nights(client, binh, vinh, [], 2).tell(date(2026, 11, 15), fresh())
    Nights(client, thanh, vinh, [], 2).tell(date(2026, 11, 15), fresh())
    happen(client, vinh, binh)
    first = costs()
    happen(client, vinh, thanh)
    assert costs() == first
