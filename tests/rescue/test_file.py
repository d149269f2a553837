"""The file itself: what the phone wrote is read, and nothing that was changed on the way is."""

from collections.abc import Iterator

import pytest

from app.core import errors
from app.core.errors import DomainError
from app.rescue import rules, sealed
from app.rescue.records import OperationRecord, PhotoRecord, Record, read_records
from app.rescue.source import Source, read_pieces
from tests.rescue.writing import Photo, ends_of_frames, head_of, plain, read_golden, record
from tests.rescue.writing import sealed as seal

KEY = bytes(range(100, 132))
DEVICE = "0192f000-0000-7000-8000-00000000000a"
PHOTO_MOST = 8 * 1024 * 1024


def read(file: bytes, key: bytes = KEY, *, piece: int = 50_000) -> list[Record]:
    """Everything in a file that comes in pieces of this size."""
    source = Source(file[at : at + piece] for at in range(0, len(file), piece))
    head = sealed.read_head(source)
    sealed.check_key(head, key)
    return list(read_records(Source(sealed.open_frames(head, key, source)), PHOTO_MOST))


def refusal(file: bytes, key: bytes = KEY) -> str:
    """The name under which a file is refused."""
    with pytest.raises(DomainError) as raised:
        read(file, key)
    return raised.value.problem.slug


def small(inside: bytes) -> bytes:
    return seal(head_of(DEVICE, "24958", KEY), KEY, inside)


def file_of(ops: list[bytes], photos: list[Photo] | None = None) -> bytes:
    return small(plain(ops, photos or []))


@pytest.fixture(scope="module")
def file() -> bytes:
    """Two operations and a photo that does not fit into one frame."""
    return file_of([b'{"a":1}', b'{"b":2}'], [("0192f000-0000-7000-8000-000000000003", bytes(150_000))])


def test_what_the_phone_wrote_is_read_here() -> None:
    golden = read_golden()

    found = read(golden.file, golden.key)

    assert [one.data for one in found if isinstance(one, OperationRecord)] == golden.operations
    photos = [(str(one.photo_id), one.data) for one in found if isinstance(one, PhotoRecord)]
    assert photos == golden.photos


def test_this_writer_and_the_phones_write_the_same_bytes() -> None:
    golden = read_golden()

    assert seal(golden.head, golden.key, plain(golden.operations, golden.photos)) == golden.file


@pytest.mark.parametrize("piece", [1, 7, 4096, 10**6])
def test_how_an_upload_is_cut_into_pieces_makes_no_difference(file: bytes, piece: int) -> None:
    assert read(file, piece=piece) == read(file)


def test_a_flip_of_any_bit_of_any_byte_is_refused() -> None:
    file = file_of([b'{"a":1}'], [("0192f000-0000-7000-8000-000000000003", b"picture")])
    accepted = []
    for place in range(len(file)):
        spoiled = bytearray(file)
        spoiled[place] ^= 1 << place % 8
        try:
            read(bytes(spoiled))
            accepted.append(place)
        except DomainError:
            continue
    # The commune and the device's id are judged by whoever knows them; here only the frames' own proof counts.
    assert len(file) > 400
    assert accepted == []


def test_a_file_that_ends_anywhere_before_its_end_is_cut_off(file: bytes) -> None:
    first = file.index(b"\n", len(rules.MAGIC)) + 1
    for end in [first, first + 3, *ends_of_frames(file)[:-1], len(file) - 1, len(file) - 20_000]:
        assert refusal(file[:end]) == "file-cut-off", end


def test_more_behind_the_end_is_refused(file: bytes) -> None:
    assert refusal(file + b"x") == "file-damaged"


def test_a_frame_cannot_be_left_out_or_come_twice(file: bytes) -> None:
    one, two, *_ = ends_of_frames(file)
    assert refusal(file[:one] + file[two:]) == "file-damaged"
    assert refusal(file[:two] + file[one:]) == "file-damaged"


def test_frames_of_one_file_do_not_fit_another(file: bytes) -> None:
    other = seal(head_of(DEVICE, "24958", KEY, bytes(32)), KEY, plain([b'{"a":1}']), bytes(32))
    head = file.index(b"\n", len(rules.MAGIC)) + 1
    assert refusal(file[:head] + other[len(other) - len(other[head:]) :]) == "file-damaged"


def test_another_key_is_called_so(file: bytes) -> None:
    assert refusal(file, bytes(32)) == "wrong-key"


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"PK\x03\x04",
        b"KENG-RESCUE 2\n{}\n",
        b"KENG-RESCUE 1\n",
        b"KENG-RESCUE 1\n[]\n",
        b"KENG-RESCUE 1\n" + b"{" * 5000,
    ],
)
def test_anything_else_is_no_rescue_file(start: bytes) -> None:
    assert refusal(start) == "not-a-rescue-file"


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"X",
        record(b"O", b"{}"),
        record(b"E", b"{}"),
        record(b"E", b'{"chain":"","operations":1,"photos":0}'),
        record(b"P", b'{"bytes":-1,"photo_id":"0192f000-0000-7000-8000-000000000003"}'),
        record(b"P", b'{"bytes":9,"photo_id":"nonsense"}'),
        plain([b"{}"]) + b"more",
    ],
)
def test_an_inside_that_does_not_add_up_is_refused(inside: bytes) -> None:
    assert refusal(small(inside)) == "file-damaged"


def test_a_file_of_more_operations_than_a_phone_writes_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_OPERATIONS", 3)

    with pytest.raises(DomainError) as raised:
        read(file_of([b"{}"] * 4))

    assert (raised.value.problem, raised.value.facts["what"]) == (errors.TOO_LARGE, "operations")


def test_a_record_that_claims_to_be_huge_is_refused_before_it_is_read() -> None:
    claimed = b"O" + (2**32 - 1).to_bytes(4, "big")

    with pytest.raises(DomainError) as raised:
        read(small(claimed))

    assert (raised.value.problem, raised.value.facts["what"]) == (errors.TOO_LARGE, "operation")


def test_an_upload_is_given_up_as_soon_as_it_is_too_long() -> None:
    asked: list[int] = []

    def endless(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    pieces: Iterator[bytes] = read_pieces(endless, 300_000)
    with pytest.raises(DomainError) as raised:
        list(pieces)

    assert raised.value.problem is errors.TOO_LARGE
    assert sum(asked) < 400_000
