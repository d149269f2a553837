"""What a refused request still holds is taken off the line, so that the refusal arrives."""

from io import BytesIO

from tests.acting import ActingClient

PHOTO = "/api/v1/photos/3d0f0f3e-8f0c-4d5e-9f59-6a8f6cf3a001"


def _put(client: ActingClient, size: int, sent: int | None = None) -> tuple[int, int]:
    body = BytesIO(bytes(size if sent is None else sent))
    answer = client.put(PHOTO, input_stream=body, environ_overrides={"CONTENT_LENGTH": str(size)})
    return answer.status_code, body.tell()


def test_a_photo_of_somebody_unknown_is_read_before_it_is_refused(client: ActingClient) -> None:
    assert _put(client, 8 * 1024 * 1024) == (401, 8 * 1024 * 1024)


def test_what_is_far_too_large_is_not_read(client: ActingClient) -> None:
    assert _put(client, 20 * 1024 * 1024) == (401, 0)


def test_a_line_that_breaks_meanwhile_disturbs_nothing(client: ActingClient) -> None:
    assert _put(client, 8 * 1024 * 1024, sent=1000) == (401, 1000)
