"""No door looks residents up: whatever a door can be asked by is listed here, with what it finds.

A new argument, address parameter or API parameter has to be written down with its reason, or the walk fails.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_wtf import FlaskForm

from app import create_app
from app.settings import Settings
from tests.conventions.sources import python_files

# Parts of an address: keys of the book's own things, and none of a person outside the teams.
ARGUMENTS = {
    "report_id": "a report", "incident_id": "an incident by its own id", "photo_id": "a photo", "alert_id": "an alert",
    "matter_id": "a matter", "op_id": "what a phone sent", "digest": "a text within one report", "shift_id": "a shift",
    "team_id": "a team", "member_id": "a member of a team, on the page of that team", "route_id": "a route",
    "notice_id": "a notice", "device_id": "a phone of a team", "invitation_id": "an invitation", "account_id": "a colleague",
    "session_id": "a sign-in", "commune_id": "a commune", "month": "a month", "form": "a form of a photo",
    "token": "a link that was given out", "name": "a file of the app", "path": "a file of the app",
    "filename": "a file of the office", "request_id": "a request, which holds a slip's number and no name",
    "step": "a step of a request", "step_id": "the letter of a step", "hold_id": "a hold on a report", "slug": "a document",
    "kind": "a kind of record", "record_id": "a record, for its history", "key": "a setting",
    "change_id": "a setting's change", "code": "a category, a kind of model",
    "what": "which spreadsheet of settings, which table of an export",
    "peak_id": "a peak period", "redaction_id": "what is covered in a report", "stand_in_id": "a deputyship of a colleague",
    "passkey_id": "a key of one's own account", "period_id": "the report of a period",
    "site_id": "a model at a place", "group_id": "a group of a model, by numbers", "plan_id": "a plan to replicate a model",
    "asset_id": "a camera, gong, board", "activity_id": "what was done for a model", "road_id": "a camera road",
    "need_id": "a place that needs cameras", "script_id": "a text for loudspeakers",
    "round_id": "a review round", "difficulty_id": "a difficulty of a site, thing or team",
    "commendation_id": "a proposal for commendation", "entry_id": "an entry of a fund book", "year": "a year",
    "history_id": "a figure of a former unit",
    "ending": "the format of a file", "job_id": "a file that was ordered", "key_id": "a key for a program of one's own",
}  # fmt: skip
# What stands behind the question mark, on pages and in the API.
PARAMETERS = {
    "q": "words of reports, incidents, places and teams; what is for the police alone is not in the index (ADR 14);"
    " in the book of models: the names of sites",
    "in": "which group of the search's answers", "team": "a team", "village": "a village", "state": "a state",
    "category": "a category", "kind": "which sentences of the feed; a kind of period, of model",
    "from_night": "a night", "to_night": "a night",
    "from": "a night, or the page that the reader came from", "to": "a night", "night": "a night", "month": "a month",
    "complete": "whether photos are in", "waits": "what waits", "trouble": "a trouble of phones", "all": "the whole list",
    "done": "the other list of requests", "mark": "opens a panel", "ask": "a question's place", "lines": "lines of a form",
    "next": "the page to go back to", "at": "a signed place in a list; a night", "cursor": "a signed place in a list",
    "limit": "how many", "person": "a colleague who did it", "act": "a kind of access", "record": "a record's number",
    "about": "a kind of record", "first": "a day", "last": "a day", "seq": "a note's number", "book": "a commune's book",
    "code": "the code on a print, which names its record and nobody", "issuer": "which body issues a sheet",
    "version": "a signed version of a period's report",
    "level": "the class of a model's last review", "silent": "models without activity for 90 days",
    "report": "an approved report that stands behind a proposal", "year": "a year",
    "severity": "how grave an incident was", "task": "an article of the law", "quiet": "whether nothing happened",
    "sent": "in time, late or sent back", "sort": "by which column a table stands",
    "preset": "a usual shift", "member": "the one who asks, of the own team",
    "what": "which table of an export", "columns": "which of its columns", "ending": "the format of a file",
    "owner": "who paid for a camera, which office sees to something: never who", "topic": "what a board warns of",
    "site": "a model's site", "gone": "things that were taken away", "day": "a day",
    "purpose": "what a file is for; it is noted and narrows nothing",
}  # fmt: skip
# Fields that would make a dossier, in any form or body that the application takes.
DOSSIER = re.compile(
    r"cccd|cmnd|citizen|identity|passport|id_?(number|card)|birth|address|religion|ethnic|descent|resident|household|owner_name"
)
# A line of these stands inside a form that is posted.
LINES = ("PointForm", "FrameForm", "IncidentForm", "SignalForm", "KitForm", "CameraForm")
_READ = re.compile(r"""request\.(?:args|values)(?:\.get(?:list)?\(\s*|\[)["']([\w-]+)["']""")


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("lookup")
    return create_app(Settings.for_tests(database_url="sqlite://", data_dir=folder, demo=True))


def _forms(kind: type[FlaskForm] = FlaskForm) -> Iterator[type[FlaskForm]]:
    for form in kind.__subclasses__():
        yield form
        yield from _forms(form)


def _fields(form: type[FlaskForm]) -> set[str]:
    return {name for known in form.__mro__ for name, value in vars(known).items() if hasattr(value, "field_class")}


def _document(app: Flask) -> dict[str, Any]:
    document: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").json
    return document


def _query_names(document: dict[str, Any]) -> set[str]:
    doors = [door for path in document["paths"].values() for door in path.values() if isinstance(door, dict)]
    return {one["name"] for door in doors for one in door.get("parameters", []) if one.get("in") == "query"}


def _property_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield from value["properties"]
        for item in value.values():
            yield from _property_names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _property_names(item)


def test_every_part_of_an_address_is_a_thing_of_the_book(application: Flask) -> None:
    found = {name for rule in application.url_map.iter_rules() for name in rule.arguments}
    assert found - set(ARGUMENTS) == set(), "say in ARGUMENTS what it finds: no door finds people outside the teams"


def test_every_parameter_that_narrows_a_list_has_its_reason(application: Flask) -> None:
    read = {name for path in python_files("app") for name in _READ.findall(path.read_text(encoding="utf-8"))}
    asked = {name for form in _forms() if getattr(form.Meta, "csrf", None) is False for name in _fields(form)}
    asked -= {name for form in _forms() if form.__name__ in LINES for name in _fields(form)}
    found = read | asked | _query_names(_document(application))
    assert found - set(PARAMETERS) == set(), "say in PARAMETERS what it narrows: no list is searched by a resident"
    assert {"q", "team", "night", "cursor"} <= found, "the walk sees too little"


def test_no_form_and_no_body_has_a_field_of_a_dossier(application: Flask) -> None:
    forms = {f"{form.__name__}.{name}" for form in _forms() for name in _fields(form)}
    bodies = set(_property_names(_document(application)))
    assert len(forms) > 40 and len(bodies) > 60, "the walk sees too little"
    assert {name for name in forms | bodies if DOSSIER.search(name.rsplit(".", 1)[-1])} == set()
