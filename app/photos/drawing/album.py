"""The list of pictures by name. A painter draws one picture on the scene it is given."""

from collections.abc import Callable

from app.photos.drawing.scene import Scene

Painter = Callable[[Scene], None]
PICTURES: dict[str, Painter] = {}


def picture(name: str) -> Callable[[Painter], Painter]:
    """Put the painter into the album under ``name``."""

    def keep(painter: Painter) -> Painter:
        PICTURES[name] = painter
        return painter

    return keep
