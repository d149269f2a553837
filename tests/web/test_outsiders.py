"""Every door of the application, tried by everybody whom it does not concern: nothing of another's night comes out.

The doors are read from the application itself, so a new one is walked as soon as it is there.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.journal.queries import head_of
from app.people.rules import CHIEF, OFFICE_ROLES, WITHOUT_COMMUNE
from tests.acting import ActingClient
from tests.cast import COMMUNE, OTHER_COMMUNE, Cast, Person
from tests.database_kinds import KIND
from tests.nights import body_of, envelope, fresh, operation, submit
from tests.roster.plans import NIGHT
from tests.web.canary import PICTURE, WORD, Planted, plant
from tests.web.strangers import FAR_COMMUNE, OF_THE_CAST, make_strangers

# What stands in for arguments that name nothing of anybody's.
NEUTRAL = {"commune_id": COMMUNE, "form": "clean", "month": "2026-11", "token": "nothing", "name": "sw.js", "path": "sw.js"}
NEUTRAL |= {"key": "pronoun", "code": "A02", "what": "settings", "slug": "procedure", "step": "acknowledge", "ending": "pdf"}
NEUTRAL |= {"year": "2025"}
# Of texts for loudspeakers the whole police of the commune may read; who may not is tested beside them.
NEUTRAL |= {"script_id": "00000000-0000-0000-0000-000000000000"}
NEUTRAL |= {"history_id": str(UUID(int=7))}
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_SIGNING_OUT = ("sign_in.leave", "sessions.sign_out")
_PAGES_OF_NOBODY = {302, 303}
# The strangers are dealt out to as many tests, so that no worker is left alone with all of them.
SHARES = 3
# Who reads the commune's book of models, or their own village's in it.
_READ_THE_BOOK = ("loan", "hien", "sau")
_FIGURES_OF_A_TEAM = ("figures.show_team", "figures.show_team_month")


def doors(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with each of its methods; those that end a session come last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in _SIGNING_OUT, rule.rule))
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            yield rule, method


def address(rule: Rule, planted: Planted) -> str:
    known = planted.arguments | NEUTRAL
    unknown = [name for name in _ARGUMENT.findall(rule.rule) if name not in known]
    assert unknown == [], f"{rule.rule}: plant something for {unknown} in tests/web/canary.py, or name it neutral"
    path = _ARGUMENT.sub(lambda found: known[found[1]], rule.rule)
    # Pages that are asked for a night get that of the planted word.
    return path if path.startswith("/api/") else f"{path}?night={NIGHT}"


def json_for(endpoint: str, who: Person | None, planted: Planted) -> Any:
    """A body that would do something, if the door let it."""
    report = planted.arguments["report_id"]
    if endpoint == "sync.push" and who is not None:
        about = {"report_id": report}
        ops = [
            submit(who, report_id=report, shift_id=fresh()),
            submit(who, shift_id=planted.shift_id),
            operation(who, "report.amend", base_version=1, body=body_of(who), **about),
            operation(who, "report.withdraw", **about),
            operation(who, "report.addendum", body={"text": "x"}, **about),
            operation(who, "report.withdraw", **about) | {"team_id": planted.arguments["team_id"], "commune_id": COMMUNE},
        ]
        return envelope(*ops)
    if endpoint == "sync.verify":
        return {"ops": [planted.op_id], "photos": []}
    if endpoint == "moves_api.move_batch":
        return {"move": "approve", "reports": [{"id": report, "rev": 1}]}
    if endpoint == "reports_api.move_report":
        return {"move": "comment", "comment": "x"}
    return {}


def ask(client: ActingClient, rule: Rule, method: str, who: Person | None, planted: Planted) -> TestResponse:
    path = address(rule, planted)
    if method == "GET":
        return client.get(path, as_=who)
    if method == "PATCH":
        headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        return client.patch(path, data=PICTURE, headers=headers, as_=who)
    if method == "PUT":
        return client.put(path, data=PICTURE, as_=who)
    if rule.rule.startswith("/api/"):
        return client.open(path, method=method, json=json_for(rule.endpoint, who, planted), as_=who)
    form = {"note": "x", "resolution": "refused", "reason": "x", "move": "return", "comment": "x", "name": "x", "rev": "1"}
    form |= {f"reason-{planted.arguments['shift_id']}": "x"}
    return client.submit(path, form, as_=who)


def fault_of(rule: Rule, answer: TestResponse, who: Person | None, planted: Planted) -> str | None:
    # Some answers are no text, a workbook for one.
    if WORD.encode() in answer.get_data():
        return "shows the planted word"
    if answer.status_code >= 500:
        return f"breaks with {answer.status_code}"
    if not set(_ARGUMENT.findall(rule.rule)) & set(planted.arguments):
        return None
    may = {401, 403, 404} | (_PAGES_OF_NOBODY if who is None or who.kind == "device" else set())
    if who is not None and who.key == "sau" and rule.endpoint in _FIGURES_OF_A_TEAM:
        # The head of the team's own village reads its figures, and no word of them.
        may |= {200}
    if answer.status_code not in may:
        return f"answers {answer.status_code} where only a refusal is right"
    return None


def names_something(rule: Rule, planted: Planted) -> bool:
    """Whether the door's address names a thing of Bình's night."""
    return bool(set(_ARGUMENT.findall(rule.rule)) & set(planted.arguments))


def is_public(app: Flask, rule: Rule) -> bool:
    """Whether the door does not look at who asks: then nobody has tried it for everybody."""
    return getattr(app.view_functions[rule.endpoint], "_keng_guard", "public") == "public"


def is_left_out(app: Flask, rule: Rule, method: str, who: Person | None, planted: Planted) -> bool:
    """What others have tried for them: doors that look at nobody, deeds that name nothing, the lists of a far commune."""
    if who is not None and who.key == "dpo-here" and rule.endpoint.startswith("privacy."):
        # People's requests are what this role is for: of its own commune it may read and answer them.
        return True
    if who is not None and who.key in _READ_THE_BOOK and rule.endpoint.startswith(("registry.", "emulation.")):
        return True
    if who is None or names_something(rule, planted):
        return False
    if is_public(app, rule):
        return True
    narrowed = who.commune_id == FAR_COMMUNE and who.role not in (CHIEF, "team")
    return who.key not in OF_THE_CAST and (narrowed or method != "GET")


def walk(client: ActingClient, who: Person | None, planted: Planted, *, changing: bool) -> list[str]:
    """Try the doors that would change something of the night, or all the others; gives what is wrong."""
    faults = []
    for rule, method in doors(client.app):
        if is_left_out(client.app, rule, method, who, planted):
            continue
        if (method != "GET" and names_something(rule, planted)) is changing:
            fault = fault_of(rule, ask(client, rule, method, who, planted), who, planted)
            if fault:
                faults.append(f"{who.key if who else 'nobody'}: {method} {rule.rule} {fault}")
    return faults


@pytest.mark.parametrize("share", range(SHARES))
def test_no_door_shows_or_changes_another_teams_night_for_anybody_outside(
    client: ActingClient, cast: Cast, share: int
) -> None:
    planted = plant(client, cast)
    with client.app.app_context():
        strangers = make_strangers(cast)
    faults: list[str] = []
    for commune in (OTHER_COMMUNE, FAR_COMMUNE):
        roles = {one.role for one in strangers.values() if one and one.commune_id == commune}
        assert roles == {*OFFICE_ROLES, "team"} - set(WITHOUT_COMMUNE), commune
    # Who may come in is asked in the same words of both databases: on the second the cast's own strangers stand for all.
    tried = [key for key in strangers if KIND == "SQLite" or key in ("nobody", *OF_THE_CAST)]
    for key in tried[share::SHARES]:
        who = strangers[key]
        with client.app.app_context():
            before = head_of(COMMUNE)
        faults += walk(client, who, planted, changing=True)
        with client.app.app_context():
            changed = head_of(COMMUNE) != before
        # A phone that names a foreign shift is answered by what its own team has there.
        if changed and (who is None or who.kind != "device"):
            faults.append(f"{key}: a refused door left a note in the commune's journal")
        faults += walk(client, who, planted, changing=False)
    assert faults == [], "\n".join(faults)


def test_the_planted_word_is_there_for_those_whom_it_concerns(client: ActingClient, cast: Cast) -> None:
    planted = plant(client, cast)
    report = planted.arguments["report_id"]
    for path, who in ((f"/api/v1/reports/{report}", "ha"), ("/api/v1/sync/changes", "hoa"), (f"/reports/{report}", "vinh")):
        assert WORD in client.get(path, as_=cast[who]).get_data(as_text=True), path


def test_another_team_gets_nothing_out_of_a_part_for_a_foreign_shift(client: ActingClient, cast: Cast) -> None:
    planted = plant(client, cast)
    thanh, ha = cast["thanh"], cast["ha"]
    before = client.get(f"/api/v1/reports/{planted.arguments['report_id']}", as_=ha).json
    part = operation(thanh, "report.part", shift_id=planted.shift_id, body={"activities": []})
    client.post("/api/v1/sync/push", json=envelope(part), as_=thanh)
    after = client.get(f"/api/v1/reports/{planted.arguments['report_id']}", as_=ha).json
    assert after == before
