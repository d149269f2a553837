"""A route as a line: every station has its place, and no name runs out of the drawing."""

import pytest

from app.roster.views.ways import WIDTH, draw_way

LETTER = 7.4


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 7, 30])
def test_stations_go_to_and_fro_in_rows_of_three(count: int) -> None:
    way = draw_way([f"Nhà văn hóa Suối Cạn {number}" for number in range(count)])

    assert [one.number for one in way.stations] == list(range(1, count + 1))
    rows = [[one.x for one in way.stations[first : first + 3]] for first in range(0, count, 3)]
    assert all(row == sorted(row, reverse=at % 2 == 1) for at, row in enumerate(rows))
    assert way.path.count("v") == len(rows) - 1
    assert max(y for one in way.stations for y, _text in one.lines) < way.height


def test_a_long_name_is_broken_and_cut_inside_of_the_drawing() -> None:
    way = draw_way(["Dãy ki-ốt vàng bạc, điện thoại và quán ăn cạnh chợ", "Kho lạnh", "Nghĩatrangliệtsĩxãcũđầuđườngđất"])

    for one in way.stations:
        assert 1 <= len(one.lines) <= 3
        for _y, text in one.lines:
            left = {
                "start": one.name_x,
                "middle": one.name_x - len(text) * LETTER / 2,
                "end": one.name_x - len(text) * LETTER,
            }
            assert left[one.anchor] >= 0 and left[one.anchor] + len(text) * LETTER <= WIDTH
    assert way.stations[0].lines[-1][1].endswith("…")
    assert draw_way([]).stations == []
