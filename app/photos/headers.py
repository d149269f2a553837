"""Which image this is, read from its bytes by hand, before any decoder is chosen. Plain Python."""

import re
from dataclasses import dataclass

from app.photos.rules import Kind

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
# Generic HEIF brands say nothing of the codec; they count when an HEVC brand stands among the compatible ones.
_HEIF_BRANDS = {b"mif1", b"msf1", b"miaf"}

_SOF_SEQUENTIAL = (0xC0, 0xC1)
_NOT_SOF = (0xC4, 0xC8, 0xCC)
_ALONE = {0x01, *range(0xD0, 0xD9)}
# In coded data a real marker is FF and anything but a stuffed zero, a restart mark or a fill byte.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)


def sniff(data: bytes) -> Kind | None:
    """The kind that the first bytes name, or None for everything that is not one of the four."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    return Kind.HEIC if _is_heic(data) else None


def _is_heic(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(data[:4], "big"), 256, len(data))
    major = data[8:12]
    compatible = {data[at : at + 4] for at in range(16, end - 3, 4)}
    return major in _HEIC_BRANDS or (major in _HEIF_BRANDS and bool(compatible & _HEIC_BRANDS))


@dataclass(frozen=True)
class JpegScans:
    """``buffered``: the decoder keeps every coefficient until the last scan. ``scans`` is counted only then."""

    buffered: bool
    scans: int


def read_jpeg_scans(data: bytes) -> JpegScans:
    """How a JPEG is laid out; ``ValueError`` when its first scan is not reached.

    A sequential JPEG whose colours come in separate scans costs as much memory as a progressive one, so both are
    called buffered.
    """
    at, frame_parts, sequential = 2, 0, False
    while True:
        at, marker = _next_segment(data, at)
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):
            raise ValueError("segment runs past the end")
        if 0xC0 <= marker <= 0xCF and marker not in _NOT_SOF:
            frame_parts, sequential = _byte(data, at + 7), marker in _SOF_SEQUENTIAL
        elif marker == 0xDA:
            buffered = not sequential or _byte(data, at + 2) < frame_parts
            return JpegScans(buffered, _count_scans(data, at) if buffered else 1)
        at += length


def _byte(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 1], "big")


def _next_segment(data: bytes, at: int) -> tuple[int, int]:
    while True:
        found = _MARKER.search(data, at)
        if found is None:
            raise ValueError("no scan")
        at = found.end()
        marker = found[1][0]
        if marker == 0xD9:
            raise ValueError("ends before its first scan")
        if marker not in _ALONE:
            return at, marker


def _count_scans(data: bytes, first: int) -> int:
    count, at = 1, first
    while found := _MARKER.search(data, at):
        marker, at = found[1][0], found.end()
        if marker == 0xD9:
            break
        count += marker == 0xDA
        if marker not in _ALONE:
            at += int.from_bytes(data[at : at + 2], "big")
    return count


def is_whole(kind: Kind, data: bytes) -> bool:
    """Whether the container reaches its own end. JPEG is left to its decoder, which notices a missing end."""
    if kind is Kind.PNG:
        return _png_is_whole(data)
    if kind is Kind.WEBP:
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    if kind is Kind.HEIC:
        return _boxes_fit(data)
    return True


def _png_is_whole(data: bytes) -> bool:
    at = 8
    while at + 12 <= len(data):
        name = data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if name == b"IEND":
            return at <= len(data)
    return False


def _boxes_fit(data: bytes) -> bool:
    at = 0
    seen: set[bytes] = set()
    while at + 8 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        elif size == 0:
            size = len(data) - at
        if size < 8 or at + size > len(data):
            break
        seen.add(name)
        at += size
    # Some makers append their own trailer after the picture; only the picture's two boxes must be whole.
    return {b"meta", b"mdat"} <= seen
