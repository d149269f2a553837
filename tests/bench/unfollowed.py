"""Kẻng that adds no nights up: what is left of a push without the figures, to be held beside one with them."""

from app.figures.service import follow
from app.journal import service as journal
from wsgi import app

journal._followers.remove(follow)
__all__ = ["app"]
