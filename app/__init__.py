"""Kẻng: the night book of neighbourhood patrol teams."""

from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from flask import Flask


def create_app(settings: Settings) -> "Flask":
    """Build the application: settings, extensions, features. Only here Flask is loaded: ``app.run`` does without it."""
    from app import features
    from app.web import application

    app = application.build(settings)
    features.register(app)
    return app
