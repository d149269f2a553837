"""Error → answer: RFC 9457 for programs, a readable page in the office. Nobody else writes an error body."""

from typing import Any

import structlog
from flask import Flask, Response, current_app, json, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from app.core import errors
from app.core.errors import DomainError, Problem

API_PREFIX = "/api/"
_BY_STATUS = {
    400: errors.MALFORMED,
    401: errors.SIGN_IN_NEEDED,
    403: errors.NOT_ALLOWED,
    404: errors.NOT_FOUND,
    405: errors.METHOD_NOT_ALLOWED,
    406: errors.NOT_ACCEPTABLE,
    413: errors.TOO_LARGE,
    415: errors.WRONG_MEDIA_TYPE,
    422: errors.INVALID,
    429: errors.SLOW_DOWN,
    503: errors.BUSY,
}
log = structlog.get_logger()


def problem_body(problem: Problem, detail: str | None = None, **facts: Any) -> dict[str, Any]:
    """The members of an RFC 9457 answer; also what an operation's result carries inside a push."""
    body = {"type": f"/problems/{problem.slug}", "title": problem.title, "status": problem.status}
    if detail:
        body["detail"] = detail
    return body | facts


def answer(problem: Problem, detail: str | None = None, **facts: Any) -> BaseResponse:
    """The whole answer to a refused request, in the form that the asker can read."""
    if request.path.startswith(API_PREFIX):
        body = problem_body(problem, detail, **facts) | {"instance": request.path}
        response = Response(json.dumps(body), problem.status, mimetype="application/problem+json")
    elif problem is errors.SIGN_IN_NEEDED and request.method in ("GET", "HEAD"):
        return redirect(url_for("sign_in.show", next=request.full_path.rstrip("?")))
    elif problem is errors.FACTOR_NEEDED:
        # Nothing was done: after the setting up the person goes on where a page can be opened again.
        goal = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else "/"
        return redirect(url_for("account.set_up", next=goal), 303)
    else:
        page = render_template("error.html", problem=problem, detail=detail, facts=facts)
        response = Response(page, problem.status)
    if "retry_after" in facts:
        response.headers["Retry-After"] = str(facts["retry_after"])
    if "offset" in facts:
        response.headers["Upload-Offset"] = str(facts["offset"])
    return response


def register(app: Flask) -> None:
    """Turn every exception of the app into an answer."""

    @app.errorhandler(DomainError)
    def domain(error: DomainError) -> BaseResponse:
        return answer(error.problem, error.detail, **error.facts)

    @app.errorhandler(CSRFError)
    def form_token(error: CSRFError) -> BaseResponse:
        return answer(errors.FOREIGN_ORIGIN, "Trang đã mở quá lâu. Xin tải lại trang rồi làm lại.")

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> BaseResponse:
        if error.code is not None and error.code < 400:
            return error.get_response()
        problem = _BY_STATUS.get(error.code or 500, errors.INTERNAL)
        found = _validation_errors(error)
        facts: dict[str, Any] = {"errors": found} if found else {}
        reply = answer(problem, None, **facts)
        if error.code == 405 and getattr(error, "valid_methods", None):
            reply.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
        return reply

    @app.errorhandler(IntegrityError)
    def twice(error: IntegrityError) -> BaseResponse:
        # Two people wrote the same thing at once, and the database let one of them through.
        return answer(errors.ALREADY_THERE, "Người khác vừa ghi mục này. Xin tải lại trang rồi xem.")

    @app.errorhandler(OperationalError)
    def database(error: OperationalError) -> BaseResponse:
        log.error("database not available", kind=type(error.orig).__name__)
        return answer(errors.BUSY, retry_after=5)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> BaseResponse:
        if current_app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        # The message of an exception can hold what a person wrote, so only its kind and place are logged.
        log.error("unforeseen error", kind=type(error).__name__, path=request.path, trace=places_of(error))
        return answer(errors.INTERNAL)


def places_of(error: Exception) -> list[str]:
    """Where an error came from, without its message: that can hold what a person wrote."""
    places, frame = [], error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return places[-8:]


def _validation_errors(error: HTTPException) -> list[dict[str, str]]:
    """The faults of a marshmallow schema (as flask-smorest hands them over) as pointers and sentences."""
    data = getattr(error, "data", None) or {}
    messages = data.get("messages", {}) if isinstance(data, dict) else {}
    return pointers(messages.get("json", messages) if isinstance(messages, dict) else {})


def pointers(messages: Any, prefix: str = "") -> list[dict[str, str]]:
    """Flatten marshmallow's nested messages into ``[{pointer, detail}]`` with RFC 6901 pointers."""
    if isinstance(messages, dict):
        found = []
        for key, inner in messages.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            found += pointers(inner, prefix + step)
        return found
    return [
        {"pointer": prefix or "/", "detail": str(line)} for line in (messages if isinstance(messages, list) else [messages])
    ]
