"""Pictures over a hostile wire: every stored one is byte for byte what was taken, and none stays incomplete."""

import pytest

from tests.cast import Cast
from tests.model.lengths import CHANCE, PHOTO_RUNS, PHOTO_SEEDS
from tests.model.photo_machine import PhotoGame
from tests.model.playing import play
from tests.model.server import Server


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*PHOTO_SEEDS, *CHANCE])
def test_every_picture_arrives_as_it_was_taken(server: Server, cast: Cast, seed: int) -> None:
    play(PhotoGame, server, cast, runs=PHOTO_RUNS if server.is_sqlite else PHOTO_RUNS // 5, seed=seed)
