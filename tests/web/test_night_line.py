"""The night line's geometry: where dots, labels and hours stand, in per cent."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from app.core.night import VIETNAM
from app.web.night_line import draw_night

START = datetime(2026, 11, 18, 22, tzinfo=VIETNAM)
END = START + timedelta(hours=6)


def at(hours: float) -> datetime:
    return (START + timedelta(hours=hours)).astimezone(UTC)


def test_marks_stand_at_their_share_of_the_night() -> None:
    line = draw_night([{"at": at(3), "kind": "pass"}, {"at": at(0), "kind": "pass"}], START, END)

    assert [dot.x for dot in line.dots] == [0, 50]
    assert line.reached == 50


def test_the_line_grows_when_something_lies_outside_the_plan() -> None:
    line = draw_night([{"at": at(-2), "kind": "pass"}, {"at": at(8), "kind": "incident", "severity": 2}], START, END)

    assert [dot.x for dot in line.dots] == [0, 100]


def test_hours_are_read_from_a_vietnamese_clock() -> None:
    line = draw_night([], START.astimezone(UTC), END.astimezone(UTC))

    assert [hour for _x, hour in line.hours] == [22, 23, 0, 1, 2, 3, 4]


def test_a_note_never_hides_its_incident() -> None:
    marks = [{"at": at(4), "kind": "incident", "severity": 3}, {"at": at(4.01), "kind": "note"}]
    line = draw_night(marks, START, END)

    assert [dot.kind for dot in line.dots] == ["note", "incident"], "the incident is drawn last"
    assert line.dots[0].x - line.dots[1].x > 2


def test_labels_do_not_cover_each_other() -> None:
    marks = [{"at": at(2 + place / 20), "kind": "note", "label": f"2:0{place} gọi trực ban"} for place in range(9)]
    labels = draw_night(marks, START, END).labels

    spans = {}
    for label in labels:
        width = len(label.text) * 0.92
        left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.anchor]
        spans.setdefault(label.lane, []).append((left, left + width))
    for lane in spans.values():
        lane.sort()
        assert all(first[1] < second[0] for first, second in pairwise(lane))
    assert 0 < len(labels) < 9, "what fits nowhere is left out"


def test_an_incidents_label_goes_before_all_others() -> None:
    marks = [{"at": at(2), "kind": "round", "label": "Vòng 2"}, {"at": at(2), "kind": "incident", "label": "2:00 Cháy"}]

    assert {label.kind for label in draw_night(marks, START, END).labels} == {"round", "incident"}


def test_now_glows_only_inside_the_night() -> None:
    assert draw_night([], START, END, now=at(3)).now == 50
    assert draw_night([], START, END, now=at(30)).now is None


def test_an_empty_night_without_length_is_no_fault() -> None:
    line = draw_night([{"at": at(0), "kind": "pass"}], START, START)

    assert [dot.x for dot in line.dots] == [0]
