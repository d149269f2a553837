"""What two signed versions of one report say differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Changed:
    """One place: ``about`` is its table (``measures``, ``groups``, ``tasks``, ``attendance``, ``models``, ``means``,
    ``praise``, ``waiting``, ``corrections``, ``texts``), ``key`` the row; ``before`` and ``after`` are what stands there,
    None for nothing."""

    about: str
    key: str
    before: Any
    after: Any


def find_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """Every place that differs, in the order of the report; of figures the present period's number."""
    return [
        *_rows("measures", _present(before, "measures"), _present(after, "measures")),
        *_rows("groups", _present(before, "groups"), _present(after, "groups")),
        *_rows("tasks", _present(before, "tasks"), _present(after, "tasks")),
        *_rows("attendance", _members(before), _members(after)),
        *_rows("models", _models(before), _models(after)),
        *_rows("means", _means(before), _means(after)),
        *_rows("praise", _praise(before), _praise(after)),
        *_rows("waiting", {"": len(before["waiting"])}, {"": len(after["waiting"])}),
        *_rows("corrections", {"": len(before["corrections"])}, {"": len(after["corrections"])}),
        *_rows("texts", before["texts"], after["texts"]),
    ]


def _rows(about: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Changed]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Changed(about, key, before.get(key), after.get(key))


def _present(content: Mapping[str, Any], about: str) -> dict[str, Any]:
    return {key: numbers[0] for key, numbers in content[about].items()}


def _members(content: Mapping[str, Any]) -> dict[str, Any]:
    return {one["member"]: (one["nights"], one["minutes"], one["counted"]) for one in content["attendance"]}


def _models(content: Mapping[str, Any]) -> dict[str, Any]:
    """By kind of model and column the numbers of the tables of models; those in the period under their own names."""
    columns = ("sites", "groups", "members")
    rows = (content.get("book") or {}).get("models", ())
    return {
        f"{one['kind']}/{name}": number
        for one in rows
        for name, number in (*((name, one[name]) for name in columns), *one["flows"].items())
    }


def _praise(content: Mapping[str, Any]) -> dict[str, Any]:
    return {line: numbers[0] for line, numbers in (content.get("praise") or {}).items()}


def _means(content: Mapping[str, Any]) -> dict[str, Any]:
    """By list and kind how many there are, and how many of them work."""
    book = content.get("book") or {}
    return {
        f"{name}/{kind}": tuple(numbers)
        for name in ("eyes", "things", "boards")
        for kind, numbers in book.get(name, {}).items()
    }
