"""The present actor, and the guards of the doors. ``people`` registers how a request becomes an actor."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import g, request

from app.core.actor import NOBODY, Actor
from app.core.errors import DEVICE_UNKNOWN, NOT_ALLOWED, SIGN_IN_NEEDED, DomainError

View = TypeVar("View", bound=Callable[..., Any])
Loader = Callable[[], Actor]
_loaders: dict[str, Loader] = {}


def register_actor_loader(kind: str, loader: Loader) -> None:
    """Tell how a request becomes an actor of ``kind`` (``device`` or ``office``); it answers ``NOBODY`` when it cannot."""
    _loaders[kind] = loader


def load_actor(kind: str) -> Actor:
    """The actor of ``kind`` behind the present request, looked up once per request."""
    known: dict[str, Actor] = g.setdefault("keng_actors", {})
    if kind not in known:
        known[kind] = _loaders[kind]()
    return known[kind]


def current_actor() -> Actor:
    """Who passed the guard of this door; ``NOBODY`` on public ones."""
    return cast(Actor, g.get("keng_actor", NOBODY))


def forget_actors() -> None:
    """Forget who asked: for the doors that change the cookie."""
    g.pop("keng_actors", None)
    g.pop("keng_actor", None)


def _guarded(view: View, name: str, find: Callable[[], Actor]) -> View:
    @functools.wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        g.keng_actor = find()
        return view(*args, **kwargs)

    wrapped._keng_guard = name  # type: ignore[attr-defined]
    return cast(View, wrapped)


def _device() -> Actor:
    actor = load_actor("device")
    if actor.kind == "nobody":
        raise DomainError(DEVICE_UNKNOWN)
    return actor


def _office() -> Actor:
    actor = load_actor("office")
    if actor.kind == "nobody":
        raise DomainError(SIGN_IN_NEEDED)
    return actor


def device_only(view: View) -> View:
    """The door answers to an enrolled phone alone (protocol.md §1)."""
    return _guarded(view, "device", _device)


def office_only(*roles: str) -> Callable[[View], View]:
    """The door answers to office people; with ``roles``, to those alone."""

    def find() -> Actor:
        actor = _office()
        if roles and actor.role not in roles:
            raise DomainError(NOT_ALLOWED)
        return actor

    return lambda view: _guarded(view, "office:" + ",".join(roles), find)


def is_phone() -> bool:
    """Whether the caller says that it is the phone's app (``Keng-Client: phone``)."""
    return request.headers.get("Keng-Client", "").startswith("phone")


def phone_or_office(view: View) -> View:
    """The phone when the header ``Keng-Client: phone`` is there, else the office."""
    return _guarded(view, "either", lambda: _device() if is_phone() else _office())


def device_or_office(view: View) -> View:
    """Either credential opens the door: an image element cannot say who it is, so what it carries decides."""

    def find() -> Actor:
        office = NOBODY if is_phone() else load_actor("office")
        return office if office.kind == "office" else _device()

    return _guarded(view, "either", find)


def public(view: View) -> View:
    """The door is open to everybody, on purpose."""
    return _guarded(view, "public", lambda: NOBODY)


def public_page(view: View) -> View:
    """A page open to everybody, on which those who are signed in keep their bar."""
    return _guarded(view, "public", lambda: load_actor("office"))
