"""Who stands in for an absent officer: those villages, those days, and every decision says for whom."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.night import VIETNAM
from app.journal.models import JournalNote
from app.people.rules.standing import villages_of_all
from app.web.database import db
from tests.acting import ActingClient
from tests.authenticator import fresh_code
from tests.cast import Cast, Person
from tests.counting import counted_statements
from tests.nights import body_of, incident, push_one, submit
from tests.people.people import PASSWORD, give_password

TODAY = date(2026, 11, 21)


def _named(client: ActingClient, who: Person, absent: Person, deputy: Person, first: date, last: date, **more: Any) -> Any:
    fields = {"absent": str(absent.id), "deputy": str(deputy.id), "first_day": str(first), "last_day": str(last)}
    return client.submit("/deputies", fields | more, as_=who)


def _sent(client: ActingClient, person: Person) -> str:
    body = body_of(person, incidents=[incident("B01", 3)])
    return str(push_one(client, person, submit(person, body=body))["report_id"])


def _sees(client: ActingClient, who: Person, report_id: str) -> bool:
    return client.get(f"/reports/{report_id}", as_=who).status_code == 200


def test_a_deputy_decides_for_the_absent_officer_on_those_days_alone(
    client: ActingClient, vinh: Person, ha: Person, lam: Person, khoi: Person, binh: Person
) -> None:
    of_lam, of_ha = _sent(client, khoi), _sent(client, binh)
    assert not _sees(client, ha, of_lam)

    assert _named(client, vinh, lam, ha, TODAY + timedelta(days=1), TODAY + timedelta(days=2)).status_code == 303
    assert not _sees(client, ha, of_lam)
    with clock.frozen(datetime(2026, 11, 22, 7, tzinfo=VIETNAM)):
        queue = client.get("/queue", as_=ha).get_data(as_text=True)
        assert "Đang thay Trịnh Văn Lâm đến hết 23/11" in queue
        assert f"/reports/{of_lam}" in queue
        for report_id in (of_lam, of_ha):
            page = f"/reports/{report_id}"
            client.submit(f"{page}/move", {"move": "approve", "rev": 1}, page=page, as_=ha)
        assert "Lê Thị Thu Hà, thay Trịnh Văn Lâm" in client.get(f"/reports/{of_lam}", as_=ha).get_data(as_text=True)
        assert "thay Trịnh Văn Lâm" not in client.get(f"/reports/{of_ha}", as_=vinh).get_data(as_text=True)
        # Whoever is stood in for keeps the own villages, and gets none of the deputy's.
        assert _sees(client, lam, of_lam)
        assert not _sees(client, lam, of_ha)
    with clock.frozen(datetime(2026, 11, 24, 0, 5, tzinfo=VIETNAM)):
        assert not _sees(client, ha, of_lam)
    with client.app.app_context():
        kinds = ("deputy.named", "report.approved")
        notes = db.session.scalars(select(JournalNote).where(JournalNote.kind.in_(kinds)).order_by(JournalNote.seq)).all()
        assert [(one.kind, one.facts.get("stood_for")) for one in notes] == [
            ("deputy.named", None),
            ("report.approved", str(lam.id)),
            ("report.approved", None),
        ]


def test_it_is_ended_with_one_tap_and_only_by_those_whom_it_concerns(
    client: ActingClient, vinh: Person, ha: Person, lam: Person, dung: Person, khoi: Person
) -> None:
    report_id = _sent(client, khoi)
    # An officer names a deputy for himself, whatever the form says.
    assert _named(client, ha, lam, ha, TODAY, TODAY).status_code == 422
    assert _named(client, lam, lam, ha, TODAY, TODAY).status_code == 303
    assert _named(client, lam, lam, ha, TODAY, TODAY).status_code == 422
    assert _sees(client, ha, report_id)
    (path,) = _ends(client, lam)

    assert _ends(client, ha) == []
    assert client.submit(path, as_=ha).status_code == 403
    assert client.submit(path, as_=dung).status_code == 404
    assert client.submit(path, as_=vinh).status_code == 303

    assert not _sees(client, ha, report_id)
    assert _ends(client, vinh) == []
    assert client.submit(path, as_=lam).status_code == 303


def _ends(client: ActingClient, who: Person) -> list[str]:
    text = client.get("/deputies", as_=who).get_data(as_text=True)
    return [part.split('"')[0] for part in text.split('action="')[1:] if part.split('"')[0].endswith("/end")]


def test_naming_asks_for_the_password_and_says_what_does_not_fit(
    client: ActingClient, vinh: Person, ha: Person, lam: Person, dung: Person, cast: Cast
) -> None:
    with client.app.app_context():
        give_password(vinh)
    for absent, deputy, last in ((lam, lam, TODAY), (lam, ha, TODAY - timedelta(days=1)), (lam, dung, TODAY)):
        assert _named(client, vinh, absent, deputy, TODAY - timedelta(days=1), last).status_code == 422
    assert _named(client, vinh, lam, ha, TODAY, TODAY + timedelta(days=100)).status_code == 422
    assert _named(client, cast["tu"], lam, ha, TODAY, TODAY).status_code == 403
    later = clock.now() + timedelta(minutes=11)
    with clock.frozen(later):
        asked = _named(client, vinh, lam, ha, TODAY, TODAY)
        with client.app.app_context():
            code = fresh_code(vinh.username)
        done = _named(client, vinh, lam, ha, TODAY, TODAY, proof_password=PASSWORD, proof_code=code)
    assert (asked.status_code, done.status_code) == (403, 303)


def test_a_desk_costs_the_same_with_a_deputyship(client: ActingClient, vinh: Person, ha: Person, lam: Person) -> None:
    client.get("/queue", as_=ha)
    with counted_statements() as before:
        client.get("/queue", as_=ha)
    _named(client, vinh, lam, ha, TODAY, TODAY)
    with counted_statements() as after:
        client.get("/queue", as_=ha)
    assert len(after) == len(before)


def test_whoever_answers_for_the_whole_commune_is_not_narrowed_by_standing_in() -> None:
    assert villages_of_all(frozenset(), []) is None
