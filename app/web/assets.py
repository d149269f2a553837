"""The built files: the phone's app under /app/, the office's assets under /assets/."""

import json
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_from_directory, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.web.actor import public

DIST = Path(__file__).resolve().parents[2] / "static" / "pwa" / "dist"
PHONE, OFFICE = DIST / "app", DIST / "office"
_FOREVER = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"
_SQUEEZED = {"br": ".br", "gzip": ".gz"}
mimetypes.add_type("application/manifest+json", ".webmanifest")

blueprint = Blueprint("assets", __name__)


@lru_cache(maxsize=1)
def _manifest() -> dict[str, dict[str, object]]:
    found = OFFICE / "manifest.json"
    return json.loads(found.read_text()) if found.is_file() else {}


def office_files(entry: str) -> dict[str, list[str]]:
    """The addresses of an entry's built files: ``{"js": […], "css": […]}``; empty before the first build."""
    built = _manifest().get(entry)
    if built is None:
        return {"js": [], "css": []}
    css = built.get("css", [])
    names = {"js": [built["file"]], "css": css if isinstance(css, list) else []}
    return {kind: [url_for("assets.office", name=name) for name in found] for kind, found in names.items()}


def _send(folder: Path, name: str, *, hashed: bool) -> BaseResponse:
    """A built file, squeezed where the browser takes it. One with a hash in its name never changes; any other must be
    asked for each time."""
    if name.endswith(tuple(_SQUEEZED.values())) or not (folder / name).is_file():
        abort(404)
    found, coding = _find_squeezed(folder, name)
    response = send_from_directory(folder, found, mimetype=mimetypes.guess_type(name)[0])
    if coding:
        response.headers["Content-Encoding"] = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _FOREVER if hashed else _ASK_FIRST
    return response


def _find_squeezed(folder: Path, name: str) -> tuple[str, str | None]:
    """The copy that the build laid beside a file, smallest first: phones on 2 KB/s wait for every byte."""
    for coding, ending in _SQUEEZED.items():
        if request.accept_encodings.quality(coding) > 0 and (folder / f"{name}{ending}").is_file():
            return f"{name}{ending}", coding
    return name, None


@blueprint.get("/assets/<path:name>")
@public
def office(name: str) -> BaseResponse:
    """A built file of the office."""
    return _send(OFFICE, name, hashed=not name.endswith(".json"))


@blueprint.get("/app/")
@blueprint.get("/app/<path:name>")
@public
def phone(name: str = "index.html") -> BaseResponse:
    """A built file of the phone's app."""
    return _send(PHONE, name, hashed=name.startswith("assets/"))


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response | BaseResponse:
    """The mark, for browsers that ask at the old place."""
    return _send(PHONE, "favicon.ico", hashed=False) if (PHONE / "favicon.ico").is_file() else Response(status=204)


def register(app: Flask) -> None:
    """Serve the built files, and let templates name them."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["office_files"] = office_files
