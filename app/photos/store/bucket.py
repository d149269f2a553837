"""A bucket of any S3 server. The only file that knows obstore."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from obstore import exceptions as s3_errors
from obstore.store import S3Store as Bucket

from app.photos.store.promises import MissingBlob, StoreDown, checked, is_key

if TYPE_CHECKING:
    from obstore.store import S3Config

_CHUNK = 256 * 1024


class S3Store:
    """A bucket. An S3 server acknowledges a put only when the object is durable and visible."""

    def __init__(self, bucket: str, *, prefix: str = "", endpoint: str = "", region: str = "us-east-1") -> None:
        # Plain DELETE instead of the bulk form: every server that calls itself S3 knows it.
        config: S3Config = {"region": region, "virtual_hosted_style_request": False, "disable_bulk_delete": True}
        if endpoint:
            config["endpoint"] = endpoint
        self._bucket = Bucket(
            bucket,
            prefix=prefix or None,
            config=config,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": timedelta(seconds=30)},
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
        )

    def put(self, key: str, data: bytes) -> None:
        with _s3_troubles(key):
            # One request, so that the object appears whole or not at all.
            self._bucket.put(checked(key), data, use_multipart=False)

    def put_pieces(self, key: str, pieces: Iterable[bytes]) -> None:
        with _s3_troubles(key):
            # In parts of some megabytes; an upload that breaks off leaves no object.
            self._bucket.put(checked(key), iter(pieces), use_multipart=True)

    def get(self, key: str) -> bytes:
        with _s3_troubles(key):
            return bytes(self._bucket.get(checked(key)).bytes())

    def stream(self, key: str) -> Iterator[bytes]:
        with _s3_troubles(key):
            found = self._bucket.get(checked(key))

        def pieces() -> Iterator[bytes]:
            with _s3_troubles(key):
                for piece in found.stream(min_chunk_size=_CHUNK):
                    yield bytes(piece)

        return pieces()

    def size(self, key: str) -> int:
        with _s3_troubles(key):
            return self._bucket.head(checked(key))["size"]

    def exists(self, key: str) -> bool:
        try:
            return self.size(key) >= 0
        except MissingBlob:
            return False

    def delete(self, key: str) -> None:
        with _s3_troubles(key):
            self._bucket.delete(checked(key))

    def list_keys(self, commune_id: str) -> Iterator[str]:
        with _s3_troubles(commune_id):
            for batch in self._bucket.list(f"{commune_id}/"):
                yield from (found["path"] for found in batch if is_key(found["path"]))

    def check(self) -> None:
        with _s3_troubles("check"):
            self._bucket.list_with_delimiter("0/")


class _s3_troubles:
    """Turn the library's errors into the two that callers know."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, FileNotFoundError | s3_errors.NotFoundError):
            raise MissingBlob(self._key) from error
        if isinstance(error, s3_errors.BaseError | OSError):
            raise StoreDown(type(error).__name__) from error
