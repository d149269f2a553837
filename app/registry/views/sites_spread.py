"""What spread from where: the family of a site as a picture and as a list."""

from typing import Any

from app.core.actor import Actor
from app.registry import queries
from app.registry.models import ModelSite
from app.registry.rules.tree import draw, shared_start, short
from app.registry.views import sites_words as words

_BOX_NAME, _BOX_PLACE = 26, 24


def spread_face(actor: Actor, site: ModelSite) -> dict[str, Any] | None:
    """The family of the site as a picture and as a list; None where it stands alone."""
    family = queries.family_of(actor, site)
    picture = draw(family)
    if len(picture.boxes) < 2:
        return None
    shared = shared_start([box.node.name for box in picture.boxes])
    boxes = [
        vars(box)
        | {
            "id": box.node.id,
            "name": box.node.name,
            "short": short(box.node.name[shared:].strip() or box.node.name, _BOX_NAME),
            "place": short(words.place_words(box.node.village), _BOX_PLACE),
            "village": words.place_words(box.node.village),
            "state": words.state_face(box.node.state),
            "self": box.node.id == site.id,
        }
        for box in picture.boxes
    ]
    return {"width": picture.width, "height": picture.height, "boxes": boxes, "first": _branch(family, site)}


def _branch(kin: queries.Kin, site: ModelSite) -> dict[str, Any]:
    return {
        "id": kin.id,
        "name": kin.name,
        "village": words.place_words(kin.village),
        "state": words.state_face(kin.state),
        "self": kin.id == site.id,
        "children": [_branch(child, site) for child in kin.children],
    }
