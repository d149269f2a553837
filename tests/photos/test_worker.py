"""The worker: from stored to ready, whatever happens to it on the way."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from app.core import clock
from app.journal import queries as journal
from app.photos import queries, service, worker
from app.photos.darkroom import Darkroom
from app.photos.images import DamagedImage, clean
from app.photos.rules import LEASE, Form
from app.photos.store import StoreDown, blob_key
from tests.conftest import TONIGHT
from tests.counting import counted_statements
from tests.photos import picture_bytes as pb


@pytest.fixture
def send(client, binh, announce):
    """A photo of Bình's, stored."""

    def put(data: bytes | None = None, **changes: object):
        photo = announce(binh, data, **changes)
        answer = client.put(photo.path, as_=binh, data=photo.data)
        assert answer.status_code == 201, answer.data
        return photo

    return put


def key(photo, form: Form) -> str:
    return blob_key("24958", hashlib.sha256(photo.data).digest(), form)


def test_a_stored_photo_becomes_ready(send, develop, photo_row, store):
    photo = send(pb.jpeg(2000, 1000))
    assert develop() == 1
    row = photo_row(photo)
    assert (row.state, row.clean_width, row.clean_height, row.problem) == ("ready", 1600, 800, None)
    assert pb.opened(store.get(key(photo, Form.CLEAN))).size == (1600, 800)
    assert pb.opened(store.get(key(photo, Form.THUMB))).size == (320, 160)
    assert store.get(key(photo, Form.ORIGINAL)) == photo.data


def test_a_cut_photo_becomes_damaged_and_keeps_its_bytes(send, develop, photo_row, store, client, binh):
    photo = send(pb.encode(pb.noise(800, 600))[:-3000])
    assert develop() == 1
    assert (photo_row(photo).state, photo_row(photo).problem) == ("damaged", service.CANNOT_BE_DECODED)
    assert store.exists(key(photo, Form.ORIGINAL))
    answer = client.put(photo.path, as_=binh, data=photo.data)
    assert (answer.status_code, answer.json) == (200, {"state": "damaged", "problem": "cannot-be-decoded"})


def test_nothing_waits_when_all_is_done(send, develop):
    send()
    assert (develop(), develop()) == (1, 0)


def test_each_change_is_noted_and_the_owner_is_told(app, send, develop, told):
    good, bad = send(), send(pb.encode(pb.noise(800, 600))[:-3000])
    develop()
    assert [owner for _, owner in told.owners] == [good.owner_id, bad.owner_id, good.owner_id, bad.owner_id]
    with app.app_context():
        assert journal.head_of("24958") == told.journal_before + 4
        assert list(journal.find_faults("24958")) == []


def test_the_photo_that_waited_longest_comes_first(app, send, store):
    first = send(pb.jpeg(300, 200))
    with clock.frozen(TONIGHT + timedelta(minutes=1)):
        send(pb.jpeg(310, 200))
        with app.app_context():
            assert service.take_up().id == first.id


def test_a_photo_is_taken_by_one_worker_only(app, send):
    send()
    with app.app_context():
        assert service.take_up() is not None
        assert service.take_up() is None
        assert queries.count_waiting(TONIGHT) == 1


def test_the_photo_of_a_killed_worker_is_taken_up_again(app, send, develop, photo_row):
    photo = send()
    with app.app_context():
        service.take_up()
    assert develop() == 0
    with clock.frozen(TONIGHT + LEASE + timedelta(seconds=1)):
        assert develop() == 1
    assert photo_row(photo).state == "ready"


def test_a_worker_slower_than_its_lease_changes_nothing_any_more(app, send, photo_row):
    photo = send()
    with app.app_context():
        slow = service.take_up()
        with clock.frozen(TONIGHT + LEASE + timedelta(seconds=1)):
            quick = service.take_up()
            assert service.mark_damaged(slow, "late") is False
            assert service.mark_ready(quick, 10, 10) is True
    assert photo_row(photo).state == "ready"


def test_looking_for_work_writes_nothing_and_sees_what_waits(app, send):
    with app.app_context():
        assert not queries.anything_to_do(TONIGHT)
    send()
    with app.app_context(), counted_statements() as statements:
        assert queries.anything_to_do(TONIGHT)
        assert len(statements) == 1
        service.take_up()
        assert not queries.anything_to_do(TONIGHT)
        assert queries.anything_to_do(TONIGHT + LEASE + timedelta(seconds=1))


