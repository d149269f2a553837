"""A line between a phone and the server that can really be cut: a browser's own offline switch spares some requests."""

import asyncio
import re
from contextlib import suppress

from tests.relay import SECONDS, Direction, Relay

_PIECE, _SMALL_PIECE = 64 * 1024, 4 * 1024


class Line(Relay):
    """A phone's line, which can be slow, and on which somebody else can answer in the server's place."""

    def __init__(self, server: str) -> None:
        super().__init__(server)
        self._pace = 0.0
        self._instead: bytes | None = None
        self._breaks_off = False
        self.has_broken = False
        self.relayed = 0

    def cut(self) -> None:
        """From now on nothing passes; what is under way breaks off."""
        self.has_broken = True
        super().cut()

    def mend(self) -> None:
        """The line is up again, and the server itself answers."""
        self._instead = None
        self._breaks_off = False
        self._is_up = True

    def answer_instead(self, answer: bytes) -> None:
        """From now on something on the way gives this answer to every request; the server hears none."""
        self.cut()
        self._instead = answer

    def slow_down(self, bytes_a_second: float) -> None:
        """From now on each connection carries so much each way; 0 takes the limit off."""
        self._pace = bytes_a_second

    def break_off(self) -> None:
        """From now on the server hears everything, and each of its answers ends in the middle."""
        self._breaks_off = self.has_broken = True

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if self._instead is None:
            return await super()._meet(reader, writer)
        with suppress(OSError):
            await self._stand_in(self._instead, reader, writer)
        return True

    async def _stand_in(self, answer: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The body is read, too: closing on unread bytes resets the connection, and the answer would be lost with it.
        with suppress(asyncio.IncompleteReadError, TimeoutError):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SECONDS)
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            await asyncio.wait_for(reader.readexactly(int(length[1]) if length else 0), SECONDS)
            writer.write(answer)
            await writer.drain()
        writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Direction) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE if not self._pace else _SMALL_PIECE):
                self.relayed += len(piece)
                if self._pace:
                    await asyncio.sleep(len(piece) / self._pace)
                if self._breaks_off and way == "down" and (half := _half_a_body(piece)) is not None:
                    writer.write(half)
                    break
                writer.write(piece)
                await writer.drain()
        writer.close()


def _half_a_body(piece: bytes) -> bytes | None:
    """What comes through of an answer's bytes before it breaks off; none when no body has begun."""
    head, blank, body = piece.partition(b"\r\n\r\n") if piece.startswith(b"HTTP/1.") else (b"", b"", piece)
    return head + blank + body[: len(body) // 2] if body else None
