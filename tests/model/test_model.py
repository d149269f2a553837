"""The whole promise as a game of chance: 0 lost, 0 doubled, whatever happens to phones, wire and server."""

import pytest

from tests.cast import Cast
from tests.model.lengths import CHANCE, MODEL_RUNS, MODEL_SEEDS
from tests.model.machine import Game
from tests.model.playing import play
from tests.model.server import Server


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*MODEL_SEEDS, *CHANCE])
def test_nothing_is_lost_and_nothing_doubled_whatever_happens(server: Server, cast: Cast, seed: int) -> None:
    play(Game, server, cast, runs=MODEL_RUNS if server.is_sqlite else MODEL_RUNS // 5, seed=seed)
