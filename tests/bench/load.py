"""The load: a process of its own that keeps a fixed number of connections busy with requests written beforehand.

Each connection sends its next request when the last one is answered. Requests and answers are plain bytes, so that the
generator costs little of the machine that it shares with the servers.
"""

import asyncio
import multiprocessing
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

_PATIENCE = 120.0


@dataclass(frozen=True)
class Request:
    """One request; ``expects`` has to stand in its answer (status line, headers or body)."""

    head: bytes
    body: bytes = b""
    expects: bytes = b" 200 "


def request(
    method: str, path: str, *, cookie: str = "", body: bytes = b"", expects: bytes = b" 200 ", **headers: str
) -> Request:
    """A request as HTTP/1.1 writes it; keywords are headers with ``_`` for ``-``."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}"] if body or method != "GET" else []
    return Request("\r\n".join(lines).encode() + b"\r\n\r\n", body, expects)


@dataclass(frozen=True)
class Run:
    """What a run measured: seconds in all, seconds of each answer, and what came instead of the expected."""

    seconds: float
    waits: list[float] = field(repr=False)
    bytes_read: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share (0 to 1) of the answers came."""
        if len(self.waits) < 2:
            return self.waits[0] * 1000
        return statistics.quantiles(self.waits, n=100, method="inclusive")[max(0, round(share * 100) - 1)] * 1000


class Generator:
    """The process. Use it as a context; one at a time is enough, since runs never overlap."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="keng-load")
        self._process.start()
        theirs.close()

    def __enter__(self) -> "Generator":
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()

    def run(self, port: int, requests: Sequence[Request], clients: int) -> Run:
        """Send all requests over ``clients`` connections to a server of this machine; raises when answers are wrong."""
        self._line.send((port, list(requests), clients))
        if not self._line.poll(_PATIENCE):
            raise TimeoutError(f"{len(requests)} requests were not answered in {_PATIENCE:.0f} s")
        done: Run = self._line.recv()
        if done.wrong:
            raise AssertionError(f"{len(done.wrong)} of {len(requests)} answers were wrong: {done.wrong[0]}")
        return done


def _serve(line: Connection) -> None:
    while True:
        try:
            port, requests, clients = line.recv()
        except EOFError:
            return
        line.send(asyncio.run(_run(port, requests, clients)))


async def _run(port: int, requests: list[Request], clients: int) -> Run:
    waiting = iter(requests)
    waits: list[float] = []
    wrong: list[str] = []
    read = [0]

    async def one_client() -> None:
        link = _Link(port)
        for asked in waiting:
            began = time.perf_counter()
            answer = await link.ask(asked)
            waits.append(time.perf_counter() - began)
            read[0] += len(answer)
            if asked.expects not in answer:
                wrong.append(answer[:1500].decode(errors="replace"))
        link.close()

    began = time.perf_counter()
    await asyncio.gather(*(one_client() for _ in range(clients)))
    return Run(time.perf_counter() - began, waits, read[0], wrong)


class _Link:
    """One connection, opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, asked: Request) -> bytes:
        for last in (False, True):
            if self._writer is None:
                self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
            try:
                return await self._exchange(asked)
            except (asyncio.IncompleteReadError, ConnectionError):
                # A server closes an idle connection; only the first try on an old one may fail.
                self.close()
                if last:
                    raise
        raise AssertionError("unreachable")

    async def _exchange(self, asked: Request) -> bytes:
        assert self._reader is not None and self._writer is not None
        self._writer.write(asked.head + asked.body)
        head = await self._reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            rest = await self._read_chunks()
        else:
            at = lower.find(b"content-length:")
            length = int(lower[at + 15 : lower.index(b"\r\n", at)]) if at >= 0 else 0
            rest = await self._reader.readexactly(length)
        if b"connection: close" in lower:
            self.close()
        return head + rest

    async def _read_chunks(self) -> bytes:
        assert self._reader is not None
        pieces = []
        while True:
            size = int((await self._reader.readline()).split(b";")[0], 16)
            pieces.append((await self._reader.readexactly(size + 2))[:-2])
            if size == 0:
                return b"".join(pieces)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None
