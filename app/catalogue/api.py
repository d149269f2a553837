"""The door of the catalogue: phones read it whole, when its version differs from theirs."""

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from app.catalogue import queries
from app.catalogue.schemas import CatalogueOut
from app.web.actor import phone_or_office
from app.web.blueprint import Blueprint

blueprint = Blueprint(
    "catalogue", __name__, url_prefix="/api/v1/catalogue", description="Categories, presets, words, limits."
)


@blueprint.get("")
@phone_or_office
@blueprint.response(200, CatalogueOut)
@blueprint.alt_response(304, description="The version in If-None-Match is the present one")
def read_catalogue() -> AnyResponse:
    """The whole catalogue; ``ETag`` carries its version."""
    found = queries.get_catalogue()
    answer = Response(found.json, mimetype="application/json")
    answer.set_etag(found.version)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)
