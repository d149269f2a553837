"""How games are played: a series of them for a seed; and how everything comes to rest at a game's end."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as set_seed
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.cast import Cast
from tests.model.phone import Phone
from tests.model.server import Server
from tests.model.world import World

STEPS = 40
MOST_ROUNDS = 8


def heal(world: World) -> None:
    """Bring everything to rest."""
    for _ in range(200):
        if world.letters:
            world.deliver(0, "well", 0)
        elif world.replies:
            world.receive(0)
        else:
            break
    for tab in list(world.tabs):
        world.close(tab)
    world.letters.clear()
    for _ in range(MOST_ROUNDS):
        world.calm(minutes=10)
        if not any(is_busy(phone) for phone in world.phones):
            break
    # The lease of a worker that was killed runs out; then whoever was first hears what the last one did.
    world.pass_time(60)
    world.server.develop()
    world.calm()


def is_busy(phone: Phone) -> bool:
    """Whether the phone still has something to send."""
    store = phone.store
    unsent = any(row.status in ("queued", "sending") for row in store.outbox.values())
    arrived = {row.op_id for row in store.outbox.values() if row.status == "acknowledged"}
    return unsent or any(row.state in ("waiting", "sending") and row.op_id in arrived for row in store.photos.values())


def play(
    game: type[RuleBasedStateMachine],
    server: Server,
    cast: Cast,
    *,
    runs: int,
    seed: int,
    phone: type[Phone] = Phone,
    shrink: bool = os.environ.get("KENG_SHRINK") == "1",
) -> int:
    """Play ``runs`` games of 40 steps, the same ones for a seed; raises what the first broken promise raises.

    Gives how many games were begun.
    """
    begun = 0

    class Played(game):  # type: ignore[valid-type, misc]
        def __init__(self) -> None:
            nonlocal begun
            begun += 1
            server.games += 1
            super().__init__()

    Played.server, Played.cast, Played.phone = server, cast, phone
    set_seed(seed)(Played)
    rules = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Played, settings=rules)
    return begun
