"""The pages of the feed: the office's, and what the public may read."""

from app.feed.views import feed, public
from app.feed.views.pages import blueprint

__all__ = ["blueprint", "feed", "public"]
