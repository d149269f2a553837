"""How gunicorn serves Kẻng: threads, the application loaded once and shared by the workers."""

import gc
import os
import sys

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from app.settings import Settings, SettingsError

try:
    settings = Settings.from_environment(os.environ)
except SettingsError as error:
    sys.exit("Kẻng cannot start:\n" + "\n".join(f"  - {fault}" for fault in error.faults))

bind = f"{settings.host}:{settings.port}"
worker_class = "gthread"
workers = settings.workers
threads = settings.threads
preload_app = True
# A phone on a weak network may take a minute over a photo; a proxy in front takes that off our threads.
timeout = 120
graceful_timeout = 20
keepalive = 5
# Its path is the same for every instance of one user, so two of them would disturb each other.
control_socket_disable = True
# Who the client is, is told by ProxyFix from KENG_TRUSTED_PROXIES alone.
forwarded_allow_ips = ""
accesslog = None
errorlog = "-"


def on_starting(server: Arbiter) -> None:
    """Refuse ground that forgets."""
    from app.web.durability import refuse_to_forget
    from wsgi import app

    refuse_to_forget(app, settings)


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Leave what is loaded out of the collector's counting, which would copy the shared pages into every worker."""
    gc.freeze()


def post_fork(server: Arbiter, worker: Worker) -> None:
    """A connection that was opened before the fork must not be used by two processes."""
    from app.web.database import db
    from wsgi import app

    with app.app_context():
        db.engine.dispose(close=False)
