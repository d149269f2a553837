"""Where a test run keeps what its workers share, and where its servers may answer."""

import os
import socket
import tempfile
from pathlib import Path

RUN = "KENG_TEST_RUN"


def run_folder() -> Path:
    """The folder of this run: its template and what belongs to it."""
    return Path(tempfile.gettempdir()) / f"keng-test-{os.environ[RUN]}"


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
