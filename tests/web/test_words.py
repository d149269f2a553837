"""How the pages speak: times and numbers as they are said, and an English for every text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.web import wording
from app.web.translations import english
from tools import collect_words

AT = datetime(2026, 11, 21, 23, 41, tzinfo=UTC)


@pytest.fixture
def in_vietnamese(app: Flask) -> Iterator[None]:
    """A page as most people read it."""
    with app.test_request_context():
        yield


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    """A page of a reader who chose English."""
    with app.test_request_context(headers={"Cookie": "language=en"}):
        yield


def spaced(text: str) -> str:
    """Text with plain spaces: times hold together by spaces that do not break."""
    return text.replace("\u00a0", " ")


def test_times_are_said_as_people_say_them(in_vietnamese: None) -> None:
    assert spaced(wording.spoken(AT)) == "6 giờ 41"
    assert spaced(wording.spoken(AT.replace(minute=0))) == "6 giờ"
    assert (wording.clock(AT), wording.moment(AT)) == ("6:41", "6:41 ngày 22/11")
    assert wording.night(date(2026, 11, 30)) == "Đêm 30/11 rạng sáng 01/12"
    assert (wording.duration(80), wording.duration(45)) == ("1 giờ 20 phút", "45 phút")


def test_numbers_have_vietnamese_separators(in_vietnamese: None) -> None:
    assert (wording.number(3416), wording.number(61.4)) == ("3.416", "61,4")


def test_the_same_is_said_in_english(in_english: None) -> None:
    assert (wording.spoken(AT), wording.month_title(AT.date()), wording.number(3416)) == ("06:41", "November 2026", "3,416")
    assert wording.night(date(2026, 11, 21)) == "Night of 21 to dawn 22/11"


def test_one_and_many_differ_in_english(in_english: None) -> None:
    assert (wording.duration(1), wording.duration(2)) == ("1 minute", "2 minutes")


def test_only_the_first_of_several_words_keeps_its_capital() -> None:
    assert wording.in_a_row(["Gọi trực ban", "Giao Công an xã"]) == "Gọi trực ban, giao Công an xã"
    assert wording.in_a_row([]) == ""


@pytest.mark.parametrize(("name", "letters"), [("Trịnh Văn Lâm", "TL"), ("Bình", "B"), ("", "?")])
def test_a_name_has_its_letters(name: str, letters: str) -> None:
    assert wording.initials(name) == letters


def test_every_text_has_its_english() -> None:
    lacking = collect_words.lacking(collect_words.collect(), collect_words.known())
    assert lacking == [], "run tools/collect_words.py and write their English into the catalogue"


def test_an_english_text_has_the_places_of_its_source() -> None:
    faults = [str(fault) for _message, found in collect_words.known().check() for fault in found]
    assert faults == []
    assert english().ugettext("Chờ duyệt") == "Waiting for approval"
