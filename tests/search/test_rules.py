"""What is looked for, where it stands in a text, and what of a report is found at all."""

from uuid import UUID

import pytest

from app.reports.rules import Kinds, as_mended, category_mark, kinds_in, lines_to_find, team_mark
from app.reports.rules.words import ERASED
from app.search.rules import Word, excerpt, find_named, mark, read_words

TEAM = UUID(int=7)


def _marked(text: str, asked: str) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in mark(text, read_words(asked)))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Chợ Mới", [Word("cho"), Word("moi", begun=True)]),
        ("đập ", [Word("dap")]),
        ("ca 1", [Word("ca"), Word("1")]),
        ("  -- ", []),
        ("xe, máy!", [Word("xe"), Word("may")]),
    ],
)
def test_the_last_word_may_go_on_while_it_is_typed(typed: str, words: list[Word]) -> None:
    assert read_words(typed) == words


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Đập nước tràn, dập lửa", "dap", "[Đập] nước tràn, [dập] lửa"),
        ("Đập nước tràn", "ĐẬP NƯỚC ", "[Đập] [nước] tràn"),
        ("Chợ Mới, trộm chó", "tro", "Chợ Mới, [trộ]m chó"),
        ("không có gì", "co ", "không [có] gì"),
        ("Tho\u0302n Ba", "thon ", "[Tho\u0302n] Ba"),
        ("12A và 12", "12 ", "12A và [12]"),
        ("<b>loa</b>", "loa", "<b>[loa]</b>"),
        ("", "loa", ""),
    ],
)
def test_what_is_found_is_marked_in_the_words_as_they_were_written(text: str, asked: str, shown: str) -> None:
    assert _marked(text, asked) == shown


def test_a_long_text_is_cut_around_the_first_word_that_is_found() -> None:
    text = "Đi đủ ba vòng. " * 20 + "Cầu treo hỏng lan can. " + "Bàn giao đủ. " * 20

    pieces = excerpt(text, read_words("lan can"))

    shown = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.found] == ["lan", "can"]
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 200
    assert shown[2:-2] in text


def test_a_team_is_named_by_its_whole_name_the_longest_first() -> None:
    names = {"cho moi": 1, "cho": 2, "ben xe": 3}

    assert find_named(read_words("binh chợ mới"), names) == (1, [Word("binh")])
    assert find_named(read_words("ben "), names) is None


def test_what_only_police_may_see_stands_in_no_line() -> None:
    entry = {
        "incident_id": "1",
        "category": "A03",
        "place": "Cầu treo",
        "what": "Xe nẹt pô",
        "police_only": {"plate": "49B"},
    }
    body = {"remark": "Đêm yên", "handover": {"text": ERASED}, "incidents": [entry], "activities": [{"category": "G02"}]}

    plain = lines_to_find("24958", TEAM, [body], kinds_in([body]))
    moved = as_mended(body, [("1", {"text": "police-only"})])
    hidden = lines_to_find("24958", TEAM, [moved], Kinds([], {"1": "D02"}))

    assert plain[None] == f"r_c24958 r{team_mark(TEAM)} r{category_mark('G02')} rdem ryen"
    assert plain["1"] == f"i_c24958 i{team_mark(TEAM)} i{category_mark('A03')} icau itreo ixe inet ipo"
    assert hidden["1"] == f"i_c24958 i{team_mark(TEAM)} i{category_mark('D02')} icau itreo"
