"""The page that shows the OpenAPI document: our own templates, so that it needs no script and no stranger."""

from flask import Blueprint, render_template, url_for

from app.contract.document import get_document
from app.contract.reading import read_groups, read_shapes
from app.web.actor import public

blueprint = Blueprint("contract", __name__, template_folder="templates")


@blueprint.get("/api/docs")
@public
def show_contract() -> str:
    """The whole API, readable without a program."""
    document = get_document()
    return render_template(
        "contract/docs.html",
        info=document["info"],
        groups=read_groups(document),
        shapes=read_shapes(document),
        document_url=url_for("contract_api.read_openapi"),
    )
