"""The WSGI application at the time of the story: a night in November, whatever the hour at which the tests run.

The file named by ``KENG_TEST_TIME`` holds how many seconds the story is ahead of the machine; tests may move it on.
``KENG_TEST_APP`` is the folder of the phone's app, which tests may bring out anew.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core import clock
from app.web import assets

_file = Path(os.environ["KENG_TEST_TIME"])


def _story_now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(_file.read_text()))


clock._source = _story_now
assets.PHONE = Path(os.environ["KENG_TEST_APP"])

from wsgi import app  # noqa: E402 - whoever asks the clock while starting is told the story's time already

__all__ = ["app"]
