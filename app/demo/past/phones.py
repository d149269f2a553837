"""How the demo's phones fare, so that the board of phones has something to say."""

from typing import Any

from app.core import contract


def health_of(place: int) -> dict[str, Any]:
    """How a demo phone fares: most of them well, as in a real commune; one clock is wrong, one phone is not protected."""
    return {
        "unsent": 0,
        "parked": 0,
        "persisted": place % 8 != 5,
        "storage_used": 18_000_000 + place * 2_300_000,
        "storage_quota": 2_400_000_000 + place * 310_000_000,
        "offset_ms": 7 * 60_000 if place % 8 == 2 else 900 * place,
        "client": contract.VERSION,
    }
