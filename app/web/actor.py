"""The present actor, and the guards of the doors. ``people`` registers how a request becomes an actor."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

from flask import Response, current_app, g, request

from app.core import clock
from app.core.actor import NOBODY, Actor
from app.core.errors import DEVICE_UNKNOWN, FACTOR_NEEDED, NOT_ALLOWED, PROVE_AGAIN, SIGN_IN_NEEDED, DomainError
from app.web.wall import name_books_now

View = TypeVar("View", bound=Callable[..., Any])
Loader = Callable[[], Actor]
Prover = Callable[[str], Response | None]
_PROVEN_FOR = timedelta(minutes=10)
_loaders: dict[str, Loader] = {}
_provers: list[Prover] = []


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
        name_books_now()
        return view(*args, **kwargs)

    wrapped._keng_guard = name  # type: ignore[attr-defined]
    return cast(View, wrapped)


def _device() -> Actor:
    actor = load_actor("device")
    if actor.kind == "nobody":
        raise DomainError(DEVICE_UNKNOWN)
    return actor


def is_factor_required() -> bool:
    """Whether office people need a second factor here: everywhere but in a demo."""
    return bool(current_app.config["KENG"].needs_factor)


def is_let_in(actor: Actor) -> bool:
    """Whether a person at a desk is through the gate: signed in, with a second factor where one is required."""
    return actor.kind == "office" and (actor.has_factor or not is_factor_required())


def _signed_in() -> Actor:
    actor = load_actor("office")
    if actor.kind == "nobody":
        raise DomainError(SIGN_IN_NEEDED)
    return actor


def _office() -> Actor:
    actor = _signed_in()
    if not is_let_in(actor):
        raise DomainError(FACTOR_NEEDED)
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


def key_or_office(scope: str, *roles: str) -> Callable[[View], View]:
    """The door answers to a program with a key of such a person that opens ``scope``; else to these office people, when they
    have shown the password in the last ten minutes (``PROVE_AGAIN``)."""

    def find() -> Actor:
        if "Authorization" not in request.headers:
            actor = _office()
            if actor.role in roles and not _is_proven(actor):
                raise DomainError(PROVE_AGAIN)
        else:
            actor = load_actor("key")
            if scope not in actor.key_scopes:
                raise DomainError(NOT_ALLOWED)
        if actor.role not in roles:
            raise DomainError(NOT_ALLOWED)
        return actor

    return lambda view: _guarded(view, "key:" + ",".join(roles), find)


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
        return office if is_let_in(office) else _device()

    return _guarded(view, "either", find)


def public(view: View) -> View:
    """The door is open to everybody, on purpose."""
    return _guarded(view, "public", lambda: NOBODY)


def public_page(view: View) -> View:
    """A page open to everybody, on which those who are signed in keep their bar."""

    def find() -> Actor:
        actor = load_actor("office")
        return actor if is_let_in(actor) else NOBODY

    return _guarded(view, "public", find)


def before_the_gate(view: View) -> View:
    """The door answers to whoever is signed in, also without the second factor that is required: it is set up there."""
    return _guarded(view, "office:", _signed_in)


def register_prover(prover: Prover) -> None:
    """Tell how a page asks for the password again: it takes what is about to be done, and gives the page that asks, or
    nothing when the request carries a right answer. ``people`` registers it."""
    _provers[:] = [prover]


def proven_lately(deed: Any) -> Callable[[View], View]:
    """The door opens to a session that has shown its password in the last ten minutes; else it asks (``PROVE_AGAIN``).

    Stands under the guard and above the transaction. ``deed`` is a lazy text that says what waits meanwhile.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if not _is_proven(current_actor()):
                if request.path.startswith("/api/"):
                    raise DomainError(PROVE_AGAIN)
                asking = _provers[0](str(deed))
                if asking is not None:
                    return asking
            return view(*args, **kwargs)

        return cast(View, wrapped)

    return wrap


def _is_proven(actor: Actor) -> bool:
    return actor.proven_at is not None and actor.proven_at + _PROVEN_FOR > clock.now()
