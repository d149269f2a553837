"""Points as GeoJSON (RFC 7946): longitude first, what the file is in a member of its own."""

import json
from collections.abc import Iterator

from app.exports.queries import Points
from app.exports.writers.about import About

_AT_ONCE = 200
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_geojson(points: Points, about: About) -> Iterator[bytes]:
    """The file in pieces."""
    keys = [one.key for one in points.columns]
    yield f'{{"type":"FeatureCollection","about":{_encode(about.values())},"features":['.encode()
    for first in range(0, len(points.rows), _AT_ONCE):
        features = [
            _encode({
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": list(where)},
                "properties": dict(zip(keys, cells, strict=True)),
            })
            for cells, where in points.rows[first : first + _AT_ONCE]
        ]  # fmt: skip
        yield (("," if first else "") + ",\n".join(features)).encode()
    yield b"]}\n"
