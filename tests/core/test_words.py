"""Plain words: nights, folding, sorting, canonical JSON."""

import json
import math
from datetime import UTC, date, datetime

import pytest

from app.core.canonical import canonical_json
from app.core.night import VIETNAM, night_label, night_of
from app.core.text import fold, sort_key


@pytest.mark.parametrize(
    ("start", "night"),
    [
        (datetime(2026, 11, 21, 22, 0, tzinfo=VIETNAM), date(2026, 11, 21)),
        (datetime(2026, 11, 22, 1, 0, tzinfo=VIETNAM), date(2026, 11, 21)),
        (datetime(2026, 11, 22, 5, 59, tzinfo=VIETNAM), date(2026, 11, 21)),
        (datetime(2026, 11, 22, 6, 0, tzinfo=VIETNAM), date(2026, 11, 22)),
        (datetime(2026, 11, 21, 18, 0, tzinfo=UTC), date(2026, 11, 21)),
    ],
)
def test_a_shift_belongs_to_the_evening_before_until_six(start: datetime, night: date) -> None:
    assert night_of(start) == night


def test_a_night_is_said_as_people_say_it() -> None:
    assert night_label(date(2026, 11, 21)) == "Đêm 21 rạng sáng 22/11"
    assert night_label(date(2026, 11, 30)) == "Đêm 30/11 rạng sáng 01/12"


def test_words_are_found_without_their_marks() -> None:
    assert fold("Tuần tra ĐẬP  nước") == "tuan tra dap nuoc"
    assert fold("Đe\u0302m") == "dem"


def test_names_sort_by_the_vietnamese_alphabet() -> None:
    names = ["Đức", "Dũng", "An", "Ân", "Ánh", "Ăn", "Uyên", "Ước", "Cường"]

    assert sorted(names, key=sort_key) == ["An", "Ánh", "Ăn", "Ân", "Cường", "Dũng", "Đức", "Uyên", "Ước"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "đ"]}, '{"a":[true,null,"đ"],"b":1}'),
        ({"x": 1.0, "y": 12.3456, "z": -0.0}, '{"x":1,"y":12.3456,"z":0}'),
        ({"x": 0.00001}, '{"x":0.00001}'),
        ({"ﬁ": 1, "😀": 2}, '{"😀":2,"ﬁ":1}'),
        ("\u2028\n\t\x01", '"\u2028\\n\\t\\u0001"'),
    ],
)
def test_canonical_json_is_written_as_javascript_writes_it(value: object, text: str) -> None:
    assert canonical_json(value).decode() == text
    assert json.loads(text) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, 1e300, [{"a": -(2**60)}]])
def test_what_the_two_languages_could_write_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"number|integer"):
        canonical_json(value)
