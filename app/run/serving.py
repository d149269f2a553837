"""Serving: start web server and worker, wait until they are ready, say where to go, and mind them until Ctrl-C."""

import gc
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

from flask import Flask
from flask.cli import ScriptInfo

from app.photos.cli import worker as worker_command
from app.run.children import Child
from app.run.welcome import welcome
from app.settings import Settings
from app.web.database import db

_READY_SECONDS = 60.0
_LOOK_EVERY = 0.5
_LONGEST_PAUSE = 30.0


def _serve_web() -> None:
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "--log-level", "warning", "wsgi:app"]
    run()


def _serve_worker() -> None:
    from wsgi import app

    worker_command.main(args=[], prog_name="worker", obj=ScriptInfo(create_app=lambda: app))


def serve(settings: Settings) -> int:
    """Serve until a signal or until the web server ends; gives the exit status."""
    if not _port_is_free(settings):
        again = f"KENG_PORT={settings.port + 1} make run"
        print(f"Port {settings.port} of {settings.host} is in use. Another one: {again}", file=sys.stderr)
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: stop.set())
    web, worker = Child("web server", _serve_web), Child("worker", _serve_worker)
    print("→ Starting web server and worker", file=sys.stderr, flush=True)
    try:
        return _run(settings, web, worker, stop)
    finally:
        for child in (web, worker):
            child.ask_to_stop()
        for child in (web, worker):
            child.wait_stopped()
        print("Kẻng has stopped.", file=sys.stderr)


def _run(settings: Settings, web: Child, worker: Child, stop: threading.Event) -> int:
    from wsgi import app

    gc.freeze()
    web.start()
    worker.start()
    if not _wait_until_ready(settings, web, stop):
        return 0 if stop.is_set() else 1
    welcome(settings, app)
    return _mind(app, web, worker, stop)


def _port_is_free(settings: Settings) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True


def _wait_until_ready(settings: Settings, web: Child, stop: threading.Event) -> bool:
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/readyz"
    until = time.monotonic() + _READY_SECONDS
    told = "no answer"
    while time.monotonic() < until and not stop.wait(0.1):
        if web.exit_status is not None:
            print(f"The web server ended with status {web.exit_status}.", file=sys.stderr)
            return False
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except urllib.error.HTTPError as refused:
            told = refused.read().decode(errors="replace").strip()
        except OSError:
            continue
    if not stop.is_set():
        print(f"The web server is not ready after {_READY_SECONDS:.0f} s: {told}", file=sys.stderr)
    return False


def _mind(app: Flask, web: Child, worker: Child, stop: threading.Event) -> int:
    """Watch both; a worker that dies is started again, after a pause that grows while it dies at once."""
    pause = 1.0
    while not stop.wait(_LOOK_EVERY):
        if web.exit_status is not None:
            print(f"The web server ended with status {web.exit_status}.", file=sys.stderr)
            return 1
        if worker.exit_status is not None:
            pause = 1.0 if worker.lived > 60 else min(pause * 2, _LONGEST_PAUSE)
            print(f"The worker ended with status {worker.exit_status}; again in {pause:.0f} s.", file=sys.stderr)
            if not stop.wait(pause):
                with app.app_context():
                    # No connection of ours may live on in the child.
                    db.engine.dispose()
                worker.start()
    return 0
