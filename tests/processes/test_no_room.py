"""The server's disk is full: a clear answer, nothing half-written, and everything goes in once there is room again."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests import tally
from tests.cast import Cast, Person
from tests.nights import PUSH, envelope, photo, submit
from tests.photos import picture_bytes as pb
from tests.processes.asking import Answer, ask
from tests.processes.book import check_book
from tests.processes.disks import DISKS, Disk
from tests.processes.nodes import Node


def _push(node: Node, person: Person, *ops: Any) -> Answer:
    return ask(node, person, "POST", PUSH, json.dumps(envelope(*ops)).encode(), Content_Type="application/vnd.keng+json")


def _status(answer: Answer) -> str:
    """What became of the one operation of a push; a refusal of the whole counts as ``busy``."""
    if answer.status == 503:
        assert answer.problem == "/problems/busy"
        return "busy"
    assert answer.status == 200, answer
    (result,) = answer.told["results"]
    return f"{result['status']} {result['problem']['type']}" if "problem" in result else str(result["status"])


def _check_photos(disk: Disk) -> None:
    """What has a name has all its bytes; what has none is gone."""
    photos = [file for file in (disk.data / "photos").rglob("*") if file.is_file()]
    assert [file for file in photos if hashlib.sha256(file.read_bytes()).hexdigest() != file.name.split(".")[0]] == []


@pytest.mark.parametrize("kind", DISKS, ids=lambda kind: kind.__name__)
def test_what_finds_no_room_is_refused_in_words_and_goes_in_later(
    own_database_url: str, cast: Cast, tmp_path: Path, kind: Callable[[str, Path], AbstractContextManager[Disk]]
) -> None:
    binh = cast["binh"]
    data = pb.encode(pb.noise(640, 480), quality=90)
    told = [photo(data + bytes([number]), width=640, height=480) for number in range(14)]
    before, later, heard = submit(binh, photos=told), [], Counter[str]()
    with kind(own_database_url, tmp_path) as disk:
        assert _status(_push(disk.node, binh, before)) == "applied"
        for number, room in enumerate(disk.levels):
            disk.leave(room)
            path, picture = f"/api/v1/photos/{told[number]['photo_id']}", data + bytes([number])
            refused = ask(disk.node, binh, "PUT", path, picture, Content_Type="image/jpeg")
            assert refused.status == 201 or (refused.status, refused.problem) == (503, "/problems/busy"), (room, refused)
            heard[f"photo {refused.status}"] += 1
            for _ in range(3):
                later.append(submit(binh))
                heard[_status(_push(disk.node, binh, later[-1]))] += 1
            _check_photos(disk)
        disk.make_room()
        stored = [
            ask(disk.node, binh, "PUT", f"/api/v1/photos/{one['photo_id']}", data + bytes([number])).status
            for number, one in enumerate(told)
        ]
        results = [_status(_push(disk.node, binh, op)) for op in later]
        _check_photos(disk)
        database_url = disk.read_database()
    check_book(database_url, tmp_path, [before, *later])
    if database_url.startswith("sqlite"):
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as book:
            assert book.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        book.close()

    assert heard["photo 503"] > 0
    assert set(heard) <= {"applied", "busy", "retry /problems/busy", "photo 201", "photo 503"}, heard
    # PostgreSQL has a disk of its own, which is not full here.
    assert (heard["busy"] + heard["retry /problems/busy"] > 0) == own_database_url.startswith("sqlite"), heard
    assert set(stored) <= {200, 201}
    assert set(results) <= {"applied", "duplicate"}
    none = heard["photo 503"] + heard["busy"] + heard["retry /problems/busy"]
    tally.note(f"no room: {kind.__name__.replace('_', ' ')}", tried=heard.total(), found_no_room=none)
