"""A test client that acts as somebody of the cast: ``client.get("/api/v1/me", as_=binh)``."""

import re
import secrets
from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from app.core import clock
from app.people import service
from app.web.transaction import unit_of_work
from tests.cast import Person

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
# A person at a desk signs in again before the session falls idle; tests of the session itself use a bare client.
_SIGNED_IN_FOR = timedelta(minutes=25)


class Browser(FlaskClient):
    """A client whose requests know nothing of the test's own application context, as real ones do not."""

    def open(self, *args: Any, **request: Any) -> TestResponse:
        """Any request."""
        return Context().run(super().open, *args, **request)


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
        """Post a form: its token is the one that ``page`` shows, else one that any page would have shown."""
        as_ = request.get("as_")
        if page is None:
            token = self._form_token(self.browser(as_))
        else:
            found = _TOKEN.search(self.get(page, as_=as_).get_data(as_text=True))
            assert found, f"{page} has no form"
            token = found.group(1)
        return self.open(path, method="POST", data={**(data or {}), "csrf_token": token}, **request)

    def form_token(self, as_: Person | None = None) -> str:
        """A token for a form of this person's, for a test that writes the form's body itself."""
        return self._form_token(self.browser(as_))

    def _form_token(self, browser: FlaskClient) -> str:
        with browser.session_transaction() as session:
            kept: str = session.setdefault("csrf_token", secrets.token_hex(20))
        return str(URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(kept))
