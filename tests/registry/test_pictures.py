"""Photos that a desk adds to activities, looks and launches: kept, made ready, shown by role, taken out for good."""

import io
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.photos.images import clean
from app.photos.models import Photo
from app.photos.store import BlobStore, open_store
from app.photos.worker import develop_all
from app.registry import service
from app.registry.models import AssetCheck, ModelActivity
from app.registry.queries import activities
from app.registry.rules import Doing
from app.web.application import SETTINGS
from app.web.database import db
from app.web.transaction import unit_of_work
from tests.acting import ActingClient
from tests.cast import COMMUNE, Cast, Person
from tests.nights import photo, push
from tests.photos import picture_bytes as pb
from tests.registry.things import done, look, open_site, put_up, village_of

pytestmark = pytest.mark.usefixtures("inside")
DAY = date(2026, 11, 20)


@pytest.fixture
def store(app: Flask) -> BlobStore:
    """Where this test's bytes lie."""
    return open_store(app.config[SETTINGS].storage_url)


def bring(client: ActingClient, path: str, who: Person, data: bytes | None = None, **said: Any) -> TestResponse:
    """Send a form with a photo."""
    file = (io.BytesIO(pb.jpeg(400, 300) if data is None else data), "anh.jpg")
    form = {"picture": file, "caption": "Buổi họp ở nhà văn hóa"} | said
    return client.submit(path, form, as_=who, content_type="multipart/form-data")


def only_photo() -> Photo:
    db.session.rollback()
    return db.session.scalars(select(Photo)).one()


def seen_by(client: ActingClient, cast: Cast, photo_id: UUID, *keys: str) -> set[str]:
    """Who of these is given the thumbnail."""
    return {key for key in keys if client.get(f"/api/v1/photos/{photo_id}/thumb", as_=cast[key]).status_code == 200}


def log(who: Person, kind: str = "meeting", **more: Any) -> UUID:
    with unit_of_work():
        return service.log_activity(who.actor(), Doing(kind, DAY, **more)).id


def evidence(who: Person) -> tuple[int, int]:
    db.session.rollback()
    (found,) = activities.sum_activities(who.actor(), DAY, DAY, {})
    return found.count, found.with_evidence


def test_a_photo_bears_an_activity_out_until_it_is_taken_out(
    client: ActingClient, cast: Cast, vinh: Person, binh: Person, store: BlobStore
) -> None:
    sau = cast["sau"]
    one = log(sau, village_id=village_of(binh))
    path, page = f"/models/activities/{one}/photos", f"/models/activities/{one}"
    assert evidence(vinh) == (1, 0)
    for bad, words in (
        ({"data": b"no picture"}, "Tệp này không phải ảnh dùng được"),
        ({"caption": "x"}, "Chú thích có 3–200 ký tự"),
        ({"picture": (io.BytesIO(b""), "")}, "Xin chọn ảnh trước"),
    ):
        refused = bring(client, path, sau, bad.pop("data", None), **bad)  # type: ignore[arg-type]
        assert refused.status_code == 422 and words in refused.text, words
    assert db.session.scalars(select(Photo)).all() == [] and evidence(vinh) == (1, 0)

    assert bring(client, path, sau, caption="Ông Nguyễn Văn An phát biểu").status_code == 303
    assert "Có vẻ có" in client.get(page, as_=sau).text
    assert bring(client, path, sau).status_code == 303, "the same picture again"
    assert evidence(vinh) == (1, 1) and db.session.get_one(ModelActivity, (COMMUNE, one)).photos == 1
    hung = only_photo()
    assert (hung.state, hung.team_id, hung.village_id, hung.owner_id) == ("stored", None, village_of(binh), one)
    assert develop_all(store, clean) == 1
    hung_bytes = hung.sha256.hex()
    assert [key for key in store.list_keys(COMMUNE) if hung_bytes in key]
    readers = ("vinh", "ha", "tu", "loan", "hien", "sau", "lam", "dung", "son", "binh")
    assert seen_by(client, cast, hung.id, *readers) == {"vinh", "ha", "tu", "loan", "hien", "sau"}
    shown = client.get(page, as_=cast["hien"]).text
    assert 'alt="Ông Nguyễn Văn An phát biểu"' in shown and "Có minh chứng" in shown and f"{hung.id}/erase" not in shown

    erase = f"/models/photos/{hung.id}/erase"
    for key, status in (("loan", 403), ("sau", 403), ("lam", 403)):
        assert client.submit(erase, {"reason": "Rõ mặt người dân"}, as_=cast[key]).status_code == status
    assert erase in client.get(page, as_=vinh).text
    assert "chỉ có ảnh ấy làm minh chứng" in client.get(erase, as_=vinh).text
    assert client.submit(erase, {"reason": "x"}, as_=vinh).status_code == 422
    assert client.submit(erase, {"reason": "Rõ mặt người dân"}, as_=vinh).status_code == 303
    kept = [key for key in store.list_keys(COMMUNE) if hung_bytes in key]
    assert evidence(vinh) == (1, 0) and kept == []
    assert seen_by(client, cast, hung.id, *readers) == set()
    assert "Rõ mặt người dân" in client.get(f"/history/activity/{one}", as_=vinh).text
    assert client.get(erase, as_=vinh).status_code == 404


