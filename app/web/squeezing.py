"""Answers of the API in gzip: a phone on a weak network waits for every byte. Built files are squeezed beforehand."""

import gzip

from flask import Flask, Response, request

from app.web.problems import API_PREFIX

# Below this the head of the answer outweighs what would be saved.
_LEAST_BYTES = 600
_LEVEL = 5


def register(app: Flask) -> None:
    """Squeeze every JSON answer that is long enough, for those who take it."""

    @app.after_request
    def squeeze(response: Response) -> Response:
        if not request.path.startswith(API_PREFIX) or not response.is_json or response.is_streamed:
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings.quality("gzip") <= 0 or "Content-Encoding" in response.headers:
            return response
        data = response.get_data()
        if len(data) >= _LEAST_BYTES:
            response.set_data(gzip.compress(data, _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response