def test_two_workers_at_once_develop_each_photo_once(app, send, store, told):
    photos = [send(pb.jpeg(300 + n, 200)) for n in range(8)]
    done: list[int] = []

    def run() -> None:
        with app.app_context():
            done.append(worker.develop_all(store, clean))

    workers = [threading.Thread(target=run) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(done) == len(photos)
    assert len(told.owners) == 2 * len(photos)


def test_the_same_bytes_twice_are_developed_for_both(send, develop, photo_row):
    first, second = send(), send()
    assert develop() == 2
    assert photo_row(first).state == photo_row(second).state == "ready"


def test_lost_bytes_open_the_slot_again(send, develop, photo_row, store, client, binh):
    photo = send()
    store.delete(key(photo, Form.ORIGINAL))
    develop()
    assert photo_row(photo).state == "expected"
    assert client.put(photo.path, as_=binh, data=photo.data).status_code == 201


def test_a_storage_in_trouble_leaves_the_photo_for_later(send, develop, photo_row, store, monkeypatch):
    def down(_key: str, _data: bytes) -> None:
        raise StoreDown("no answer")

    photo = send()
    monkeypatch.setattr(store, "put", down)
    assert develop() == 1
    monkeypatch.undo()
    assert photo_row(photo).state == "stored"
    assert develop() == 0
    with clock.frozen(TONIGHT + timedelta(minutes=1)):
        assert develop() == 1
    assert photo_row(photo).state == "ready"


def test_work_ends_when_it_is_told_to(app, send, store, photo_row):
    photo = send()
    stop = threading.Event()

    def develop_and_stop(data: bytes):
        stop.set()
        return clean(data)

    # A worker that finds nothing must fail this test, not hold it for ever.
    deadline = threading.Timer(30, stop.set)
    deadline.start()
    with app.app_context():
        worker.work(store, develop_and_stop, stop=stop, every=60)
    deadline.cancel()
    assert photo_row(photo).state == "ready"


# ── the darkroom ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_darkroom_develops_and_reports_damage(picture):
    with Darkroom() as darkroom:
        assert darkroom.develop(picture).width == 1200
        with pytest.raises(DamagedImage):
            darkroom.develop(picture[:-500])
        assert darkroom.develop(picture).width == 1200


def test_a_decoder_that_dies_is_replaced_once(picture):
    with Darkroom() as darkroom:
        darkroom.develop(picture)
        os.kill(darkroom._child.pid, signal.SIGKILL)
        assert darkroom.develop(picture).width == 1200


def test_a_decoder_that_hangs_means_damage(picture):
    with Darkroom(most_seconds=0.3) as darkroom:
        darkroom._open()
        os.kill(darkroom._child.pid, signal.SIGSTOP)
        with pytest.raises(DamagedImage, match="too long"):
            darkroom.develop(picture)
        assert darkroom._child is None


def test_a_stop_for_all_processes_does_not_spoil_the_picture_under_way(picture):
    with Darkroom() as darkroom:
        darkroom.develop(picture)
        os.kill(darkroom._child.pid, signal.SIGTERM)
        assert darkroom.develop(picture).width == 1200


def test_the_child_ends_with_a_killed_worker(tmp_path):
    program = (
        "import os, time\n"
        "from app.photos.darkroom import Darkroom\n"
        "room = Darkroom(); room._open(); print(room._child.pid, flush=True); time.sleep(60)\n"
    )
    script = tmp_path / "killed.py"
    script.write_text("if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in program.splitlines()))
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(root)}
    )
    child = int(parent.stdout.readline())
    time.sleep(1)
    parent.kill()
    parent.wait()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or " Z " in Path(f"/proc/{child}/stat").read_text():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child outlived its worker")


@pytest.mark.parametrize(
    ("data", "most_mb"),
    [
        pytest.param(lambda: pb.encode(pb.noise(8000, 6000), quality=80), 150, id="48 Mpx baseline"),
        pytest.param(lambda: pb.encode(pb.noise(5656, 4242), quality=80, progressive=True), 200, id="24 Mpx progressive"),
    ],
)
def test_a_large_photo_stays_cheap(tmp_path, data, most_mb):
    file = tmp_path / "large.jpg"
    file.write_bytes(data())
    program = (
        "from app.photos.images import clean\n"
        f"made = clean(open({str(file)!r}, 'rb').read())\n"
        "most = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(made.width, int(most.split()[1]) // 1024)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root)
    width, most = map(int, done.stdout.split())
    assert width == 1600
    assert most < most_mb
