"""The demo commune: on no list of units, whole, and every role has somebody."""

import csv
import math
import re
from importlib.resources import files

from tests.demo.data_files import codes, commune, teams


def test_the_demo_commune_is_on_no_list_of_units() -> None:
    text = files("app.units").joinpath("data/units.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    own = {commune()["province"]["name"], commune()["commune"]["name"]}

    assert not own & {row["name"] for row in rows}
    assert not [row for row in rows if "An Hòa Khê" in row["name"] or "Cao Lâm" in row["name"]]
    assert not {"99", "99001"} & {row["code"] for row in rows}


def test_eight_villages_hold_the_households_of_the_commune() -> None:
    villages = commune()["villages"]

    assert len({village["key"] for village in villages}) == 8
    assert sum(village["households"] for village in villages) == commune()["commune"]["households"]
    assert [teams()[f"T{n + 1}"]["village"] for n in range(8)] == [village["key"] for village in villages]


def test_every_office_role_has_an_account() -> None:
    accounts = commune()["accounts"]
    villages = {village["key"] for village in commune()["villages"]}

    assert {a["role"] for a in accounts} == {
        "chief", "officer", "duty", "committee", "front", "village_head", "province", "admin", "dpo",
    }  # fmt: skip
    assert len({a["username"] for a in accounts}) == len(accounts)
    assert all(re.fullmatch(r"[a-z]+", a["username"]) and set(a["villages"]) <= villages for a in accounts)


def test_a_team_has_one_leader_and_one_deputy_and_enough_people_for_a_shift() -> None:
    for team in teams().values():
        roles = [member["role"] for member in team["members"]]

        assert roles[:2] == ["leader", "deputy"] and set(roles[2:]) == {"member"}
        assert all(rule["turn"][1] <= len(roles) for rule in team["roster"]), team["key"]


def test_rosters_use_presets_of_the_catalogue() -> None:
    presets = codes("presets")

    assert all(rule["preset"] in presets for team in teams().values() for rule in team["roster"])


def test_checkpoints_lie_where_their_metres_say() -> None:
    origin = commune()["origin"]
    metres = 111_000.0

    for team in teams().values():
        for point in team["route"]["checkpoints"]:
            north = (point["lat"] - origin["lat"]) * metres
            east = (point["lon"] - origin["lon"]) * metres * math.cos(math.radians(origin["lat"]))
            assert abs(north - point["y"]) < 15 and abs(east - point["x"]) < 15, point["name"]
