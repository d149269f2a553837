"""The thirty narratives and the comments on them: everything they name exists, at a time when the team was out."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from app.core.night import VIETNAM, night_of
from tests.demo.data_files import category, check_details, codes, comments, commune, nights, teams

QUIET_NUMBERS = {1, 2, 4, 7, 10, 12, 17, 19, 21, 23, 24, 29}
TEN_NOTES = {  # number of the narrative, category, severity, local clock
    (3, "A02", 1, "22:40"), (3, "B03", 1, "01:05"), (5, "F01", 3, "23:50"), (13, "D02", 2, "01:05"),
    (14, "C02", 3, "21:15"), (16, "A03", 2, "23:10"), (18, "E05", 1, "22:15"), (20, "E03", 4, "00:50"),
    (28, "A05", 3, "00:30"), (30, "B01", 3, "02:20"),
}  # fmt: skip


def test_there_are_thirty_narratives_and_twelve_are_quiet() -> None:
    assert [n["number"] for n in nights()] == list(range(1, 31))
    assert {n["number"] for n in nights() if n["quiet"]} == QUIET_NUMBERS
    assert all(n["quiet"] == (not n["incidents"]) for n in nights())


def test_the_ten_notes_are_in_the_narratives() -> None:
    found = {
        (n["number"], i["category"], i["severity"], datetime.fromisoformat(i["at"]).strftime("%H:%M"))
        for n in nights()
        for i in n["incidents"]
    }

    assert found >= TEN_NOTES


def planned_nights(team: dict[str, Any], rule: dict[str, Any]) -> set[date]:
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    planned = {day for day in days if day.isoweekday() in rule["weekdays"]}
    for move in team["moved"]:
        planned = planned - {date.fromisoformat(move["from"])} | {date.fromisoformat(move["to"])}
    return planned


@pytest.mark.parametrize("number", range(1, 31))
def test_a_narrative_lies_on_its_teams_roster(number: int) -> None:
    night = nights()[number - 1]
    team = teams()[night["team"]]
    starts = datetime.fromisoformat(night["starts_at"])
    rules = [r for r in team["roster"] if r["preset"] == night["preset"] and r.get("season", {}).get("from") != "05-01"]

    assert [starts.astimezone(VIETNAM).strftime("%H:%M")] == [rule["start"] for rule in rules]
    assert date.fromisoformat(night["night"]) in planned_nights(team, rules[0])
    assert night_of(starts) == date.fromisoformat(night["night"])


@pytest.mark.parametrize("number", range(1, 31))
def test_a_narrative_names_only_what_exists(number: int) -> None:
    night = nights()[number - 1]
    team = teams()[night["team"]]
    points = {point["name"] for point in team["route"]["checkpoints"]}
    span = (datetime.fromisoformat(night["starts_at"]), datetime.fromisoformat(night["ends_at"]))

    assert night["weather"] in codes("weathers")
    for incident in night["incidents"]:
        assert incident["checkpoint"] in points | {None}
        assert incident["place"] and len(incident["place"]) <= 80 and 0 < len(incident["what"]) <= 500
        assert set(incident["actions"]) <= codes("actions")
        assert {row["whom"] for row in incident["informed"]} <= codes("informed")
        assert incident["result"] in codes("results") and incident["source"] in codes("sources")
        assert span[0] <= datetime.fromisoformat(incident["at"]) <= span[1]
        check_details(incident["category"], incident["details"], r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+07:00")
    for activity in night["activities"]:
        assert category(activity["category"])["kind"] == "activity"
        check_details(activity["category"], activity["details"], "")
    for photo in night.get("photos", []):
        assert photo["about"] in codes("abouts") and photo.get("checkpoint") in points | {None}
        assert photo.get("incident", 0) < max(1, len(night["incidents"]))


def test_reviews_use_known_people_comments_and_reasons() -> None:
    accounts = {a["username"] for a in commune()["accounts"]}
    numbers = {c["number"] for c in [*comments()["return"], *comments()["approve"]]}

    for step in [step for night in nights() for step in night.get("review", [])]:
        assert step["by"] in accounts and set(step["comments"]) <= numbers
        assert set(step.get("reasons", [])) <= codes("reasons")


def test_what_was_missing_at_first_is_of_the_same_shape() -> None:
    for night in (n for n in nights() if "first" in n):
        assert night["first"].keys() <= night.keys()
        for before, incident in zip(night["first"].get("incidents", []), night["incidents"], strict=True):
            assert before.keys() <= incident.keys()
            check_details(incident["category"], before.get("details", incident["details"]), r".+")


def test_there_are_fifteen_return_comments_with_reasons_and_pointers() -> None:
    rows = comments()["return"]

    assert [row["number"] for row in rows] == list(range(1, 16))
    assert all(row["reasons"] and set(row["reasons"]) <= codes("reasons") for row in rows)
    assert all(row["fields"] and all(pointer.startswith("/") for pointer in row["fields"]) for row in rows)
    assert comments()["variants"].keys() == codes("reasons")
    assert len(comments()["approve"]) >= 3
