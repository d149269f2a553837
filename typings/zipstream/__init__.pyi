"""The part of zipstream-ng 1.9 that Kẻng uses; the library ships no types of its own."""

from collections.abc import Iterable, Iterator

ZIP_STORED: int
ZIP_DEFLATED: int

class ZipStream:
    def __init__(self, *, compress_type: int = ..., compress_level: int | None = ..., sized: bool = ...) -> None: ...
    def add(
        self,
        data: Iterable[bytes] | bytes | str | None,
        arcname: str,
        *,
        size: int | None = ...,
        compress_type: int | None = ...,
        compress_level: int | None = ...,
    ) -> None: ...
    def all_files(self) -> Iterator[bytes]: ...
    def finalize(self) -> Iterator[bytes]: ...
