"""How fast the office decides: approvals and their taking back, each a change with its journal note."""

from collections.abc import Iterator

from tests.bench import asking
from tests.bench.figures import Line, median_of
from tests.bench.load import Request, Run
from tests.bench.stage import Stage
from tests.bench.world import communes

_COUNTS = {1: 60, 8: 160, 32: 240}


def measure(stage: Stage) -> Iterator[Line]:
    """Moves of reports without photos, spread over the communes."""
    for clients in (8,) if stage.quick else (1, 8, 32):
        count = stage.scaled(_COUNTS[clients])
        ops = asking.fresh_ops(count, 26, photos=[])
        stage.warm("keng", asking.pushes(ops))
        reports = [(team.commune_id, op["report_id"]) for team, op in ops]
        found = _decide(stage, reports, clients)
        rates = [run.rate for run in found]
        halves = median_of([run.percentile(0.5) for run in found])
        yield Line(
            group="Review moves, a second",
            case=f"{stage.kind}, {clients} clients" if clients > 1 else f"{stage.kind}, 1 client",
            ours=median_of(rates),
            unit="/s",
            more=f"p50 {halves:.0f} ms",
        )


def _decide(stage: Stage, reports: list[tuple[str, str]], clients: int) -> list[Run]:
    rounds = iter(range(stage.runs))
    return stage.duel({"keng": ("keng", lambda: _moves(reports, next(rounds)))}, clients)["keng"]


def _moves(reports: list[tuple[str, str]], number: int) -> list[Request]:
    """Approve everything in one round, take it back in the next."""
    name = "undo" if number % 2 else "approve"
    by_id = {one.id: one for one in communes()}
    return [asking.move(by_id[commune_id], report_id, name, 1 + number) for commune_id, report_id in reports]
