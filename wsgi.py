"""The WSGI application: ``gunicorn wsgi:app`` and ``flask --app wsgi …``."""

import gc
import os
import sys

from app import create_app
from app.settings import Settings, SettingsError

# What is loaded here stays: to look through it for garbage meanwhile would take a fifth of the start.
gc.disable()
try:
    app = create_app(Settings.from_environment(os.environ))
except SettingsError as error:
    sys.exit("Kẻng cannot start:\n" + "\n".join(f"  - {fault}" for fault in error.faults))
gc.freeze()
gc.enable()
