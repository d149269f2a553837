"""Every storage keeps the same promises: the folder, the S3 stand-in, and a real S3 server where one is named."""

import hashlib
import os
import threading
from uuid import UUID

import pytest

from app.photos.rules import Form
from app.photos.store import LocalStore, MissingBlob, StoreDown, blob_key, file_key, open_store
from app.photos.store import folder as store_module
from tests.photos import s3_stand_in

REAL = os.environ.get("KENG_TEST_S3_URL")
FILE = UUID("0192f000-0000-7000-8000-000000000001")
DIGEST = hashlib.sha256(b"a photo").digest()
KEY = blob_key("99001", DIGEST, Form.ORIGINAL)


@pytest.fixture
def stand_in(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_stand_in.KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_stand_in.SECRET)
    with s3_stand_in.running() as server:
        yield server


@pytest.fixture(params=["folder", "stand-in", *(["real"] if REAL else [])])
def store(request, tmp_path):
    open_store.cache_clear()
    if request.param == "folder":
        found = open_store(f"file://{tmp_path}/photos")
    elif request.param == "stand-in":
        found = open_store(request.getfixturevalue("stand_in").url)
    else:
        found = open_store(REAL)
    for key in list(found.list_keys("99001")):
        found.delete(key)
    return found


def test_what_was_put_is_there(store):
    store.put(KEY, b"a photo")
    assert store.get(KEY) == b"a photo"
    assert store.exists(KEY)
    assert store.size(KEY) == 7


def test_put_again_changes_nothing(store):
    store.put(KEY, b"a photo")
    store.put(KEY, b"a photo")
    assert store.get(KEY) == b"a photo"
    assert list(store.list_keys("99001")) == [KEY]


def test_a_large_blob_comes_back_in_pieces(store):
    data = os.urandom(3_000_000)
    store.put(KEY, data)
    pieces = list(store.stream(KEY))
    assert len(pieces) > 1
    assert b"".join(pieces) == data


def test_an_empty_blob_is_a_blob(store):
    store.put(KEY, b"")
    assert store.exists(KEY)
    assert store.get(KEY) == b""


def test_what_is_not_there_is_missing_before_the_first_piece(store):
    for ask in (store.get, store.stream, store.size):
        with pytest.raises(MissingBlob):
            ask(KEY)
    assert not store.exists(KEY)


def test_delete_takes_one_form_and_may_be_repeated(store):
    thumb = blob_key("99001", DIGEST, Form.THUMB)
    store.put(KEY, b"a photo")
    store.put(thumb, b"small")
    store.delete(KEY)
    store.delete(KEY)
    assert not store.exists(KEY)
    assert store.get(thumb) == b"small"
    store.delete(thumb)
    assert list(store.list_keys("99001")) == []


def test_a_commune_lists_its_own_keys_only(store):
    store.put(KEY, b"a photo")
    store.put(blob_key("99002", DIGEST, Form.ORIGINAL), b"a photo")
    assert list(store.list_keys("99001")) == [KEY]
    store.delete(blob_key("99002", DIGEST, Form.ORIGINAL))


