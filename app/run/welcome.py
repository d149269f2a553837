"""What ``make run`` says when everything is ready: where the office is, and how a browser becomes a phone."""

import sys

import segno
from flask import Flask

from app.core.errors import DomainError
from app.demo import queries, rules, service
from app.settings import Settings
from app.web.database import db
from app.web.transaction import unit_of_work

# The second team of the demo patrols every night, so its phone always has a shift to open.
_NIGHTLY = 1


def welcome(settings: Settings, app: Flask) -> None:
    """Print the office's address; in a demo its sign-ins and a fresh link that enrols a phone."""
    print(f"\nKẻng is ready: {settings.public_url}/")
    if settings.demo:
        with app.app_context():
            try:
                with unit_of_work():
                    team, invitation = service.make_invitations()[_NIGHTLY]
            except DomainError:
                print("The demo commune is missing: python -m app.run flask demo seed", file=sys.stderr)
            else:
                _show(settings, team.name, invitation.link_code, invitation.code)
            db.engine.dispose()
    print("\n  Stop: Ctrl-C.\n", flush=True)


def _show(settings: Settings, team: str, link_code: str, code: str) -> None:
    url = f"{settings.public_url}/app/#/enrol/{link_code}"
    print(f"\n  Office, with invented people (Dữ liệu minh họa); everybody's password is {rules.PASSWORD}")
    for person in queries.list_sign_ins():
        print(f"    {person['username']:<12}{person['role']}")
    print(f"\n  A phone for {team}, good once and for 24 hours; its code to type is {code}")
    print(f"    {url}")
    if settings.secure:
        segno.make(url, error="m").terminal(compact=True)
    print("\n  Links for every team: make -s demo.  A past of 30 nights: make fill.")
