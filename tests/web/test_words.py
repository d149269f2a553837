"""How the pages speak: times and numbers as they are said, and an English for every text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

from app.web import wording
from app.web.translations import ENGLISH, english

APP = Path(__file__).resolve().parents[2] / "app"
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


@pytest.mark.parametrize(("name", "letters"), [("Trịnh Văn Lâm", "TL"), ("Bình", "B"), ("", "?")])
def test_a_name_has_its_letters(name: str, letters: str) -> None:
    assert wording.initials(name) == letters


def collected() -> set[tuple[str | None, str]]:
    """Every text of templates and code with its context, as ``app/translations/babel.cfg`` collects them."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    words: dict[str, Any] = {**DEFAULT_KEYWORDS, "_l": None, "Problem": (3,)}
    options = {"**/templates/**.html": {"trimmed": "true"}}
    found = extract_from_dir(str(APP), methods, options, words)
    return {(context, text if isinstance(text, str) else text[0]) for _file, _line, text, _notes, context in found}


def test_every_text_has_its_english() -> None:
    with ENGLISH.open("rb") as file:
        known = read_po(file, locale="en")
    told = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in known
        if message.string and (isinstance(message.string, str) or all(message.string))
    }
    lacking = sorted(text for context, text in collected() if text and (context, text) not in told)
    assert lacking == [], "write their English into app/translations/en/LC_MESSAGES/messages.po"


def test_an_english_text_has_the_places_of_its_source() -> None:
    with ENGLISH.open("rb") as file:
        faults = [str(fault) for message, faults in read_po(file, locale="en").check() for fault in faults]
    assert faults == []
    assert english().ugettext("Chờ duyệt") == "Waiting for approval"
