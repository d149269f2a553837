"""The model finds every planted fault; one that survives shows what the model does not look at."""

import pytest
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import RuleBasedStateMachine

from tests import tally
from tests.cast import Cast
from tests.model.faults import FAULTS, PHOTO_FAULTS, PlantedFault
from tests.model.lengths import FAULT_RUNS, LONG
from tests.model.machine import Game
from tests.model.photo_machine import PhotoGame
from tests.model.playing import play
from tests.model.server import Server, Violation


def _find(game: type[RuleBasedStateMachine], fault: PlantedFault, server: Server, cast: Cast) -> int | None:
    """How many games it took to find the fault; None when it survived them all."""
    before = server.games
    with pytest.MonkeyPatch.context() as patch:
        fault.plant(patch, server)
        try:
            play(game, server, cast, runs=FAULT_RUNS, seed=1, phone=fault.phone)
        except Violation:
            return server.games - before
        except FlakyFailure as twice:
            # Played again it ended in another way, which a fault may do; what counts is that a promise was broken.
            if any(isinstance(one, Violation) for one in twice.exceptions):
                return server.games - before
            raise
        finally:
            server.changes_epoch = True
    return None


@pytest.mark.slow
@pytest.mark.parametrize("fault", [fault for fault in PHOTO_FAULTS if fault.quick or LONG], ids=lambda fault: fault.name)
def test_the_photo_model_finds(fault: PlantedFault, server: Server, cast: Cast) -> None:
    found = _find(PhotoGame, fault, server, cast)

    assert found is not None, f"survived {FAULT_RUNS} games"
    tally.note(fault.name, found_in_game=found)


@pytest.mark.slow
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.quick or LONG], ids=lambda fault: fault.name)
def test_the_model_finds(fault: PlantedFault, server: Server, cast: Cast) -> None:
    found = _find(Game, fault, server, cast)

    assert found is not None, f"survived {FAULT_RUNS} games"
    tally.note(fault.name, found_in_game=found)
