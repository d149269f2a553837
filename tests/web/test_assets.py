"""The built files: squeezed where the browser takes it, kept for ever where the name has a hash."""

import gzip
from pathlib import Path

import pytest

from app.web import assets
from tests.acting import ActingClient

SCRIPT = b"export const night = 21;\n"


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("sw.js", "assets/app-1a2b.js", "assets/mark-3c4d.svg"):
        (tmp_path / name).write_bytes(SCRIPT)
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path / "assets/plain-5e6f.js").write_bytes(SCRIPT)
    (tmp_path / "manifest.webmanifest").write_bytes(b"{}")
    monkeypatch.setattr(assets, "PHONE", tmp_path)


def test_a_browser_that_takes_it_gets_the_squeezed_copy(client: ActingClient) -> None:
    answer = client.get("/app/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip, br"})

    assert gzip.decompress(answer.data) == SCRIPT
    assert (answer.headers["Content-Encoding"], answer.mimetype) == ("gzip", "text/javascript")


@pytest.mark.parametrize("accepts", ["identity", "gzip;q=0", ""])
def test_a_browser_that_does_not_gets_the_file_itself(client: ActingClient, accepts: str) -> None:
    answer = client.get("/app/assets/app-1a2b.js", headers={"Accept-Encoding": accepts})

    assert answer.data == SCRIPT
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_file_without_a_squeezed_copy_is_given_as_it_is(client: ActingClient) -> None:
    assert client.get("/app/assets/plain-5e6f.js", headers={"Accept-Encoding": "gzip"}).data == SCRIPT


def test_only_names_with_a_hash_are_kept_for_ever(client: ActingClient) -> None:
    kept = client.get("/app/assets/app-1a2b.js").headers["Cache-Control"]

    assert "immutable" in kept
    assert client.get("/app/sw.js").headers["Cache-Control"] == "no-cache"


def test_a_browser_that_has_the_file_is_not_sent_it_again(client: ActingClient) -> None:
    asked = {"Accept-Encoding": "gzip"}
    tag = client.get("/app/assets/app-1a2b.js", headers=asked).headers["ETag"]

    assert client.get("/app/assets/app-1a2b.js", headers={**asked, "If-None-Match": tag}).status_code == 304


def test_the_manifest_says_what_it_is(client: ActingClient) -> None:
    assert client.get("/app/manifest.webmanifest").mimetype == "application/manifest+json"


@pytest.mark.parametrize("path", ["/app/assets/app-1a2b.js.gz", "/app/nothing.js", "/app/../settings.py"])
def test_there_is_nothing_else(client: ActingClient, path: str) -> None:
    assert client.get(path).status_code == 404
