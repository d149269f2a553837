"""The Flask application with its extensions, before any feature."""

from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.settings import Settings
from app.web import assets, headers, i18n, liveness, logs, origin, problems, squeezing, unread
from app.web.blueprint import Blueprint
from app.web.database import db, migrate
from app.web.openapi import Api

SETTINGS = "KENG"
_ROOT = Path(__file__).resolve().parents[2]
# Photos are the largest thing that is ever sent; 8 MiB and a little for headers of a form.
_MOST_BYTES = 9 * 1024 * 1024
api = Api()
csrf = CSRFProtect()


def build(settings: Settings) -> Flask:
    """The application with database, form tokens, languages, problems and headers."""
    logs.set_up()
    app = Flask("app", template_folder="web/templates", static_folder=None)
    # All templates stay in memory: they are few, and Jinja's bounded store walks its whole queue for each icon of a page.
    app.jinja_options = {**app.jinja_options, "cache_size": -1}
    app.config.update(_config(settings))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    liveness.register()
    db.init_app(app)
    migrate.init_app(app, directory=str(_ROOT / "migrations"))
    csrf.init_app(app)
    api.init_app(app)
    i18n.register(app)
    origin.register(app, settings)
    headers.register(app, settings)
    squeezing.register(app)
    unread.register(app)
    assets.register(app)
    problems.register(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def add_api(blueprint: Blueprint) -> None:
    """Open the doors of an API blueprint: documented, and without form tokens, which only pages have.

    The API refuses foreign origins instead (protocol.md §1). ``web/blueprint.py`` tells the order of a door's decorators.
    """
    api.register_blueprint(blueprint)
    csrf.exempt(blueprint)


def _config(settings: Settings) -> dict[str, object]:
    options: dict[str, object] = {}
    if settings.database_url.startswith("postgresql"):
        # pgbouncer in transaction mode forgets prepared statements between transactions.
        options = {"pool_size": settings.threads, "connect_args": {"prepare_threshold": None}}
    return {
        SETTINGS: settings,
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "form",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": options,
        "MAX_CONTENT_LENGTH": _MOST_BYTES,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "TESTING": settings.testing,
        "PROPAGATE_EXCEPTIONS": settings.testing,
        "API_TITLE": "Kẻng",
        "API_VERSION": "1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": None,
    }
