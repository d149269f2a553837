"""A returned report: its team is told once before the deadline and once behind it, and the office sees what is late."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.reports.rules.reminding import Stage, stage_at
from app.reports.service.reminding import remind_returned
from tests.acting import ActingClient
from tests.cast import Person
from tests.nights import body_of, entities, incident, operation, pull, push_one, submit

RETURNED = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours_to_mend", "hours_later", "stage"),
    [
        (48, 23, None),
        (48, 24, Stage.SOON),
        (48, 47, Stage.SOON),
        (48, 48, Stage.LATE),
        # Who has one day is not reminded in the hour of the return.
        (24, 1, None),
        (24, 12, Stage.SOON),
    ],
)
def test_when_a_team_is_reminded(hours_to_mend: int, hours_later: int, stage: Stage | None) -> None:
    now, due_at = RETURNED + timedelta(hours=hours_later), RETURNED + timedelta(hours=hours_to_mend)

    assert stage_at(now, returned_at=RETURNED, due_at=due_at) == stage


def _told(client: ActingClient, phone: Person) -> list[str]:
    return sorted(one["title"] for one in entities(pull(client, phone), "notice").values())


def test_each_stage_is_told_once_and_goes_when_the_team_has_mended(
    client: ActingClient, ha: Person, binh: Person, thanh: Person
) -> None:
    result = push_one(client, binh, submit(binh, body=body_of(binh, incidents=[incident()])))
    report_id = result["report_id"]
    page = f"/reports/{report_id}"
    given = {"move": "return", "rev": 1, "reasons": "missing-result", "comment": "Bác bổ sung kết quả", "due": "48"}
    assert client.submit(f"{page}/move", given, page=page, as_=ha).status_code == 303
    begins = clock.now()

    def at(hours: float) -> int:
        with clock.frozen(begins + timedelta(hours=hours)), client.app.app_context():
            return remind_returned()

    assert [at(1), at(25), at(26)] == [0, 1, 0]
    with clock.frozen(begins + timedelta(hours=26)):
        assert _told(client, binh) == ["Đêm 21/11: sắp hết hạn sửa"]
        assert _told(client, thanh) == []
        assert "quá hạn sửa" not in client.get("/queue", as_=ha).get_data(as_text=True)
    assert [at(49), at(50)] == [1, 0]
    with clock.frozen(begins + timedelta(hours=50)):
        assert _told(client, binh) == ["Đêm 21/11: quá hạn sửa"]
        assert "quá hạn sửa" in client.get("/queue", as_=ha).get_data(as_text=True)
        late = client.get("/reports?waits=past-due", as_=ha).get_data(as_text=True)
        assert f"/reports/{report_id}" in late
        body = body_of(binh, incidents=[incident(result="handed")])
        push_one(client, binh, operation(binh, "report.amend", report_id=report_id, base_version=1, body=body))
    assert at(51) == 0
    with clock.frozen(begins + timedelta(hours=51)):
        assert _told(client, binh) == []
        assert f"/reports/{report_id}" not in client.get("/reports?waits=past-due", as_=ha).get_data(as_text=True)
