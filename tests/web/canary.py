"""A night of Bình's team with a word planted wherever people write, and the ids of everything that carries it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.commune import service as commune
from app.emulation import service as emulation
from app.exports import service as exports
from app.exports.orders import Order
from app.exports.queries import Period as Nights
from app.exports.rules.tables import REPORTS
from app.people import queries as people_queries
from app.people import service as people
from app.people.rules.standing import Period
from app.periods import service as periods
from app.privacy import service as privacy
from app.privacy.service.requests import Asked as Request
from app.registry import service as models
from app.registry.rules.rounds import Said
from app.registry.rules.sites import Counted, Founding, GroupWords, SiteWords
from app.reports.rules.words import digest_words
from app.reports.service import redacting
from app.roster import service as roster
from app.roster.rules import Asked, Point
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.authenticator import give_passkey
from tests.cast import Cast
from tests.nights import at, body_of, fresh, incident, operation, photo, push, push_one, raised, submit
from tests.people.people import invite
from tests.registry.planted import plant_things
from tests.registry.planting import CRITERIA
from tests.roster.plans import NIGHT, own_team, plan

WORD = "Hoàng Oanh Vàng 7391"
PICTURE = b"bytes of a picture"


@dataclass(frozen=True)
class Planted:
    """Where the word stands: what stands in for each argument of a route, and ids that bodies name."""

    arguments: dict[str, str]
    shift_id: str
    op_id: str


def plant(client: ActingClient, cast: Cast) -> Planted:
    """Write the night through the real doors and verbs; the report is approved, so that it is in the feed."""
    binh, hoa, ha = cast["binh"], cast["hoa"], cast["ha"]
    with client.app.app_context():
        with unit_of_work():
            member = people.add_member(ha.actor(), own_team(binh), WORD, role="member", since=date(2026, 1, 1))
            route = roster.add_route(ha.actor(), own_team(binh), WORD, points=[Point(WORD)], length_m=900)
            notice = roster.post_notice(ha.actor(), WORD, WORD, team_id=own_team(binh))
            member_id, route_id, notice_id = member.id, route.id, notice.id
        with unit_of_work():
            # The whole police of the commune may read of a peak period, so it carries no planted word.
            peak_id = roster.keep_peak(cast["vinh"].actor(), Asked("Cao điểm", NIGHT, NIGHT)).id
            change_id = commune.set_value(cast["vinh"].actor(), "report_due", "07:45", NIGHT).id
        (shift_id,) = plan(ha, binh, NIGHT)
        called_off, later = plan(ha, binh, date(2026, 11, 22), date(2026, 11, 23))
        with unit_of_work():
            roster.call_off(ha.actor(), called_off, WORD)
        invitation = invite(ha, binh.team_id)
        with unit_of_work():
            people.open_session(ha.id)
            passkey_id = give_passkey(ha.id).id
        session_id = people_queries.list_sessions(ha.id)[0].id
        with unit_of_work():
            order = Order.of(ha.actor(), REPORTS, "xlsx", [], Nights(), WORD)
            job_id = exports.order_file(ha.actor(), order, 1)
            key_id = exports.make_key(ha.actor(), WORD, ["reports"], NIGHT).id
        with unit_of_work():
            stand_in_id = people.name_deputy(cast["vinh"].actor(), ha.id, cast["vinh"].id, Period(NIGHT, NIGHT)).id
    report_id, photo_id, incident_id, matter_id, held_id, op_id = (fresh() for _ in range(6))
    planned = str(shift_id)
    said = incident(incident_id=incident_id, what=WORD, place=WORD, details={"note": WORD}, police_only={"plate": WORD})
    body = body_of(
        binh,
        incidents=[said],
        remark=WORD,
        proposal=f"{WORD}. Xin thêm đèn",
        handover={"text": WORD},
        open_matters=[{"matter_id": matter_id, "text": WORD, "settled": False}],
        contacts=[{"at": at("23:30"), "matter": WORD}],
    )
    announced = photo(PICTURE, photo_id=photo_id, caption=WORD)
    push_one(client, binh, submit(binh, shift_id=planned, report_id=report_id, body=body, photos=[announced], op_id=op_id))
    second = submit(hoa, shift_id=planned, body=body, op_id=held_id)
    words = operation(hoa, "report.addendum", report_id=report_id, body={"text": WORD})
    alert = raised(binh, shift_id=planned, incident_id=incident_id, place=WORD)
    push(client, hoa, second, words)
    asked = {"night": "2026-11-23", "preset": "night", "asked_id": str(member_id)}
    swap = operation(binh, "swap.ask", shift_id=str(later), body=asked)
    assert push_one(client, binh, swap)["status"] == "applied"
    push_one(client, binh, alert)
    whole = client.get(f"/api/v1/reports/{report_id}", as_=ha).json
    assert whole is not None
    moved = client.post(
        f"/api/v1/reports/{report_id}/moves",
        json={"move": "approve", "comment": WORD},
        headers={"If-Match": f'"{whole["rev"]}"'},
        as_=ha,
    )
    assert moved.status_code == 200, moved.text
    request_id, step_id, hold_id = _plant_rights(client, cast, UUID(report_id))
    with client.app.app_context(), unit_of_work():
        redaction_id = redacting.redact_words(ha.actor(), UUID(report_id), "thêm đèn", reason="other", comment=WORD).id
    period_id = _plant_period(client, cast)
    site_id, group_id, plan_id = _plant_models(client, cast)
    things = plant_things(client, cast, WORD)
    cycle = _plant_cycle(client, cast, site_id)
    ids: dict[str, UUID | str] = {
        **things,
        **cycle,
        "period_id": period_id,
        "site_id": site_id,
        "group_id": group_id,
        "plan_id": plan_id,
        "request_id": request_id,
        "step_id": step_id,
        "hold_id": hold_id,
        "report_id": report_id,
        "photo_id": photo_id,
        "redaction_id": redaction_id,
        "digest": digest_words(report_id, WORD),
        "incident_id": incident_id,
        "matter_id": matter_id,
        "op_id": held_id,
        "alert_id": alert["body"]["alert_id"],
        "team_id": own_team(binh),
        "member_id": member_id,
        "device_id": binh.id,
        "route_id": route_id,
        "notice_id": notice_id,
        "shift_id": called_off,
        "invitation_id": invitation.id,
        "account_id": ha.id,
        "session_id": session_id,
        "peak_id": peak_id,
        "change_id": change_id,
        "kind": "report",
        "record_id": report_id,
        "stand_in_id": stand_in_id,
        "passkey_id": passkey_id,
        "job_id": job_id,
        "key_id": key_id,
    }
    return Planted({name: str(value) for name, value in ids.items()}, planned, op_id)


def _plant_period(client: ActingClient, cast: Cast) -> UUID:
    """The report of the team's month, with the word in one of its parts."""
    vinh = cast["vinh"].actor()
    with client.app.app_context(), unit_of_work():
        period_id = periods.open_draft(vinh, "month", NIGHT, own_team(cast["binh"]))
        periods.write_part(vinh, period_id, "situation", rev=0, text=WORD)
    return period_id


