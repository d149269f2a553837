"""Kẻng: the night book of neighbourhood patrol teams."""

from flask import Flask

from app.settings import Settings


def create_app(settings: Settings) -> Flask:
    """Build the application: settings, extensions, features."""
    from app import features
    from app.web import application

    app = application.build(settings)
    features.register(app)
    return app
