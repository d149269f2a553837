"""How long the games are: the short form of every test run, and the long one of ``make chaos`` (``KENG_CHAOS=1``).

Each seed is a game series of its own, the same every time; ``CHANCE`` adds a series nobody has seen before, whose seed
is in the name of the test and whose failing game is printed.
"""

import os
import random

LONG = os.environ.get("KENG_CHAOS") == "1"
# Runs of 40 steps for each seed.
MODEL_RUNS = int(os.environ.get("KENG_MODEL_RUNS", "250" if LONG else "30"))
MODEL_SEEDS = range(1, 20) if LONG else range(1, 2)
PHOTO_RUNS = int(os.environ.get("KENG_PHOTO_RUNS", "250" if LONG else "30"))
PHOTO_SEEDS = range(1, 12) if LONG else range(1, 2)
# No test may be named by chance in a run that several workers share.
CHANCE = [random.SystemRandom().randrange(10**6, 10**9)] if LONG and "PYTEST_XDIST_WORKER" not in os.environ else []
# The rarest fault needs some dozens of games.
FAULT_RUNS = int(os.environ.get("KENG_FAULT_RUNS", "600"))
