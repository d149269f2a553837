"""A phone and a desk that know nothing but the API: every cookie and every header is what the server gave them."""

import base64
import hashlib
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from app.core import clock
from tests.nights import envelope, fresh

PART = 512 * 1024
API = "/api/v1"
SIDES = {"image/jpeg": (4032, 3024), "image/heic": (4032, 3024)}


def read(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    """The JSON of an answer that must have this status."""
    assert answer.status_code == status, f"{answer.request.path}: {answer.status} {answer.get_data(as_text=True)[:600]}"
    assert answer.json is not None
    found: dict[str, Any] = answer.json
    return found


class Phone:
    """A phone before and after it was let in."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()
        self.install_id = str(uuid4())
        self.cursor: str | None = None
        self.known: dict[tuple[str, str], dict[str, Any]] = {}

    def enrol(self, code: str) -> dict[str, Any]:
        """Be let in by an invitation, after looking at it."""
        preview = read(self.browser.post(f"{API}/enrolments/preview", json={"code": code}))
        device = {"name": "Máy của tổ", "platform": "android", "install_id": self.install_id}
        let_in = read(self.browser.post(f"{API}/enrolments", json={"code": code, "device": device}), 201)
        assert preview["team"] == let_in["team"] and preview["members"] == let_in["members"]
        self.commune_id, self.team = let_in["commune"]["id"], let_in["team"]
        self.members = let_in["members"]
        return let_in

    def operation(self, kind: str, **more: Any) -> dict[str, Any]:
        """An operation with its commune and team frozen in."""
        known = {"op_id": fresh(), "kind": kind, "schema": 1, "commune_id": self.commune_id, "team_id": self.team["id"]}
        return known | {"actor_id": self.members[0]["id"], "client_time": clock.now().isoformat()} | more

    def push(self, *ops: dict[str, Any]) -> list[dict[str, Any]]:
        """Push operations, as one batch."""
        found: list[dict[str, Any]] = read(self.browser.post(f"{API}/sync/push", json=envelope(*ops)))["results"]
        return found

    def pull(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Pull what is new and give everything the phone knows then, by entity and id."""
        for _ in range(50):
            asked = {"cursor": self.cursor} if self.cursor else {}
            page = read(self.browser.get(f"{API}/sync/changes", query_string=asked))
            self.known |= {(one["entity"], one["id"]): one for one in page["changes"]}
            for one in page["removed"]:
                self.known.pop((one["entity"], one["id"]), None)
            self.cursor = page["cursor"]
            if not page["more"]:
                return self.known
        raise AssertionError("the pull does not end")

    def put_photo(self, photo_id: str, data: bytes) -> TestResponse:
        """Send a photo whole."""
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        return self.browser.put(f"{API}/photos/{photo_id}", data=data, headers={"Content-Digest": f"sha-256=:{digest}:"})

    def send_photo_in_parts(self, photo_id: str, data: bytes) -> TestResponse:
        """Send a photo by tus; before each part the phone asks how much has come."""
        path, tus = f"{API}/photos/{photo_id}", {"Tus-Resumable": "1.0.0"}
        for _ in range(len(data) // PART + 1):
            offset = int(self.browser.head(path, headers=tus).headers["Upload-Offset"])
            part = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            answer = self.browser.patch(path, data=data[offset : offset + PART], headers=tus | part)
            assert answer.status_code == 204, answer.get_data(as_text=True)
        return answer

    def feed(self) -> list[dict[str, Any]]:
        """The first page of the feed as this phone may read it."""
        items: list[dict[str, Any]] = read(self.browser.get(f"{API}/feed", headers={"Keng-Client": "phone"}))["items"]
        return items


class Desk:
    """A person at a desk, who signs in as programs do."""

    def __init__(self, app: Flask, username: str, password: str, code: str) -> None:
        self.browser = app.test_client()
        shown = {"username": username, "password": password, "code": code}
        signed_in = self.browser.post(f"{API}/sessions", json=shown)
        self.account = read(signed_in, 201)["account"]

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """What an address of the API says."""
        return read(self.browser.get(API + path, query_string=query))

    def move(self, report: dict[str, Any], move: str, **more: Any) -> TestResponse:
        """Move a report on, naming the state that was seen."""
        headers = {"If-Match": f'"{report["rev"]}"'}
        return self.browser.post(f"{API}/reports/{report['id']}/moves", json={"move": move} | more, headers=headers)

    def feed(self) -> list[dict[str, Any]]:
        """The first page of the feed as this person may read it."""
        items: list[dict[str, Any]] = self.get("/feed")["items"]
        return items


def announced(data: bytes, mime: str, **more: Any) -> dict[str, Any]:
    """The announcement of a photo with these bytes."""
    width, height = SIDES[mime]
    known = {"photo_id": fresh(), "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "mime": mime}
    return known | {"width": width, "height": height, "about": "scene", "caption": ""} | more
