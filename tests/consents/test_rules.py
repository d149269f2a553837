"""When a consent is in force."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.consents import rules
from app.consents.rules import Act
from app.core.ids import new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BINH = uuid4()


def act(minutes: int, *, given: bool = True, version: int = 1) -> Act:
    return Act(new_id(), BINH, version, given, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("acts", "minutes", "expected"),
    [
        ([], 0, False),
        ([act(0)], -1, False),
        ([act(0)], 0, True),
        ([act(0), act(10, given=False)], 9, True),
        ([act(0), act(10, given=False)], 10, False),
        ([act(10, given=False), act(0)], 11, False),
        ([act(0), act(10, given=False), act(20)], 21, True),
        ([act(0), act(0, given=False)], 1, False),
        ([act(0, given=False), act(0)], 1, True),
    ],
    ids=[
        "never",
        "before",
        "from then on",
        "until",
        "withdrawn",
        "in any order",
        "given again",
        "withdrawn at once",
        "given at once",
    ],
)
def test_a_consent_holds_from_a_giving_to_the_next_withdrawal(acts: list[Act], minutes: int, expected: bool) -> None:
    assert rules.is_in_force(acts, NOON + timedelta(minutes=minutes)) is expected


def test_a_new_version_of_the_text_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ({"version": 1, "from": "2026-01-01"}, {"version": 2, "from": "2026-11-22"})
    monkeypatch.setattr(rules, "read_texts", lambda: texts)

    old = [act(0)]

    assert rules.is_in_force(old, NOON + timedelta(hours=1))
    assert not rules.is_in_force(old, NOON + timedelta(days=1))
    assert rules.is_in_force([*old, act(60 * 24, version=2)], NOON + timedelta(days=1))


def test_every_text_says_in_both_languages_what_when_and_how_to_stop() -> None:
    for text in rules.read_texts():
        assert {"trong ca", "lúc tôi bấm", "90 ngày", "tắt bất cứ lúc nào"} <= {
            words for words in ("trong ca", "lúc tôi bấm", "90 ngày", "tắt bất cứ lúc nào") if words in text["vi"]
        }
        assert "90 days" in text["en"] and "at any time" in text["en"]
    assert [text["version"] for text in rules.read_texts()] == list(range(1, len(rules.read_texts()) + 1))
