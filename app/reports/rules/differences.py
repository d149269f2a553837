"""What changed from one version of a report to the next, in words: field, old, new.

Bodies are taken as stored (plain JSON). Entries are matched by their ids, so that one put in between does not make all
that follow look changed. Pointers lead into the newer body, into the older one for what was taken out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.reports.rules.sayings import ENTRIES, OF_CLOSE, OF_INCIDENT, OF_SHIFT, Body, Field, say_incident
from app.reports.rules.speaking import Speaker


@dataclass(frozen=True)
class Difference:
    """One place: where (``pointer``), what it is called, and what stood there before and after ("" for nothing)."""

    pointer: str
    label: str
    before: str
    after: str


def find_differences(before: Body, after: Body, speaker: Speaker) -> list[Difference]:
    """Everything that reads differently in ``after``, in the order of the page."""
    return [
        *_plain_fields(before, after, speaker, OF_SHIFT),
        *_incidents(before, after, speaker),
        *_entries("rounds", "round_id", before, after, speaker),
        *_entries("activities", "activity_id", before, after, speaker),
        *_plain_fields(before, after, speaker, OF_CLOSE),
    ]


def changed_texts(differences: Iterable[Difference]) -> dict[str, str]:
    """What stood before, by pointer: for the marks beside the fields of a page."""
    return {one.pointer: one.before for one in differences}


def _plain_fields(before: Body, after: Body, speaker: Speaker, fields: Iterable[Field]) -> Iterator[Difference]:
    for key, vi, en, say in fields:
        yield from _compare(f"/{key}", speaker.either(vi, en), say(speaker, before.get(key)), say(speaker, after.get(key)))


def _compare(pointer: str, label: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(pointer, label, before, after)


def _by_id(body: Body, name: str, key: str) -> dict[str, tuple[int, Body]]:
    return {str(entry[key]): (place, entry) for place, entry in enumerate(body.get(name) or [])}


def _incidents(before: Body, after: Body, speaker: Speaker) -> Iterator[Difference]:
    old, new = (_by_id(body, "incidents", "incident_id") for body in (before, after))
    for key, (place, entry) in new.items():
        at, title = f"/incidents/{place}", speaker.category(entry.get("category"), short=True)
        if key not in old:
            yield Difference(at, speaker.either("Sự việc thêm", "Incident added"), "", say_incident(speaker, entry))
            continue
        earlier = old[key][1]
        for name, vi, en, say in OF_INCIDENT:
            label = f"{title}, {speaker.either(vi, en)}"
            yield from _compare(f"{at}/{name}", label, say(speaker, earlier.get(name)), say(speaker, entry.get(name)))
        yield from _details(at, title, earlier, entry, speaker)
    yield from _taken_out("incidents", old, new, speaker)


def _details(at: str, title: str, before: Body, after: Body, speaker: Speaker) -> Iterator[Difference]:
    for part in ("details", "police_only"):
        old, new = before.get(part) or {}, after.get(part) or {}
        for key in dict.fromkeys([*old, *new]):
            label, now = speaker.detail(after.get("category"), key, new.get(key))
            was = speaker.detail(before.get("category"), key, old.get(key))[1]
            yield from _compare(f"{at}/{part}/{key}", f"{title}, {label.lower()}", was, now)


def _entries(name: str, key: str, before: Body, after: Body, speaker: Speaker) -> Iterator[Difference]:
    old, new = (_by_id(body, name, key) for body in (before, after))
    vi, en, say = ENTRIES[name]
    for one, (place, entry) in new.items():
        was = say(speaker, old[one][1]) if one in old else ""
        label = f"{speaker.either(vi, en)} {place + 1}"
        yield from _compare(f"/{name}/{place}", label, was, say(speaker, entry))
    yield from _taken_out(name, old, new, speaker)


def _taken_out(
    name: str, old: Mapping[str, tuple[int, Body]], new: Mapping[str, Any], speaker: Speaker
) -> Iterator[Difference]:
    vi, en, say = ENTRIES[name]
    for key, (place, entry) in old.items():
        if key not in new:
            label = f"{speaker.either(vi, en)} {place + 1}, {speaker.either('bỏ ra', 'taken out')}"
            yield Difference(f"/{name}/{place}", label, say(speaker, entry), "")
