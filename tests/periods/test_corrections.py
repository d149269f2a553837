"""What comes late does not move what was signed: it stands in the next report, once."""

from datetime import date
from typing import Any

import pytest

from app.periods.rules import Signed, Told, find_corrections
from tests.acting import ActingClient
from tests.cast import Person
from tests.histories import move
from tests.nights import incident
from tests.periods.signed import draft, night, opened, reopen, sign, state_of
from tests.roster.plans import own_team

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 10), date(2026, 10, 15), date(2026, 11, 3)


def told(content: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{one['first'][:7]} {one['measure']}": (one["from"], one["to"], list(one["nights"]))
        for one in content["corrections"]
    }


@pytest.mark.usefixtures("inside")
def test_a_late_report_is_told_in_the_next_one_and_only_there(client: ActingClient, binh: Person, vinh: Person) -> None:
    team = own_team(binh)
    night(client, binh, "2026-09-05", vinh)
    waits = night(client, binh, "2026-09-06", None, incidents=[incident("A02")])
    september = opened(vinh, "month", SEPTEMBER, team)
    assert sign(client, vinh, september, leave_out="y", reason="Chờ ảnh").status_code == 303
    signed = draft(vinh, september)["measures"]["approved"]
    # Approved after the signature; and one more that came only now.
    move(client, vinh, waits, "approve")
    night(client, binh, "2026-09-20", vinh)

    october = opened(vinh, "month", OCTOBER, team)
    found = told(draft(vinh, october))
    assert found["2026-09 approved"] == (1, 3, ["2026-09-06", "2026-09-20"])
    assert found["2026-09 received"] == (2, 3, ["2026-09-20"])
    assert found["2026-09 incidents"] == found["2026-09 A"] == (0, 1, ["2026-09-06"])
    assert signed[0] == 1 and "Điều chỉnh kỳ trước" in client.get(f"/periods/{october}", as_=vinh).text
    page = client.get(f"/periods/{september}", as_=vinh).text
    assert "Bản đã ký lần 1" in page and "Điều chỉnh kỳ trước" not in page

    assert sign(client, vinh, october).status_code == 303
    # What was told is locked like everything else that was signed, and told once.
    assert state_of(client, vinh, waits) == "locked"
    november = opened(vinh, "month", NOVEMBER, team)
    assert draft(vinh, november)["corrections"] == []
    night(client, binh, "2026-09-21", vinh)
    assert told(draft(vinh, november))["2026-09 approved"] == (3, 4, ["2026-09-21"])
    # Opened again, the old period takes all of it into its own figures.
    assert reopen(client, vinh, september).status_code == 303
    assert draft(vinh, november)["corrections"] == []
    assert draft(vinh, september)["measures"]["approved"][0] == 4
    assert sign(client, vinh, september).status_code == 303
    assert draft(vinh, november)["corrections"] == []


def test_a_correction_is_what_is_now_against_what_was_told_last() -> None:
    week = Signed("week", date(2026, 11, 2), date(2026, 11, 8), 9, {"2026-11-03": {"quiet": 1, "A": 1}})
    now = {"2026-11-03": {"quiet": 1}, "2026-11-05": {"quiet": 2}, "2026-11-09": {"quiet": 5}}
    head = {"kind": "week", "first": "2026-11-02", "last": "2026-11-08"}
    gone = head | {"measure": "A", "from": 1, "to": 0, "nights": {"2026-11-03": [1, 0]}}
    more = head | {"measure": "quiet", "from": 1, "to": 3, "nights": {"2026-11-05": [0, 2]}}
    assert find_corrections([week], [], now) == [gone, more]
    assert find_corrections([week], [Told(16, [gone, more])], now) == []
    # What was told before the week was signed (again) does not count any more.
    assert find_corrections([week], [Told(8, [gone, more])], now) == [gone, more]
    half = head | {"measure": "quiet", "from": 1, "to": 2, "nights": {"2026-11-05": [0, 1]}}
    last = head | {"measure": "quiet", "from": 2, "to": 3, "nights": {"2026-11-05": [1, 2]}}
    assert find_corrections([week], [Told(16, [half, gone])], now) == [last]
