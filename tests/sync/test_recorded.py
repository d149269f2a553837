"""Every recorded push of every version of the app that ever landed is still understood (``tests/recorded/README.md``)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.ids import shift_id_of
from app.core.text import nfc
from app.reports.models import ReportVersion, Supplement
from app.web.database import db
from tests.acting import ActingClient
from tests.cast import COMMUNE, Person
from tests.nights import PUSH, as_uuid, body_of, push_one, submit
from tests.registry.things import open_site, put_up, village_of

RECORDED = Path(__file__).resolve().parents[1] / "recorded"
VERSIONS = sorted(folder for folder in RECORDED.iterdir() if folder.is_dir())
# The recording's own cast, and who plays it here.
TEAM, BINH, HOA = (f"0199aa00-0000-7000-8000-0000000000{end}" for end in ("01", "b1", "b2"))
CAMERA, GONG, SITE = (f"0199aa00-0000-7000-8000-0000000000{end}" for end in ("a1", "a2", "a8"))
THEIR_COMMUNE = '"commune_id":"99001"'
RETURNED_BEFORE = "mended"


def _play(client: ActingClient, binh: Person, hoa: Person, text: str, book: dict[str, str]) -> dict[str, Any]:
    for theirs, ours in _shift_ids(json.loads(text)["ops"][0], binh.team_id):
        text = text.replace(theirs, ours)
    cast = {TEAM: str(binh.team_id), BINH: str(binh.member_id), HOA: str(hoa.member_id)}
    for theirs, ours in (cast | book).items():
        text = text.replace(theirs, ours)
    envelope = text.replace(THEIR_COMMUNE, f'"commune_id":"{COMMUNE}"')
    answer = client.post(PUSH, data=envelope.encode(), content_type="application/json", as_=binh)
    assert answer.status_code == 200, answer.text
    (result,) = answer.json["results"]
    return result


def _shift_ids(op: dict[str, Any], team_id: UUID | None) -> Iterator[tuple[str, str]]:
    """A planned shift's id follows from its team: what it was in the recording, and what it is for who plays it."""
    assert team_id is not None
    body = op.get("body") or {}
    shifts: list[Any] = [body, body.get("in_return")] if op["kind"].startswith(("roster.", "swap.")) else []
    for shift in shifts:
        if shift is not None:
            night, preset = shift["night"], shift["preset"]
            yield str(shift_id_of(UUID(TEAM), night, preset)), str(shift_id_of(team_id, night, preset))


def _book(keeper: Person, village_id: UUID) -> dict[str, str]:
    """The things and the site of the recordings, by their ids there."""
    camera, gong = (put_up(keeper, kind, village_id=village_id) for kind in ("camera", "gong"))
    return {CAMERA: str(camera), GONG: str(gong), SITE: str(open_site(village_id))}


def _return(client: ActingClient, officer: Person, report_id: str) -> None:
    path = f"/api/v1/reports/{report_id}"
    rev = client.get(path, as_=officer).json["rev"]
    move = {"move": "return", "reasons": ["missing-result"], "fields": [], "comment": "Thiếu kết quả"}
    assert client.post(f"{path}/moves", json=move, headers={"If-Match": f'"{rev}"'}, as_=officer).status_code == 200


def test_there_is_a_recording() -> None:
    assert VERSIONS


@pytest.mark.parametrize("version", VERSIONS, ids=lambda folder: folder.name)
def test_every_recorded_push_takes_effect_and_again_is_a_duplicate(
    version: Path, client: ActingClient, inside: None, vinh: Person, binh: Person, hoa: Person, ha: Person
) -> None:
    book = _book(vinh, village_of(binh))
    for file in sorted(version.glob("*.json")):
        text = file.read_text()
        if file.stem.endswith(RETURNED_BEFORE):
            _return(client, ha, json.loads(text)["ops"][0]["report_id"])

        first, again = (_play(client, binh, hoa, text, book) for _ in range(2))

        assert first["status"] == "applied", (file.name, first)
        assert again == first | {"status": "duplicate"}, file.name


# Words that a phone may send: no control signs, no lone surrogates, in the form in which text is kept.
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20).map(nfc)
_PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), _WORDS)
_NEW_FIELDS = st.dictionaries(
    st.text(st.sampled_from("abcdefghij_"), min_size=1, max_size=12).map(lambda name: f"later_{name}"),
    st.recursive(
        _PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz", max_size=4), inner, max_size=3)
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(fields=_NEW_FIELDS)
def test_fields_of_a_later_app_are_kept_as_they_came(client: ActingClient, binh: Person, fields: dict[str, Any]) -> None:
    op = submit(binh, body=body_of(binh) | fields)
    result = push_one(client, binh, op)

    assert result["status"] == "applied", result
    with client.app.app_context():
        stored = db.session.query(ReportVersion).filter_by(report_id=as_uuid(op["report_id"])).one().body
    assert {name: stored[name] for name in fields} == fields


def test_a_later_shape_is_held_and_kept_whole(client: ActingClient, binh: Person, hoa: Person) -> None:
    text = sorted(VERSIONS[-1].glob("*.json"))[0].read_text()
    later = json.loads(text)
    later["ops"][0] |= {"schema": 99, "body": {"everything": "is different"}}

    result = _play(client, binh, hoa, json.dumps(later, ensure_ascii=False, separators=(",", ":")), {})

    assert (result["status"], result["problem"]["type"]) == ("held", "/problems/newer-schema")
    with client.app.app_context():
        assert db.session.query(Supplement).count() == 0
