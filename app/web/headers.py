"""The headers of every answer: the browser's rules for us, and the marks by which a phone knows its server."""

from flask import Flask, Response, request

from app.settings import Settings
from app.web.epoch import last_epoch
from app.web.problems import API_PREFIX

_CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
# What people sent is never run: it is shown as a picture and nothing else.
UPLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
# An answer of the API is data, and no page: it needs few rules, and every byte counts on a weak network.
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
_EVERYWHERE = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
_DATA = _EVERYWHERE | {"Content-Security-Policy": _DATA_POLICY}
_PAGES = _EVERYWHERE | {
    "Content-Security-Policy": _CONTENT_POLICY,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), usb=(), payment=()",
}


def register(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer, errors and photos too."""

    @app.after_request
    def add(response: Response) -> Response:
        is_data = request.path.startswith(API_PREFIX) and response.mimetype != "text/html"
        for name, value in (_DATA if is_data else _PAGES).items():
            response.headers.setdefault(name, value)
        if settings.secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.path.startswith(API_PREFIX):
            response.headers["Keng-Sync"] = "1"
            if epoch := last_epoch():
                response.headers["Keng-Epoch"] = epoch
        # Pages and data are personal; files with their own rule (built assets, pictures) have set it already.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
