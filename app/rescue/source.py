"""Bytes that come in pieces, taken in the amounts that a format names; never more in memory than one such amount."""

from collections.abc import Callable, Iterator

from app.rescue.rules import check_count

_PIECE = 64 * 1024


def read_pieces(read: Callable[[int], bytes], most: int) -> Iterator[bytes]:
    """The pieces of an upload as they come; ``TOO_LARGE`` as soon as more than ``most`` bytes have come."""
    come = 0
    while piece := read(_PIECE):
        come += len(piece)
        check_count("bytes", come, most)
        yield piece


class Source:
    """Takes exact amounts out of pieces of any size."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = bytearray()

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes; fewer only where the source ends."""
        while len(self._held) < count:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._held += piece
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def take_line(self, most: int) -> bytes:
        """The next line with its end, at most ``most`` bytes; without an end where there is none so near."""
        while b"\n" not in self._held and len(self._held) < most:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._held += piece
        end = self._held.find(b"\n", 0, most)
        return self.take(end + 1 if end >= 0 else min(most, len(self._held)))

    def has_more(self) -> bool:
        """Whether anything is left."""
        while not self._held:
            piece = next(self._pieces, b"")
            if not piece:
                return False
            self._held += piece
        return True
