"""The data file of the catalogue: whole, typed, in both languages, and readable by an older person at night."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

SEVERITIES = {
    "A01": 1, "A02": 1, "A03": 2, "A04": 2, "A05": 3, "A06": 1, "A07": 2, "A08": 4, "A09": 2,
    "B01": 3, "B02": 3, "B03": 1, "B04": 2, "B05": 4, "B06": 4, "B07": 2, "B08": 2, "B09": 4, "B10": 4, "B11": 4,
    "C01": 4, "C02": 4, "C03": 3, "C04": 4, "C05": 1, "C06": 1, "C07": 4, "C08": 2,
    "D01": 4, "D02": 2, "D03": 2, "D04": 1, "D05": 1, "D06": 1, "D07": 1,
    "E01": 3, "E02": 3, "E03": 4, "E04": 1, "E05": 1, "E06": 1,
    "F01": 4, "F02": 4, "F03": 2, "F04": 2, "F05": 3, "F06": 2, "F07": 1, "F08": 3, "F09": 1,
    "G01": None, "G02": None, "G03": None, "G04": None, "G05": None, "G06": None, "G07": None, "Z01": 1,
}  # fmt: skip
TERM_LISTS = [
    "reasons", "absences", "actions", "results", "sources", "weathers",
    "modes", "kit", "forces", "informed", "abouts", "skip_reasons",
    "topics", "owners", "funds", "assets", "asset_states", "activities", "models",
]  # fmt: skip
FIELD_TYPES = {"number", "choice", "yesno", "time", "text", "date"}
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@cache
def catalogue() -> dict[str, Any]:
    text = files("app.catalogue").joinpath("data/catalogue.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def categories() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = catalogue()["categories"]
    return found


def fields() -> list[tuple[str, dict[str, Any]]]:
    asking = [*categories(), *catalogue()["activities"], *catalogue()["models"]]
    return [(row["code"], field) for row in asking for field in row["fields"]]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from texts(member)


def ready_phrases() -> list[str]:
    own = [phrase for category in categories() for phrase in category["phrases"]]
    return own + [phrase for list_ in catalogue()["phrases"].values() for phrase in list_]


def test_there_are_fifty_incidents_seven_activities_and_other() -> None:
    assert Counter(category["kind"] for category in categories()) == {"incident": 50, "activity": 7, "other": 1}


def test_codes_and_default_severities_are_the_agreed_ones() -> None:
    assert {category["code"]: category["severity"] for category in categories()} == SEVERITIES
    assert len(categories()) == len(SEVERITIES)


def test_a_grave_category_is_called_in_before_it_is_written() -> None:
    assert all(c["call_first"] == ((c["severity"] or 0) >= 3) for c in categories())


def test_every_category_belongs_to_a_group_and_to_a_task_of_the_law() -> None:
    kinds = {group["code"]: group["kind"] for group in catalogue()["groups"]}

    assert all(kinds[c["group"]] == c["kind"] and c["code"].startswith(c["group"]) for c in categories())
    assert all(7 <= c["task_group"] <= 12 for c in categories())


def test_violence_at_home_and_against_children_stays_with_the_police_and_has_no_photo() -> None:
    closed = {c["code"]: c for c in categories() if c["police_only"]}

    assert {"B10", "B11", "E01", "D01", "C07"} <= closed.keys()
    assert all(closed[code]["no_photo"] and not closed[code]["fields"] for code in ("B10", "B11"))


@pytest.mark.parametrize("name", ["groups", "categories", "presets", *TERM_LISTS])
def test_every_row_has_a_code_of_its_own_and_words_in_both_languages(name: str) -> None:
    rows = catalogue()[name]

    assert len({row["code"] for row in rows}) == len(rows)
    assert all(row["vi"].strip() and row["en"].strip() for row in rows)
    assert all(KEBAB.fullmatch(row["code"].lower()) for row in rows)


def test_every_field_is_typed_and_named_in_both_languages() -> None:
    for code, field in fields():
        assert field["type"] in FIELD_TYPES, code
        assert SNAKE.fullmatch(field["key"]), code
        assert field["vi"] and field["en"], code
        assert ("unit" in field) == ("unit_en" in field), code


def test_a_field_knows_its_bounds() -> None:
    for code, field in fields():
        match field["type"]:
            case "number":
                assert 0 <= field["min"] < field["max"], code
            case "text":
                assert 0 < field["max_length"] <= 300, code
            case "choice":
                assert len(field["options"]) >= 2, code
                assert len({o["code"] for o in field["options"]}) == len(field["options"]), code
                assert all(o["vi"] and o["en"] and KEBAB.fullmatch(o["code"]) for o in field["options"]), code


def test_field_keys_are_unique_in_their_category() -> None:
    assert all(len({f["key"] for f in c["fields"]}) == len(c["fields"]) for c in categories())


def test_a_plate_is_for_the_police_only() -> None:
    plates = [field for _, field in fields() if field["key"] == "plate"]

    assert plates and all(field["police_only"] for field in plates)


def test_no_field_asks_who_somebody_is() -> None:
    forbidden = ("name", "religion", "ethnic", "id_number", "identity", "phone", "address", "face", "opinion")

    assert not [key for _, field in fields() for key in [field["key"]] if any(word in key for word in forbidden)]


def test_categories_offer_only_known_actions_and_people_to_inform() -> None:
    actions = {row["code"] for row in catalogue()["actions"]}
    informed = {row["code"] for row in catalogue()["informed"]}
    abouts = {row["code"] for row in catalogue()["abouts"]}

    for category in categories():
        assert set(category["actions"]) <= actions, category["code"]
        assert set(category["informs"]) <= informed, category["code"]
        assert set(category["asks"]) <= {"people", "injured"}, category["code"]
        assert category["about"] is None if category["no_photo"] else category["about"] in abouts


def test_a_tile_label_fits_two_short_lines() -> None:
    assert all(0 < len(category["short_vi"]) <= 27 for category in categories())


def test_every_category_has_words_that_follow_a_number_in_a_sentence() -> None:
    for category in categories():
        assert 0 < len(category["told_vi"]) <= 40 and category["told_vi"][0].islower(), category["code"]
        assert 0 < len(category["told_en"]) <= 40 and category["told_en"][0].islower(), category["code"]


def test_icons_look_like_lucide_names() -> None:
    rows = [*catalogue()["groups"], *categories(), *catalogue()["kit"], *catalogue()["weathers"], *catalogue()["modes"]]

    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", row["icon"]) for row in rows)
    assert len({c["icon"] for c in categories()}) == len(categories())


def test_ready_phrases_are_short() -> None:
    assert all(len(phrase.split()) <= 12 for phrase in ready_phrases())
    assert all(len(category["phrases"]) >= 3 for category in categories())


def test_the_wording_never_says_ban_nor_borrows_english() -> None:
    vietnamese = [*ready_phrases(), *(c["vi"] for c in categories())]

    assert not [t for t in vietnamese if re.search(r"\b(bạn|upload|sync|server|login|ok)\b", t.lower())]
    assert not [t for t in texts(catalogue()) if "  " in t or t != t.strip()]


def test_texts_are_in_one_normal_form_and_spelling() -> None:
    for text in texts(catalogue()):
        assert unicodedata.normalize("NFC", text) == text
        assert not re.search(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])\b", text.lower()), text


def test_one_preset_is_the_default() -> None:
    assert [p["code"] for p in catalogue()["presets"] if p["default"]] == ["night"]


def test_return_reasons_are_those_of_the_contract() -> None:
    assert [row["code"] for row in catalogue()["reasons"]] == [
        "missing-photo", "unclear-photo", "wrong-time", "missing-checkpoint", "wrong-category",
        "missing-result", "personal-data", "people-differ", "duplicate", "other",
    ]  # fmt: skip


def test_settings_have_a_default_and_words() -> None:
    rows = catalogue()["settings"]

    assert len({row["key"] for row in rows}) == len(rows)
    assert all(row["vi"] and row["en"] and "value" in row and SNAKE.fullmatch(row["key"]) for row in rows)
    assert len({s["key"]: s for s in rows}["frequent"]["value"]) == 6
