"""Where a test run keeps what its workers share."""

import os
import tempfile
from pathlib import Path

RUN = "KENG_TEST_RUN"


def run_folder() -> Path:
    """The folder of this run: its template and what belongs to it."""
    return Path(tempfile.gettempdir()) / f"keng-test-{os.environ[RUN]}"
