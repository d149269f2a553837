"""The part of flask-smorest 0.47 that Kẻng uses; the library ships no types of its own."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from apispec import APISpec
from flask import Blueprint as FlaskBlueprint
from flask import Flask
from marshmallow import Schema

from .pagination import Page as Page

_F = TypeVar("_F", bound=Callable[..., Any])
_S = Schema | type[Schema] | str | Mapping[str, Any]

class Api:
    config_prefix: str
    spec: APISpec
    DEFAULT_ERROR_RESPONSE_NAME: str | None
    ERROR_SCHEMA: type[Schema]
    def __init__(
        self, app: Flask | None = ..., *, spec_kwargs: Mapping[str, Any] | None = ..., config_prefix: str = ...
    ) -> None: ...
    def init_app(self, app: Flask, *, spec_kwargs: Mapping[str, Any] | None = ...) -> None: ...
    def register_blueprint(self, blp: Blueprint, *, parameters: list[Any] | None = ..., **options: Any) -> None: ...
    def register_converter(self, converter: type[Any], func: Callable[[Any], dict[str, Any]]) -> None: ...
    def register_field(self, field: type[Any], *args: Any) -> None: ...

class Blueprint(FlaskBlueprint):
    description: str
    def __init__(self, *args: Any, description: str = ..., **kwargs: Any) -> None: ...
    def route(
        self,
        rule: str,
        *,
        parameters: list[Any] | None = ...,
        tags: list[str] | None = ...,
        **options: Any,
    ) -> Callable[[_F], _F]: ...
    # A view of an API may return what its schema writes out, not only what Flask would send.
    def get(self, rule: str, **options: Any) -> Callable[[_F], _F]: ...
    def post(self, rule: str, **options: Any) -> Callable[[_F], _F]: ...
    def put(self, rule: str, **options: Any) -> Callable[[_F], _F]: ...
    def patch(self, rule: str, **options: Any) -> Callable[[_F], _F]: ...
    def delete(self, rule: str, **options: Any) -> Callable[[_F], _F]: ...
    def arguments(
        self,
        schema: Schema | type[Schema],
        *,
        location: str = ...,
        content_type: str | None = ...,
        required: bool = ...,
        description: str | None = ...,
        example: Any = ...,
        examples: Mapping[str, Any] | None = ...,
        **kwargs: Any,
    ) -> Callable[[_F], _F]: ...
    def response(
        self,
        status_code: int | str | HTTPStatus,
        schema: _S | None = ...,
        *,
        content_type: str | None = ...,
        description: str | None = ...,
        example: Any = ...,
        examples: Mapping[str, Any] | None = ...,
        headers: Mapping[str, Any] | None = ...,
    ) -> Callable[[_F], _F]: ...
    def alt_response(
        self,
        status_code: int | str | HTTPStatus,
        response: str | None = ...,
        *,
        schema: _S | None = ...,
        content_type: str | None = ...,
        description: str | None = ...,
        example: Any = ...,
        examples: Mapping[str, Any] | None = ...,
        headers: Mapping[str, Any] | None = ...,
        success: bool = ...,
    ) -> Callable[[_F], _F]: ...
    def paginate(
        self,
        pager: type[Page] | None = ...,
        *,
        page: int | None = ...,
        page_size: int | None = ...,
        max_page_size: int | None = ...,
    ) -> Callable[[_F], _F]: ...
    def etag(self, obj: _F) -> _F: ...
    def check_etag(self, etag_data: Any, etag_schema: Schema | type[Schema] | None = ...) -> None: ...
    def set_etag(self, etag_data: Any, etag_schema: Schema | type[Schema] | None = ...) -> None: ...
    @staticmethod
    def doc(**kwargs: Any) -> Callable[[_F], _F]: ...

def abort(http_status_code: int, exc: BaseException | None = ..., **kwargs: Any) -> Any: ...

current_api: Api
