"""The WSGI application: ``gunicorn wsgi:app`` and ``flask --app wsgi …``."""

import os
import sys

from app import create_app
from app.settings import Settings, SettingsError

try:
    app = create_app(Settings.from_environment(os.environ))
except SettingsError as error:
    sys.exit("Kẻng cannot start:\n" + "\n".join(f"  - {fault}" for fault in error.faults))