def _plant_models(client: ActingClient, cast: Cast) -> tuple[UUID, UUID, UUID]:
    """A model with a group, and the plan to replicate it."""
    ha, village = cast["ha"].actor(), cast["binh"].village_id
    since = Founding(WORD, date(2022, 2, 20), WORD, date(2022, 3, 1))
    with client.app.app_context(), unit_of_work():
        said = SiteWords(WORD, village, WORD, WORD, answers={"signal": WORD}, founding=since)
        site = models.enter_site(ha, "M01", said)
        counted = Counted(date(2022, 3, 1), 8)
        group = models.add_group(ha, site.id, GroupWords(WORD, village, head_role=WORD), counted)
        plan = models.plan_replication(ha, site.id, cast["thanh"].village_id, date(2027, 3, 1))
        return site.id, group.id, plan.id


def _plant_cycle(client: ActingClient, cast: Cast, site_id: UUID) -> dict[str, UUID]:
    """The site in a round, a difficulty of it, a commendation of the team, and its fund."""
    ha, team = cast["ha"].actor(), own_team(cast["binh"])
    with client.app.app_context(), unit_of_work():
        asked = models.Asked(WORD, date(2026, 7, 1), date(2026, 11, 1), NIGHT, CRITERIA)
        round_id = models.open_round(ha, asked).id
        models.save_sheet(ha, round_id, site_id, Said({}, WORD, WORD, WORD), version=0, done=False)
        difficulty_id = models.raise_difficulty(ha, models.Raised("money", WORD, "committee", NIGHT, site_id=site_id)).id
        inspected = models.Inspected(date(2026, 11, 1), WORD, WORD, WORD, site_id=site_id)
        models.write_inspection(ha, inspected)
        proposed = emulation.Proposed("team", "commune", "praise", WORD, team_id=team)
        commendation_id = emulation.propose(ha, proposed).id
        entry_id = emulation.write_entry(ha, team, emulation.Money(date(2025, 11, 1), 1000, WORD)).id
        emulation.publish_year(ha, team, 2025)
    return {
        "round_id": round_id,
        "difficulty_id": difficulty_id,
        "commendation_id": commendation_id,
        "entry_id": entry_id,
    }


def _plant_rights(client: ActingClient, cast: Cast, report_id: UUID) -> tuple[UUID, UUID, UUID]:
    """A request with a letter, and a hold on the report."""
    vinh = cast["vinh"].actor()
    asked = Request("view", "resident", date(2026, 11, 20), slip="12", details=WORD)
    with client.app.app_context(), unit_of_work():
        request_id = privacy.receive_request(vinh, asked)
        step = privacy.take_step(vinh, request_id, "acknowledge", words=WORD)
        hold_id = privacy.hold_record(vinh, report_id, photo_id=None, reason=WORD, until=date(2026, 12, 31))
        return request_id, step.id, hold_id
