"""Sentences are made from coded fields alone, whatever the phone put into them."""

from datetime import date
from typing import Any

import pytest

from app.catalogue.queries import Words
from app.feed import rules
from app.feed.rules import Lexicon, Told, kind_of, sentence_of

MINUTES = {"key": "minutes", "type": "number", "unit": "phút", "unit_en": "min"}
PLATE = {"key": "plate", "type": "text", "police_only": True}
LEXICON = Lexicon(
    categories={
        "F03": Words("F03", "Cây đổ, gió lốc", "Fallen tree", told_vi="cây đổ", told_en="fallen tree"),
        "A03": Words("A03", "Nẹt pô", "Revving", told_vi="vụ nẹt pô", told_en="reckless riding", fields=[PLATE]),
        "B10": Words("B10", "Bạo lực gia đình", "Domestic violence", told_vi="vụ bạo lực", police_only=True),
        "G01": Words("G01", "Tuyên truyền", "Propaganda", told_vi="buổi tuyên truyền", fields=[MINUTES], kind="activity"),
        "G03": Words("G03", "Đánh kẻng", "Gong", told_vi="lần đánh kẻng", kind="activity"),
    },
    results={
        "watching": Words("watching", "Đang theo dõi", "Being watched"),
        "settled": Words("settled", "Đã ổn", "Settled"),
    },
)


def told(**more: Any) -> Told:
    return Told(date(2026, 11, 15), "Cầu Đá", **({"quiet": False} | more))


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (told(incidents=[("F03", "watching")]), "Đêm 15/11, Cầu Đá: 1 cây đổ, đang theo dõi."),
        (told(quiet=True), "Đêm 15/11, Cầu Đá: ca bình thường, không có vụ việc."),
        (told(), "Đêm 15/11, Cầu Đá: tổ đã đi tuần."),
        (told(activities=[("G01", {"minutes": 45})]), "Đêm 15/11, Cầu Đá: 1 buổi tuyên truyền, 45 phút."),
        (told(activities=[("G01", {"minutes": 700}), ("G01", {"minutes": 700})]),
         "Đêm 15/11, Cầu Đá: 2 buổi tuyên truyền, 1.400 phút."),
        (told(incidents=[("A03", "settled"), ("A03", "settled"), ("F03", None)]),
         "Đêm 15/11, Cầu Đá: 2 vụ nẹt pô, đã ổn; 1 cây đổ."),
    ],
)  # fmt: skip
def test_a_sentence_tells_night_village_category_count_and_result(what: Told, sentence: str) -> None:
    assert sentence_of(what, LEXICON) == sentence


def test_the_same_in_english() -> None:
    what = told(incidents=[("F03", "watching"), ("F03", "watching")])

    assert sentence_of(what, LEXICON, "en") == "Night of 15/11, Cầu Đá: 2 × fallen tree, being watched."


def test_codes_and_figures_that_the_catalogue_does_not_know_are_left_out() -> None:
    what = told(
        incidents=[("F03", "ông Nguyễn Văn X"), ("bà Y", "settled")],
        activities=[("G01", {"minutes": "49A1-12345", "name": "ông Z", "households": True})],
    )

    assert sentence_of(what, LEXICON) == "Đêm 15/11, Cầu Đá: 1 cây đổ; 1 buổi tuyên truyền."


def test_what_is_for_police_alone_leaves_no_trace_in_what_others_are_told() -> None:
    mixed = told(incidents=[("B10", "settled"), ("F03", "watching")]).for_others(LEXICON)
    alone = told(incidents=[("B10", "settled")]).for_others(LEXICON)

    assert sentence_of(mixed, LEXICON) == sentence_of(told(incidents=[("F03", "watching")]), LEXICON)
    assert (sentence_of(alone, LEXICON), kind_of(alone)) == (sentence_of(told(), LEXICON), rules.SHIFT)


def test_a_long_night_is_shortened() -> None:
    lexicon = Lexicon({f"X{n}": Words(f"X{n}", "Việc", "Matter", told_vi=f"việc {n}") for n in range(7)}, {})

    sentence = sentence_of(told(incidents=[(f"X{n}", None) for n in range(7)]), lexicon)

    assert sentence == "Đêm 15/11, Cầu Đá: 1 việc 0; 1 việc 1; 1 việc 2; 1 việc 3; và 3 việc khác."


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (told(quiet=True), "quiet"),
        (told(), "shift"),
        (told(incidents=[("F03", None)], activities=[("G01", {})]), "incident"),
        (told(activities=[("G01", {})], quiet=True), "activity"),
        (told(activities=[("G01", {}), ("G03", {})]), "model"),
    ],
)
def test_an_item_stands_under_one_heading(what: Told, kind: str) -> None:
    assert kind_of(what) == kind
