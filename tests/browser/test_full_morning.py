"""A whole morning at the desk: 26 reports, 19 of them quiet, worked through by keyboard and mouse.

It counts what the officer presses and how long the officer waits for the server; reading takes the time that it takes.
"""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from playwright.sync_api import APIRequestContext, Browser, expect

from app.core.night import VIETNAM
from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import VILLAGES, House
from tests.nights import fresh

REPORTS, BUSY = 26, 7
RETURNED = 2
# The goal is ten minutes for 26 reports; what the machine takes of them must be a small part.
MOST_TOUCHES, MOST_SECONDS = 30, 60
MORNING = datetime(2026, 11, 16, 7, 10, tzinfo=VIETNAM)
FIRST_NIGHT = date(2026, 11, 12)

house = own_house()


def _let_in(house: House, browser: Browser, village: str) -> tuple[APIRequestContext, dict[str, Any]]:
    """A phone of the village's team, and what it is told of the team."""
    phone = browser.new_context(base_url=house.base_url, extra_http_headers={"Keng-Client": "phone"}).request
    device = {"name": "Máy của tổ", "platform": "test", "install_id": str(uuid4())}
    told = phone.post("/api/v1/enrolments", data={"code": house.invite(village)["code"], "device": device})
    assert told.ok, told.text()
    return phone, told.json()


def _body(night: date, member_id: str, *, busy: bool) -> dict[str, Any]:
    def at(clock: str, days: int = 0) -> str:
        return f"{night + timedelta(days=days)}T{clock}:00+07:00"

    incident = {
        "incident_id": fresh(),
        "category": "A03",
        "severity": 2,
        "at": at("23:10"),
        "place": "Cầu treo",
        "what": "Khoảng 6 xe nẹt pô, hai lượt",
        "actions": ["reminded"],
        "result": "settled",
    }
    rounds = [{"round_id": fresh(), "confirmed": "whole", "ended_at": at("23:50"), "passes": []}]
    return {
        "night": night.isoformat(),
        "preset": "night",
        "started_at": at("22:00"),
        "ended_at": at("03:55", 1),
        "lead_id": member_id,
        "present": [{"member_id": member_id, "from": None, "to": None}],
        "rounds": rounds,
        "incidents": [incident] if busy else [],
        "quiet": not busy,
    }


def _send(phone: APIRequestContext, told: dict[str, Any], nights: list[tuple[date, bool]], sent_at: datetime) -> None:
    member_id, team_id = told["members"][0]["id"], told["team"]["id"]
    ops = [
        {
            "op_id": fresh(),
            "kind": "report.submit",
            "schema": 1,
            "commune_id": told["commune"]["id"],
            "team_id": team_id,
            "shift_id": fresh(),
            "report_id": fresh(),
            "actor_id": member_id,
            "client_time": sent_at.isoformat(),
            "body": _body(night, member_id, busy=busy),
        }
        for night, busy in nights
    ]
    envelope = {"sync": 1, "batch_id": fresh(), "install_id": str(uuid4()), "client": "2026.11.0", "schema": 1}
    health = {"unsent": len(ops), "parked": 0}
    rest = {"sent_at": sent_at.isoformat(), "known_epoch": None, "health": health, "ops": ops}
    answer = phone.post("/api/v1/sync/push", data=envelope | rest)
    assert {one["status"] for one in answer.json()["results"]} == {"applied"}, answer.text()


def _seed(house: House, browser: Browser) -> None:
    """26 reports of the last nights wait, and 7 of them tell of something."""
    places = [(number % len(VILLAGES), FIRST_NIGHT + timedelta(days=number // len(VILLAGES))) for number in range(REPORTS)]
    busy = set(range(0, REPORTS, 4))
    for place, village in enumerate(VILLAGES):
        mine = [(night, number in busy) for number, (at, night) in enumerate(places) if at == place]
        _send(*_let_in(house, browser, village), mine, house.now())


class Officer:
    """Touches what is on the page, counts it, and measures how long the answer takes."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.touches, self.waited = desk, 0, 0.0

    def press(self, letter: str) -> None:
        """A key that only changes the page."""
        self.touches += 1
        self.desk.page.keyboard.press(letter)

    def click(self, selector: str) -> None:
        """A click that only changes the page."""
        self.touches += 1
        self.desk.page.locator(selector).locator("visible=true").first.click()

    def send(self, touch: Callable[[], None]) -> None:
        """A touch that is answered by the server: the wait ends when the next page stands there."""
        began = time.monotonic()
        with self.desk.page.expect_navigation(wait_until="load"):
            touch()
        self.waited += time.monotonic() - began

    def give_back(self) -> None:
        """Mark a place, take a reason and a ready phrase, send."""
        self.press("t")
        self.click("label.mark-box")
        self.click("#return-form .choices.pills label")
        self.click("#return-form [data-phrases] button")
        self.send(lambda: self.click("#return-form button[type=submit]"))


def test_26_reports_are_worked_through_with_few_touches_and_little_waiting(
    new_desk: Callable[..., Desk], house: House, browser: Browser
) -> None:
    house.begin_at(MORNING)
    _seed(house, browser)
    desk = new_desk()
    desk.sign_in("vinh")
    officer = Officer(desk)

    began = time.monotonic()
    desk.open("/queue")
    officer.waited += time.monotonic() - began
    desk.sees(f"Xem trước ({BUSY})")
    desk.sees(f"Ca bình thường ({REPORTS - BUSY})")
    for number in range(BUSY):
        desk.sees("Khoảng 6 xe nẹt pô")
        if number < RETURNED:
            officer.give_back()
        else:
            officer.send(lambda: officer.press("d"))
    officer.send(lambda: officer.press("b"))

    expect(desk.page.locator("[data-queue-row]")).to_have_count(0)
    states = house.rows("SELECT state, count(*) AS many FROM report GROUP BY state")
    assert {one["state"]: one["many"] for one in states} == {"approved": REPORTS - RETURNED, "returned": RETURNED}
    print(f"\n{REPORTS} reports: {officer.touches} touches, {officer.waited:.1f} s of waiting")
    assert officer.touches <= MOST_TOUCHES
    assert officer.waited <= MOST_SECONDS
