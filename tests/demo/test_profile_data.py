"""The statistical profile and the sentences: figures add up, codes exist, and nobody can be recognised."""

import re
import unicodedata

import pytest

from tests.demo.data_files import (
    category,
    check_details,
    codes,
    comments,
    commune,
    generated,
    nights,
    profile,
    teams,
    texts,
)

# Python has no class for capitals with Vietnamese marks.
_CAPITAL = "[" + "".join(chr(c) for c in range(0x1EFA) if chr(c).isupper()) + "]"
PERSONAL = {
    "identity number": r"\b\d{12}\b",
    "telephone": r"\b0\d{9}\b",
    "plate": r"\b\d{2}[A-Z]\d?\s?-?\s?\d{3,5}",
    "name": r"(?i)\b(ông|bà|anh|chị|cô|chú|bác|em|cháu) (?-i:" + _CAPITAL + r")",
    "religion or people": r"(?i)\b(chùa|nhà thờ|giáo xứ|giáo dân|linh mục|sư thầy|đạo|dân tộc|người kinh|k'ho|ê đê)\b",
}


def test_mixes_sum_to_a_hundred() -> None:
    for name in ("category_mix", "severity_mix", "hour_mix", "members_per_shift", "rounds", "first_review"):
        assert sum(profile()[name].values()) == pytest.approx(100), name
    assert sum(profile()["events_per_shift"].values()) == pytest.approx(1)
    assert sum(step["share"] for step in profile()["sent"]) == 100
    assert all(sum(month.values()) == 100 for month in profile()["weather_by_month"].values())
    assert sum(profile()["weekday_factor"].values()) == pytest.approx(7, abs=0.1)


def test_there_is_a_share_of_quiet_nights_for_every_team() -> None:
    assert profile()["quiet_share"]["teams"].keys() == teams().keys()


def test_every_category_of_the_mix_has_four_texts() -> None:
    assert profile()["category_mix"].keys() <= profile()["events"].keys()
    assert all(len(events) >= 4 for events in profile()["events"].values())


def test_every_category_has_a_text_for_every_month() -> None:
    for code, events in profile()["events"].items():
        assert any("months" not in event for event in events), code


def test_generated_events_use_known_codes() -> None:
    tags = {tag for team in teams().values() for point in team["route"]["checkpoints"] for tag in point["tags"]}
    tags |= {tag for village in commune()["villages"] for place in village["places"] for tag in place["tags"]}

    for code, event in generated():
        assert set(event["at"]) <= tags and event["at"], code
        assert set(event["actions"]) <= codes("actions") and event["result"] in codes("results"), code
        assert event["informed"].keys() <= codes("informed"), code
        assert event.get("source", "team") in codes("sources") and 1 <= event.get("severity", 1) <= 4
        check_details(code, event["details"], r"\+\d+")


def test_a_grave_event_was_told_to_the_duty_officer() -> None:
    for code, event in generated():
        if (event.get("severity") or category(code)["severity"]) >= 3:
            assert event["informed"].keys() & {"duty", "power"}, (code, event["what"])


def test_generated_activities_have_the_fields_of_their_category() -> None:
    for code, variants in profile()["activities"].items():
        assert category(code)["kind"] == "activity"
        for details in variants:
            check_details(code, details, "")


def test_quiet_sentences_are_many_short_and_different() -> None:
    sentences = [row["text"] for row in profile()["quiet"]]

    assert len(set(sentences)) == len(sentences) >= 40
    assert all(20 <= len(sentence) <= 120 for sentence in sentences)
    assert {name for s in sentences for name in re.findall(r"\{(\w+)\}", s)} <= {"rounds", "Rounds", "People"}
    assert {w for row in profile()["quiet"] for w in row.get("weather", [])} == codes("weathers")


def test_texts_do_not_repeat_themselves() -> None:
    written = [event["what"] for _, event in generated()]

    assert len(set(written)) == len(written)


@pytest.mark.parametrize("what", PERSONAL)
def test_no_text_names_a_person(what: str) -> None:
    written = [*texts(nights()), *texts(comments()), *texts(profile())]

    assert not [text for text in written if re.search(PERSONAL[what], text)]


def test_texts_are_in_one_normal_form_and_spelling() -> None:
    for text in texts([commune(), nights(), comments(), profile()]):
        assert unicodedata.normalize("NFC", text) == text
        assert not re.search(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])\b", text.lower()), text