def test_many_writers_of_one_key_leave_one_whole_blob(store):
    data = os.urandom(200_000)
    writers = [threading.Thread(target=store.put, args=(KEY, data)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert store.get(KEY) == data


def test_a_healthy_storage_passes_its_check(store):
    store.check()


NO_KEYS = (
    "",
    "a\0b",
    "../../etc/passwd",
    "99001/../x/clean",
    f"/99001/{DIGEST.hex()}/clean",
    f"99001/{DIGEST.hex()}/other",
    f"99001/{DIGEST.hex()}/clean\n",
    f"99001/..%2f{DIGEST.hex()}/clean",
    f"99001\\{DIGEST.hex()}\\clean",
)


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_path_is_never_a_key(store, key):
    for ask in (store.get, store.exists, store.delete, lambda key: store.put(key, b"x")):
        with pytest.raises(ValueError, match="not a key"):
            ask(key)


def test_a_key_is_made_of_ids_alone():
    for commune in ("../up", "a/b", "", "x" * 13):
        with pytest.raises(ValueError, match="not a key"):
            blob_key(commune, DIGEST, Form.CLEAN)


@pytest.mark.parametrize("url", ["http://host/x", "file:relative", "s3://", "/plain/path"])
def test_an_unknown_storage_is_refused(url):
    with pytest.raises(ValueError, match="not a storage"):
        open_store(url)


# ── the folder ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_bytes_and_names_are_on_the_disk_before_put_returns(tmp_path, monkeypatch):
    synced: list[int] = []
    monkeypatch.setattr(store_module.os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    LocalStore(tmp_path).put(KEY, b"a photo")
    folder = tmp_path / "99001"
    (blob,) = folder.iterdir()
    assert synced == [tmp_path.stat().st_ino, blob.stat().st_ino, folder.stat().st_ino]


def test_a_blob_that_is_there_is_only_replaced_by_bytes_on_the_disk(tmp_path, monkeypatch):
    folder = LocalStore(tmp_path)
    folder.put(KEY, b"first")
    at_the_sync: list[bytes] = []
    monkeypatch.setattr(store_module.os, "fsync", lambda _handle: at_the_sync.append(folder.get(KEY)))
    folder.put(KEY, b"second")
    assert at_the_sync == [b"first", b"second"]


def test_what_a_power_cut_left_under_a_name_is_replaced_by_the_next_try(tmp_path):
    folder = LocalStore(tmp_path)
    folder.put(KEY, b"a photo")
    (tmp_path / "99001" / f"{DIGEST.hex()}.{Form.ORIGINAL}").write_bytes(b"")
    folder.put(KEY, b"a photo")
    assert folder.get(KEY) == b"a photo"


def test_a_put_into_a_known_folder_waits_for_the_disk_twice(tmp_path, monkeypatch):
    store = LocalStore(tmp_path)
    store.put(KEY, b"a photo")
    synced: list[int] = []
    monkeypatch.setattr(store_module.os, "fsync", synced.append)
    store.put(blob_key("99001", DIGEST, Form.THUMB), b"small")
    assert len(synced) == 2


def test_a_put_that_fails_leaves_the_old_blob_and_no_crumbs(tmp_path, monkeypatch):
    folder = LocalStore(tmp_path)
    folder.put(KEY, b"first")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module.os, "fsync", full)
    with pytest.raises(StoreDown):
        folder.put(KEY, b"second")
    monkeypatch.undo()
    assert folder.get(KEY) == b"first"
    assert list((tmp_path / ".incoming").iterdir()) == []


def test_what_a_killed_process_left_is_swept_at_the_next_start(tmp_path):
    LocalStore(tmp_path)
    old, fresh = tmp_path / ".incoming" / "old", tmp_path / ".incoming" / "fresh"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (1, 1))
    LocalStore(tmp_path)
    assert not old.exists()
    assert fresh.exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreDown):
        LocalStore(tmp_path / "file" / "photos")


# ── S3 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_prefix_keeps_two_installations_apart_in_one_bucket(stand_in):
    open_store.cache_clear()
    one, two = (open_store(stand_in.url.replace("?", f"/{name}?")) for name in ("one", "two"))
    one.put(KEY, b"a photo")
    assert not two.exists(KEY)
    assert list(one.list_keys("99001")) == [KEY]
    assert list(stand_in.objects) == [f"one/{KEY}"]


def test_a_wrong_secret_is_trouble_not_absence(stand_in, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    open_store.cache_clear()
    stranger = open_store(stand_in.url)
    with pytest.raises(StoreDown):
        stranger.check()
    with pytest.raises(StoreDown):
        stranger.exists(KEY)


def test_a_server_that_is_down_is_trouble_not_absence(stand_in):
    open_store.cache_clear()
    bucket = open_store(stand_in.url)
    stand_in.down = True
    for ask in (bucket.get, bucket.exists, lambda key: bucket.put(key, b"x")):
        with pytest.raises(StoreDown):
            ask(KEY)


def test_opening_while_another_process_finishes_its_photo_is_no_trouble(tmp_path, monkeypatch):
    LocalStore(tmp_path)
    gone = tmp_path / ".incoming" / "just-finished"
    monkeypatch.setattr(type(tmp_path), "iterdir", lambda _folder: iter([gone]))
    LocalStore(tmp_path)


def test_what_comes_in_pieces_is_there_whole_and_is_no_photo(store):
    key, pieces = file_key("99001", FILE), [os.urandom(900_000) for _ in range(9)]
    store.put_pieces(key, iter(pieces))
    assert b"".join(store.stream(key)) == b"".join(pieces)
    assert store.size(key) == 8_100_000
    assert list(store.list_keys("99001")) == [], "no list of photos names it, so no sweeping deletes it"
    store.delete(key)
    assert not store.exists(key)


def test_pieces_that_break_off_leave_nothing(store):
    def broken():
        yield os.urandom(6_000_000)
        raise RuntimeError("the worker has to stop")

    with pytest.raises(Exception):  # noqa: B017 - each storage passes it on in its own way
        store.put_pieces(file_key("99001", FILE), broken())
    with pytest.raises(MissingBlob):
        store.size(file_key("99001", FILE))