def test_where_no_photo_is_taken(client: ActingClient, cast: Cast, vinh: Person, binh: Person) -> None:
    weapons = log(vinh, "weapons", values={"homemade": 1})
    push(client, binh, done(binh))
    db.session.rollback()
    of_team = db.session.scalars(select(ModelActivity.id).where(ModelActivity.source == "phone")).one()
    one = log(vinh, village_id=village_of(binh))
    for key in (weapons, of_team):
        assert "Thêm ảnh minh chứng" not in client.get(f"/models/activities/{key}", as_=vinh).text
        refused = bring(client, f"/models/activities/{key}/photos", vinh)
        assert refused.status_code == 422 and db.session.scalars(select(Photo)).all() == []
    for key, status in (("tu", 403), ("son", 403), ("lam", 404)):
        assert bring(client, f"/models/activities/{one}/photos", cast[key]).status_code == status
    for size in range(7):
        answer = bring(client, f"/models/activities/{one}/photos", vinh, pb.jpeg(100 + size, 100))
        assert answer.status_code == (303 if size < 6 else 422)
    assert "Đã đủ ảnh" in answer.text


def test_a_look_and_a_launch_have_their_photos(
    client: ActingClient, cast: Cast, vinh: Person, binh: Person, store: BlobStore
) -> None:
    gong, site = put_up(vinh, village_id=village_of(binh), label="K3"), open_site(village_of(binh))
    asset_page, site_page = f"/models/assets/{gong}", f"/models/sites/{site}"
    assert bring(client, f"{asset_page}/looks", cast["hien"], b"x", state="broken").status_code == 422
    db.session.rollback()
    assert db.session.scalars(select(AssetCheck)).all() == [], "a look is written with its photo, or not at all"
    assert bring(client, f"{asset_page}/looks", cast["hien"], state="broken", defects="rope").status_code == 303
    of_look = only_photo().id
    push(client, binh, look(binh, gong, "broken", photos=[photo(b"street")]))
    assert "1 ảnh của tổ: Công an xã và Ủy ban xem được." in client.get(asset_page, as_=cast["hien"]).text
    assert "của tổ: Công an xã" not in client.get(asset_page, as_=cast["loan"]).text

    for key, status in (("hien", 403), ("sau", 403), ("lam", 404), ("loan", 303)):
        assert bring(client, f"{site_page}/photos", cast[key]).status_code == status
    db.session.rollback()
    of_site = db.session.scalars(select(Photo.id).where(Photo.owner_id == site)).one()
    assert develop_all(store, clean) == 2
    for one in (of_look, of_site):
        assert seen_by(client, cast, one, "vinh", "loan", "hien", "sau", "lam", "son") == {"vinh", "loan", "hien", "sau"}
    assert 'alt="Kẻng K3"' in client.get(asset_page, as_=cast["sau"]).text
    assert 'alt="Buổi họp ở nhà văn hóa"' in client.get(site_page, as_=cast["sau"]).text
    assert client.submit(f"/models/photos/{of_look}/erase", {"reason": "Chụp nhầm nhà dân"}, as_=vinh).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(AssetCheck.photos).where(AssetCheck.team_id.is_(None))).one() == 0
