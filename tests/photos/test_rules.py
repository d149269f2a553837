"""The limits of photos, as numbers of the catalogue against what a phone announces and sends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import NOT_AN_IMAGE, TOO_LARGE, TOO_MANY_PIXELS, DomainError
from app.photos.rules import (
    ABOUTS,
    Header,
    Kind,
    Limits,
    check_header,
    check_length,
    find_announcement_faults,
    parts_over,
)

LIMITS = Limits(
    max_bytes=8 * 1024 * 1024,
    max_pixels=50_000_000,
    max_pixels_progressive=24_000_000,
    per_report=20,
    per_incident=6,
    kinds=tuple(Kind),
    long_edge=1600,
)
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def announced(number: int = 1, **changes):
    photo = {
        "photo_id": f"0000-{number}",
        "sha256": "ab" * 32,
        "bytes": 200_000,
        "mime": "image/jpeg",
        "width": 1600,
        "height": 1200,
        "about": "scene",
        "incident_id": None,
    }
    return photo | changes


def faults(*photos, already=()):
    return [(fault["pointer"], fault["code"]) for fault in find_announcement_faults(photos, LIMITS, already=already)]


def refusal(check, *args, **kwargs):
    with pytest.raises(DomainError) as caught:
        check(*args, **kwargs)
    return caught.value


def test_limits_are_read_from_the_catalogue():
    row = {
        "max_bytes": 1,
        "max_pixels": 2,
        "max_pixels_progressive": 3,
        "per_report": 4,
        "per_incident": 5,
        "kinds": ["image/jpeg"],
        "long_edge": 6,
        "something_new": 7,
    }
    limits = Limits.from_catalogue(row)
    assert (limits.max_pixels_progressive, limits.kinds, limits.long_edge) == (3, ("image/jpeg",), 6)


@pytest.mark.parametrize("about", ABOUTS)
def test_an_ordinary_photo_has_no_fault(about):
    assert faults(announced(about=about)) == []


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"bytes": 8 * 1024 * 1024 + 1}, "/photos/0/bytes", "too-large"),
        ({"bytes": 0}, "/photos/0/bytes", "too-large"),
        ({"mime": "image/gif"}, "/photos/0/mime", "kind-not-taken"),
        ({"about": "face"}, "/photos/0/about", "unknown"),
        ({"sha256": "AB" * 32}, "/photos/0/sha256", "not-a-digest"),
        ({"sha256": "ab"}, "/photos/0/sha256", "not-a-digest"),
    ],
)
def test_a_wrong_announcement_is_named(changes, pointer, code):
    assert faults(announced(**changes)) == [(pointer, code)]


def test_the_twenty_first_photo_of_a_report_is_too_many():
    assert faults(*(announced(n) for n in range(20))) == []
    assert faults(*(announced(n) for n in range(21))) == [("/photos/20", "too-many-for-report")]


def test_photos_that_the_report_has_already_count():
    assert faults(announced(), already=[None] * 20) == [("/photos/0", "too-many-for-report")]
    assert faults(announced(incident_id="i1"), already=["i1"] * 6) == [("/photos/0", "too-many-for-incident")]


def test_the_seventh_photo_of_one_incident_is_too_many():
    six = [announced(n, incident_id="i1") for n in range(6)]
    assert faults(*six, announced(7, incident_id="i2")) == []
    assert faults(*six, announced(7, incident_id="i1")) == [("/photos/6", "too-many-for-incident")]


def test_one_photo_is_announced_once():
    assert faults(announced(1), announced(1)) == [("/photos/1/photo_id", "twice")]


def test_no_more_than_the_announced_bytes_are_taken():
    check_length(200_000, announced=200_000, limits=LIMITS)
    error = refusal(check_length, 200_001, announced=200_000, limits=LIMITS)
    assert (error.problem, error.facts) == (TOO_LARGE, {"max_bytes": 200_000})


def test_a_header_of_the_announced_kind_passes():
    check_header(Header(Kind.JPEG, 8000, 6000, False), announced_kind="image/jpeg", limits=LIMITS)


def test_another_kind_than_announced_is_refused():
    error = refusal(check_header, Header(Kind.PNG, 10, 10, False), announced_kind="image/jpeg", limits=LIMITS)
    assert (error.problem, error.facts["found"]) == (NOT_AN_IMAGE, "image/png")


def test_a_kind_that_the_catalogue_no_longer_takes_is_refused():
    limits = replace(LIMITS, kinds=("image/jpeg",))
    error = refusal(check_header, Header(Kind.HEIC, 10, 10, False), announced_kind="image/heic", limits=limits)
    assert error.problem == NOT_AN_IMAGE


def test_a_progressive_picture_may_have_fewer_pixels():
    check_header(Header(Kind.JPEG, 6000, 4000, True), announced_kind="image/jpeg", limits=LIMITS)
    error = refusal(check_header, Header(Kind.JPEG, 6001, 4000, True), announced_kind="image/jpeg", limits=LIMITS)
    assert (error.problem, error.facts["max_pixels"]) == (TOO_MANY_PIXELS, 24_000_000)


def test_parts_are_kept_for_two_days():
    assert not parts_over(NOW - timedelta(hours=48), NOW)
    assert parts_over(NOW - timedelta(hours=48, seconds=1), NOW)
