"""What may be deleted from the storage, and what must not."""

import hashlib

from sqlalchemy import delete, update

from app.photos import service
from app.photos.models import Photo
from app.photos.rules import Form
from app.photos.store import blob_key
from app.web.database import db
from app.web.transaction import unit_of_work

STRANGE = hashlib.sha256(b"nobody's").digest()


def digest(photo) -> bytes:
    return hashlib.sha256(photo.data).digest()


def test_bytes_that_nobody_names_go_in_every_form(app, store):
    for form in Form:
        store.put(blob_key("24958", STRANGE, form), b"x")
    with app.app_context():
        assert service.sweep_storage("24958", store=store) == 1
    assert list(store.list_keys("24958")) == []


def test_named_bytes_stay_also_of_an_old_version(app, client, binh, announce, store):
    photo = announce(binh)
    client.put(photo.path, as_=binh, data=photo.data)
    with app.app_context():
        with unit_of_work():
            db.session.execute(update(Photo).where(Photo.id == photo.id).values(current=False))
        assert service.delete_unnamed("24958", [digest(photo)], store=store) == 0
    assert store.exists(blob_key("24958", digest(photo), Form.ORIGINAL))


def test_bytes_shared_by_two_photos_stay_until_the_last_is_gone(app, client, binh, announce, store):
    first, second = announce(binh), announce(binh)
    for photo in (first, second):
        client.put(photo.path, as_=binh, data=photo.data)
    with app.app_context():
        for photo, gone in ((first, 0), (second, 1)):
            with unit_of_work():
                db.session.execute(delete(Photo).where(Photo.id == photo.id))
            assert service.delete_unnamed("24958", [digest(photo)], store=store) == gone


def test_another_communes_bytes_are_not_touched(app, store):
    store.put(blob_key("24931", STRANGE, Form.ORIGINAL), b"x")
    with app.app_context():
        service.sweep_storage("24958", store=store)
    assert store.exists(blob_key("24931", STRANGE, Form.ORIGINAL))
    store.delete(blob_key("24931", STRANGE, Form.ORIGINAL))
