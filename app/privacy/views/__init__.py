"""The pages of requests, retention, holds, consents and documents."""

from app.privacy.views import consents, holds, papers, requests, retention
from app.privacy.views.pages import blueprint

__all__ = ["blueprint", "consents", "holds", "papers", "requests", "retention"]
