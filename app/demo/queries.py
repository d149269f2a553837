"""What the demo's data files say, and who can sign in to it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from app.core.actor import Actor
from app.core.errors import NOT_FOUND, DomainError
from app.demo import rules
from app.people import queries as people
from app.people.views import DemoSignIns
from app.web.shell import role_name


@cache
def read_data(name: str) -> dict[str, Any]:
    """One data file of the demo: ``commune``, ``models``, ``nights``, ``comments`` or ``profile``."""
    found: dict[str, Any] = json.loads(files("app.demo").joinpath(f"data/{name}.json").read_text("utf-8"))
    return found


def commune_id() -> str:
    """The demo commune's code, which is on no list of units."""
    return str(read_data("commune")["commune"]["id"])


def get_actor(username: str) -> Actor:
    """The actor that an account of the demo is; ``NOT_FOUND`` before the demo was seeded."""
    account = people.find_account(username)
    if account is None:
        raise DomainError(NOT_FOUND, username=username)
    return people.actor_of(account)


def get_chief() -> Actor:
    """The chief of the demo commune's police, who keeps everything in it."""
    chiefs = [one["username"] for one in read_data("commune")["accounts"] if one["role"] == "chief"]
    return get_actor(chiefs[0])


def list_sign_ins() -> list[dict[str, Any]]:
    """``[{username, password, role, commune}]`` of everybody in the demo's office."""
    outside = ("province", "admin")
    return [
        {
            "username": one["username"],
            "password": rules.PASSWORD,
            "role": one["role"],
            "commune": None if one["role"] in outside else commune_id(),
        }
        for one in read_data("commune")["accounts"]
    ]


def sign_ins() -> DemoSignIns:
    """What the sign-in page of a demo offers."""
    accounts = [
        {"username": one["username"], "name": one["name"], "role": role_name(one["role"])}
        for one in read_data("commune")["accounts"]
    ]
    return DemoSignIns(accounts, rules.PASSWORD)
