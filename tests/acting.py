"""A test client that acts as somebody of the cast: ``client.get("/api/v1/me", as_=binh)``."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core import clock
from app.people import service
from app.web.transaction import unit_of_work
from tests.cast import Person

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
# A person at a desk signs in again before the session falls idle; tests of the session itself use a bare client.
_SIGNED_IN_FOR = timedelta(minutes=25)


class ActingClient:
    """Requests as one of the cast, each with a browser of their own, or as nobody. All keywords are Werkzeug's."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._browsers: dict[str, FlaskClient] = {}
        self._signed_in: dict[str, datetime] = {}

    def browser(self, as_: Person | None = None) -> FlaskClient:
        """The browser of a person, with its cookie."""
        key = as_.key if as_ else ""
        if key not in self._browsers:
            self._browsers[key] = self.app.test_client()
        if as_ is not None:
            self._show_cookie(as_, self._browsers[key])
        return self._browsers[key]

    def _show_cookie(self, person: Person, browser: FlaskClient) -> None:
        last = self._signed_in.get(person.key)
        if person.kind == "device":
            if last is None:
                browser.set_cookie("device", person.token)
        elif last is None or not timedelta(0) <= clock.now() - last < _SIGNED_IN_FOR:
            with self.app.app_context(), unit_of_work():
                token = service.open_session(person.id).token
            browser.set_cookie("office", token)
        self._signed_in[person.key] = clock.now()

    def open(self, path: str, as_: Person | None = None, **request: Any) -> TestResponse:
        """Any request; a phone says that it is one."""
        headers = dict(request.pop("headers", None) or {})
        if as_ is not None and as_.kind == "device":
            headers.setdefault("Keng-Client", "phone")
        return self.browser(as_).open(path, headers=headers, **request)

    def __getattr__(self, method: str) -> Callable[..., TestResponse]:
        if method not in ("get", "head", "post", "put", "patch", "delete", "options"):
            raise AttributeError(method)
        return lambda path, **request: self.open(path, method=method.upper(), **request)

    def submit(
        self, path: str, data: dict[str, Any] | None = None, *, page: str | None = None, **request: Any
    ) -> TestResponse:
        """Post a form as its page would: the token is read from ``page`` (else from ``path``)."""
        as_ = request.get("as_")
        shown = self.get(page or path, as_=as_).get_data(as_text=True)
        token = _TOKEN.search(shown)
        assert token, f"{page or path} has no form"
        return self.open(path, method="POST", data={**(data or {}), "csrf_token": token.group(1)}, **request)
