"""The project's own list of units: whole, connected, and spelt one way."""

import csv
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

KIND_OF_PREFIX = {"Xã": "xa", "Phường": "phuong", "Đặc": "dac_khu", "Thị": "thi_tran"}


@cache
def rows() -> list[dict[str, str]]:
    text = files("app.units").joinpath("data/units.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def by_id() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows()}


def present() -> list[dict[str, str]]:
    return [row for row in rows() if not row["valid_to"]]


def former() -> list[dict[str, str]]:
    return [row for row in rows() if row["valid_to"]]


def test_there_are_34_provinces_and_3321_communes_and_what_they_were() -> None:
    assert Counter(row["kind"] == "province" for row in present()) == {True: 34, False: 3321}
    assert len(former()) == 10034


def test_ids_are_unique_and_made_from_the_code() -> None:
    assert len(by_id()) == len(rows())
    assert all(row["id"] == row["code"] for row in present())
    assert all(row["id"] == f"{row['code']}/2025" and row["valid_to"] == "2025-06-30" for row in former())


def test_codes_have_two_digits_for_provinces_and_five_for_communes() -> None:
    assert all(re.fullmatch(r"\d{2}" if row["kind"] == "province" else r"\d{5}", row["code"]) for row in rows())


def test_every_commune_of_today_lies_in_a_province_of_today() -> None:
    provinces = {row["id"] for row in present() if row["kind"] == "province"}

    assert {row["parent_id"] for row in present() if row["kind"] != "province"} == provinces


def test_every_former_commune_became_something_that_exists() -> None:
    today = {row["id"] for row in present() if row["kind"] != "province"}

    for row in former():
        assert row["successor_ids"] and set(row["successor_ids"].split()) <= today, row["id"]
        assert row["former_district"] and row["former_province"], row["id"]


def test_every_commune_of_today_came_from_somewhere() -> None:
    heirs = {heir for row in former() for heir in row["successor_ids"].split()}
    # Five island districts had no communes; Ia Mơ went on as it was, and the list of former units lacks its row.
    without = {"Đặc khu Bạch Long Vĩ", "Đặc khu Cồn Cỏ", "Đặc khu Hoàng Sa", "Đặc khu Lý Sơn", "Đặc khu Côn Đảo", "Xã Ia Mơ"}

    assert {row["name"] for row in present() if row["kind"] != "province" and row["id"] not in heirs} == without


def test_the_kind_is_what_the_name_says() -> None:
    for row in rows():
        if row["kind"] == "province":
            assert row["name"].startswith(("Tỉnh ", "Thành phố "))
        else:
            assert KIND_OF_PREFIX[row["name"].split()[0]] == row["kind"]


def test_names_are_spelt_one_way() -> None:
    for row in rows():
        for text in row.values():
            assert unicodedata.normalize("NFC", text) == text
            assert "’" not in text and "  " not in text
            assert not re.search(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])( |$)", text.lower()), text


def test_lam_dong_has_124_communes() -> None:
    assert sum(row["parent_id"] == "68" for row in present()) == 124


def test_lien_nghia_became_duc_trong() -> None:
    assert by_id()["24958"]["name"] == "Xã Đức Trọng"
    assert by_id()["24958/2025"]["name"] == "Thị trấn Liên Nghĩa"
    assert by_id()["24958/2025"]["successor_ids"] == "24958"
