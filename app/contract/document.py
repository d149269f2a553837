"""The OpenAPI document: what flask-smorest gathers at the doors, completed by what the doors' guards already know.

Who may ask, which refusals that brings and the marks of every answer are the same rule at every door, so they are read off
the guard here and not repeated at each.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from flask import Flask, current_app

from app.contract import shapes
from app.contract.rules import problems_of
from app.core.contract import VERSION
from app.core.errors import PROBLEMS, Problem
from app.people.rules import ROLE_WORDS
from app.web.application import api
from app.web.problems import API_PREFIX

_KEPT = "keng_contract"
_CONVERTER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_LITERAL = re.compile(r"``(.+?)``")
_SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "device": [{"device": []}],
    "office": [{"office": []}],
    "either": [{"device": []}, {"office": []}],
    "key": [{"key": []}, {"office": []}],
    "public": [],
}
_SCHEMES = {
    "device": "A phone, let in by POST /enrolments. On plain http the name has no prefix. It is renewed on use.",
    "office": "A person of the office, signed in by POST /sessions or on the page. On plain http the name has no prefix.",
}
_KEY = "A program with a key that a person of the office made on the page of the own account; it reads exports alone."
_MARKS = {
    "Keng-Sync": ("An answer without it comes from a captive portal or proxy, and changes nothing", {"const": "1"}),
    "Keng-Epoch": ("Which history of the database answered", {}),
}
_CLIENT = {
    "in": "header",
    "name": "Keng-Client",
    "required": False,
    "description": "`phone`: answer to the phone's cookie; without it, to the office's",
    "schema": {"type": "string"},
    "example": "phone",
}
_INTRODUCTION = (
    "The contract between phone, office and server; `docs/protocol.md` gives the meanings. "
    "Times are RFC 3339 with an offset, ids UUIDs, units their official code as text."
)


def get_document() -> dict[str, Any]:
    """The whole document, made once an application."""
    kept: dict[str, Any] = current_app.extensions.setdefault(_KEPT, {})
    if not kept:
        kept |= _make(current_app)
    return kept


def get_json() -> bytes:
    """The same as UTF-8 JSON."""
    text: bytes = current_app.extensions.get(_KEPT + "_json") or json.dumps(get_document(), ensure_ascii=False).encode()
    current_app.extensions[_KEPT + "_json"] = text
    return text


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each operation as its path, its method in capitals, and what the document says of it."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield path, method.upper(), operation


def _make(app: Flask) -> dict[str, Any]:
    gathered = deepcopy(api.spec.to_dict())
    document = {"openapi": gathered["openapi"], "info": _info(), "servers": [{"url": "/"}], "security": []}
    document |= {"tags": [_plain_tag(tag) for tag in gathered["tags"]]}
    document |= {name: gathered[name] for name in ("paths", "components")}
    guards = dict(_guards(app))
    for path, method, operation in operations(document):
        door, guard = guards[path, method]
        _complete(operation, door, guard, method, has_id="{" in path)
    shapes.complete(document)
    components = document["components"]
    components.pop("responses", None)
    components["headers"] = {name: _mark(*words) for name, words in _MARKS.items()}
    components["securitySchemes"] = {
        name: {"type": "apiKey", "in": "cookie", "name": f"__Host-{name}", "description": words}
        for name, words in _SCHEMES.items()
    } | {"key": {"type": "http", "scheme": "bearer", "description": _KEY}}
    return document


def _info() -> dict[str, Any]:
    licence = {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"}
    return {"title": "Kẻng", "version": VERSION, "description": _INTRODUCTION, "license": licence}


def _mark(words: str, more: dict[str, str]) -> dict[str, Any]:
    return {"description": words, "required": True, "schema": {"type": "string", **more}}


def _guards(app: Flask) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """(path, method) → (name of the door's function, its guard)."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(API_PREFIX):
            view = app.view_functions[rule.endpoint]
            for method in rule.methods or ():
                path = _CONVERTER.sub(r"{\1}", rule.rule)
                yield (path, method), (rule.endpoint.rpartition(".")[2], getattr(view, "_keng_guard", "public"))


def _plain_tag(tag: dict[str, str]) -> dict[str, str]:
    return tag | {"name": _plain_name(tag["name"])}


def _plain_name(blueprint: str) -> str:
    """Blueprints of the API end in ``_api`` where pages have the plain name."""
    return blueprint.removesuffix("_api")


def _complete(operation: dict[str, Any], door: str, guard: str, method: str, *, has_id: bool) -> None:
    kind, _, roles = guard.partition(":")
    operation["operationId"] = door
    operation["tags"] = [_plain_name(tag) for tag in operation["tags"]]
    _set_words(operation)
    operation["security"] = _SECURITY[kind]
    if roles:
        operation["x-roles"] = {role: ROLE_WORDS[role] for role in roles.split(",")}
    if kind == "either":
        operation.setdefault("parameters", []).append(_CLIENT)
    has_query = any(one.get("in") == "query" for one in operation.get("parameters", []))
    has_json = "application/json" in operation.get("requestBody", {}).get("content", {})
    refusals = problems_of(door, guard, method=method, has_id=has_id, has_body=has_json, has_query=has_query)
    operation["responses"] = dict(_answers(operation["responses"], refusals, method))


def _set_words(operation: dict[str, Any]) -> None:
    """The first sentence is the summary, what follows the description."""
    told = " ".join([operation.pop("summary", ""), operation.pop("description", "")])
    told = _LITERAL.sub(r"`\1`", re.sub(r"\s+", " ", told)).strip()
    first, _, rest = told.partition(". ")
    operation["summary"] = first.rstrip(".")
    if rest:
        operation["description"] = rest


def _answers(known: dict[str, Any], refusals: list[Problem], method: str) -> Iterator[tuple[str, Any]]:
    marks = {name: {"$ref": f"#/components/headers/{name}"} for name in _MARKS}
    for status in sorted(known):
        if status.isdecimal() and int(status) < 400:
            yield status, known[status] | {"headers": known[status].get("headers", {}) | marks}
    by_status: dict[int, list[Problem]] = {}
    for problem in refusals:
        by_status.setdefault(problem.status, []).append(problem)
    for number, problems in by_status.items():
        yield str(number), _refusal(problems, marks, has_body=method != "HEAD")


def _refusal(problems: list[Problem], marks: dict[str, Any], *, has_body: bool) -> dict[str, Any]:
    slugs = [one.slug for one in problems]
    said = "; ".join(f"`{slug}` {PROBLEMS[slug].title}" for slug in slugs)
    answer = {"description": said, "headers": marks, "x-problems": slugs}
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return answer | ({"content": {"application/problem+json": {"schema": schema}}} if has_body else {})
