"""Where a measurement plays: its folder, the load generator, and the servers on their databases."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from app.figures.service import settle_months
from tests.bench import databases, servers
from tests.bench.load import Generator, Request, Run
from tests.bench.loading import load_reports
from tests.bench.world import COMMUNES

SMALL = 1_000
# A commune of 26 teams has no more nights since 1970; a larger book is a province's.
_MOST_OF_A_COMMUNE = 500_000
Requests = Callable[[], Sequence[Request]]


@dataclass(eq=False)
class Stage:
    """One kind of database with its servers: Kẻng and the bare endpoint beside a few reports, Kẻng beside many."""

    kind: str
    folder: Path
    generator: Generator
    quick: bool
    many: int
    communes: int = 1
    urls: dict[str, str] = field(default_factory=dict)
    running: dict[str, servers.Server] = field(default_factory=dict)
    loaded_in: float = 0.0

    @property
    def runs(self) -> int:
        """How often each side is measured, in turn."""
        return 3 if self.quick else 5

    def scaled(self, count: int) -> int:
        """A number of requests, fewer when it has to be quick."""
        return max(20, count // 3) if self.quick else count

    def duel(self, sides: Mapping[str, tuple[str, Requests]], clients: int) -> dict[str, list[Run]]:
        """Measure the sides in turn, the first one changing from round to round. A side is a server and its requests."""
        found: dict[str, list[Run]] = {name: [] for name in sides}
        for number in range(self.runs):
            names = list(sides)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                server, requests = sides[name]
                found[name].append(self.ask(server, requests(), clients))
        return found

    def warm(self, server: str, requests: Sequence[Request], clients: int = 8) -> None:
        """Send requests that are not measured."""
        self.ask(server, requests, clients)

    def ask(self, server: str, requests: Sequence[Request], clients: int) -> Run:
        """Send requests; when answers are wrong, what the server says of it is told, too."""
        try:
            return self.generator.run(self.running[server].port, requests, clients)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.running[server].log()}") from None


def _settle(_app: Flask) -> None:
    settle_months()


@contextmanager
def set_up(kind: str, generator: Generator, *, quick: bool, many: int, communes: int | None = None) -> Iterator[Stage]:
    """Databases with few and with many reports in the first commune (very many: in all; or in as many ``communes`` as are
    named), and the servers on them."""
    communes = communes or (1 if many <= _MOST_OF_A_COMMUNE else COMMUNES)
    with tempfile.TemporaryDirectory(prefix="keng-bench-") as place:
        folder = Path(place)
        maker = databases.maker(kind, folder / "databases")
        stage = Stage(kind, folder, generator, quick, many, communes)
        try:
            template = maker.make_empty("template")
            databases.make_world(template, folder)
            maker.finish_template()
            for name, count, spread in (("keng", SMALL, 1), ("many", many, communes)):
                stage.urls[name] = maker.copy_template(name)
                stage.loaded_in = load_reports(stage.urls[name], count, spread)
                # As the worker does in the hour after an upgrade.
                databases.inside(stage.urls[name], folder, _settle)
            stage.urls["bare"] = maker.copy_template("bare")
            load_reports(stage.urls["bare"], SMALL, 1)
            for name, program in (("keng", servers.KENG), ("bare", servers.BARE), ("many", servers.KENG)):
                stage.running[name] = servers.start(program, stage.urls[name], folder / name)
            yield stage
        finally:
            for server in stage.running.values():
                server.stop()
            if kind != databases.SQLITE:
                maker.drop_all()
