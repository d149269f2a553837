"""The door of the OpenAPI document."""

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from app.contract.document import get_json
from app.web.actor import public
from app.web.blueprint import Blueprint

blueprint = Blueprint("contract_api", __name__, url_prefix="/api/v1", description="This document.")


@blueprint.get("/openapi.json")
@public
@blueprint.doc(
    responses={"200": {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}}}
)
@blueprint.alt_response(304, description="The document in If-None-Match is the present one")
def read_openapi() -> AnyResponse:
    """The whole API as OpenAPI 3.1."""
    answer = Response(get_json(), mimetype="application/json")
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer.make_conditional(request)
