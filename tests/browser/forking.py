"""Starts processes of the application as ``python -m …`` does, but forked from one that has loaded its modules already.

Loading them is most of what a house costs. How Kẻng really starts is tested in ``tests/run`` and ``tests/processes``.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["app.features", "flask.cli", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread", __name__])


def _become(command: Sequence[str], env: Mapping[str, str], out: Path, errors: Path) -> None:
    """In the forked process: be a session of its own with this environment, and run the module."""
    os.setsid()
    os.chdir(ROOT)
    for number, file in ((1, out), (2, errors)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = list(command)
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def start(command: Sequence[str], env: Mapping[str, str], *, out: Path, errors: Path | None = None) -> BaseProcess:
    """Start ``python -m command …``; what it says is added to the files. Its group has its own number."""
    process = _context.Process(target=_become, args=(list(command), dict(env), out, errors or out))
    process.start()
    return process
