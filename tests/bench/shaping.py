"""A network as a phone has it at two in the morning: so many bits a second each way, so long a way, every byte counted."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from tests.relay import Direction, Relay

_PIECE = 2048
# What a modem keeps waiting at most, in seconds of sending; beyond that the sender has to wait.
_BUFFER = 0.25


@dataclass
class Way:
    """One direction. ``bits`` a second (None: as fast as the machine), ``seconds`` from end to end."""

    bits: float | None = None
    seconds: float = 0.0
    bytes: int = 0
    _free_at: float = field(default=0.0, repr=False)

    async def carry(self, piece: bytes) -> float:
        """Wait for a place in the buffer; gives the moment (of the loop's clock) at which the piece arrives."""
        loop = asyncio.get_running_loop()
        self.bytes += len(piece)
        if self.bits is None:
            return loop.time()
        self._free_at = max(self._free_at, loop.time()) + len(piece) * 8 / self.bits
        arrives = self._free_at + self.seconds
        await asyncio.sleep(max(0.0, self._free_at - loop.time() - _BUFFER))
        return arrives


class ShapedLine(Relay):
    """Relays to a server of this machine; ``shape`` changes what the network is like."""

    def __init__(self, port: int) -> None:
        super().__init__(f"127.0.0.1:{port}")
        self.up, self.down = Way(), Way()

    def shape(self, bits: float | None, round_trip: float) -> None:
        """The network is there and like this; counting begins anew."""
        self.up, self.down = (Way(bits, round_trip / 2) for _ in range(2))
        self._is_up = True

    @property
    def bytes(self) -> int:
        """Both ways since ``shape``."""
        return self.up.bytes + self.down.bytes

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if await super()._meet(reader, writer):
            return True
        # The handshake of a connection is one round trip before its first byte.
        await asyncio.sleep(self.up.seconds + self.down.seconds)
        return False

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Direction) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arrivals = asyncio.ensure_future(self._deliver(waiting, writer))
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                carrier = self.up if way == "up" else self.down
                waiting.put_nowait((await carrier.carry(piece), piece))
        waiting.put_nowait((0.0, b""))
        await arrivals

    async def _deliver(self, waiting: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while True:
                arrives, piece = await waiting.get()
                if not piece:
                    break
                await asyncio.sleep(max(0.0, arrives - asyncio.get_running_loop().time()))
                writer.write(piece)
                await writer.drain()
        writer.close()
